"""One Chromium that shows page after page, offline and with its clock held (`page_time.js`).

A page lives at `https://sample.invalid/`. It is given its document once; every other request is answered from
the packaged libraries or refused, and noted either way. When it has been shown, the browser leaves it and
forgets what it stored. Where the browser itself fails, the error ends the process, and another takes over.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, sync_playwright

from stages.sandbox.harness.cdn import Shelf

CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"
ORIGIN = "https://sample.invalid"
WIDTH, HEIGHT = 1024, 768
MOST = 64
"""Errors and requests listed; all are counted."""
_KEPT = 4096
"""Requests kept until they are sorted: they come in no fixed order."""
_CHARACTERS = 300
_FLAGS = (
    "--no-sandbox",  # it is in one
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-site-isolation-trials",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--disable-partial-raster",
    "--disable-skia-runtime-opts",
    "--js-flags=--random-seed=1",
)
_INTEGRITY = re.compile(r"""\sintegrity\s*=\s*(["'])\s*sha\d+-[^"']*\1""", re.IGNORECASE)
"""Hashes of the very files of a network: a packaged version has others."""
_HEADERS = {
    "access-control-allow-origin": "*",
    "cache-control": "no-store",
    "last-modified": "Mon, 01 Jan 2024 12:00:00 GMT",
}


class Browser:
    """Chromium with one tab. Not for use by two threads."""

    def __init__(self) -> None:
        here = Path(__file__).parent
        folders = filter(None, os.environ.get("JANUS_LIBRARIES", "").split(os.pathsep))
        self._shelf = Shelf([Path(folder) for folder in folders])
        self._bodies: dict[Path, str] = {}
        self._chromium = (
            sync_playwright()
            .start()
            .chromium.launch(
                executable_path=CHROMIUM,
                args=list(_FLAGS),
                ignore_default_args=["--disable-popup-blocking"],
                timeout=0,
            )
        )
        self._context = self._chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            accept_downloads=False,
            locale="en-US",
            timezone_id="UTC",
            color_scheme="light",
            reduced_motion="no-preference",
        )
        self._context.set_default_timeout(0)  # the parent watches the clock
        self._context.add_init_script(path=here / "page_time.js")
        self._context.on("page", self._close)
        self._open()

    def _open(self) -> None:
        """A fresh tab."""
        self._opening = True
        self.page = self._context.new_page()
        self._opening = False
        self.acted = self._resized = False
        self.page.on("console", self._console)
        self.page.on("pageerror", self._throw)
        self.cdp = self._context.new_cdp_session(self.page)
        self.cdp.on("Fetch.requestPaused", self._answer)
        self.cdp.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
        self.cdp.send("Animation.enable")
        self.cdp.send("Animation.setPlaybackRate", {"playbackRate": 0})
        self.hear(False)
        self._frame = self.cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]  # the tab's: it stays
        self._begin("")

    def _begin(self, document: str) -> None:
        self._document: str | None = document
        self._requests = 0
        self.errors: list[str] = []
        self.thrown: list[str] = []
        self.served: list[str] = []
        self.refused: list[str] = []
        self.errors_count = self.refused_count = 0

    @contextmanager
    def show(self, document: str) -> Iterator[Page]:
        """The page of a document, its clock still at 0; afterwards it is left and forgotten."""
        self._begin(_INTEGRITY.sub("", document))
        self.page.goto(f"{ORIGIN}/", wait_until="commit")
        yield self.page
        self._document = None
        if self.acted:  # focus and the place of the mouse stay with a tab
            self.page.close()
            self._open()
        else:
            self.page.goto("about:blank", wait_until="commit")
            if self._resized:
                self.resize(WIDTH)
        self._resized = False
        self.cdp.send("Storage.clearDataForOrigin", {"origin": ORIGIN, "storageTypes": "all"})  # and cookies

    def settle(self, ms: float, *, touched: bool = False) -> dict[str, Any]:
        """Let `ms` milliseconds of page time pass, and what was asked for meanwhile arrive.

        `touched`: the page was acted on from outside. Returns the windows, dialogs and workers that the
        page asked for so far.
        """
        self._pass(0, touched=touched)
        return self._pass(ms, touched=False)

    def _pass(self, ms: float, *, touched: bool) -> dict[str, Any]:
        while True:
            before = self._requests
            report = self._evaluate(f"__janus.settle({ms}, {str(touched).lower()})")
            if self._requests == before:
                return report
            ms, touched = 0, True

    def read(self, expression: str, *, own: bool = True) -> Any:
        """The value of a JavaScript expression, in a world that the page's own globals are not part of.

        `own=False`: in the page's world. Raises ValueError with the message where it throws.
        """
        if not own:
            return self._evaluate(expression)
        world = self.cdp.send("Page.createIsolatedWorld", {"frameId": self._frame, "worldName": "evidence"})
        return self._evaluate(expression, contextId=world["executionContextId"])

    def _evaluate(self, expression: str, **where: int) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True, **where}
        answer = self.cdp.send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"].get("exception", {})
            raise ValueError(thrown.get("description", "error").partition("\n")[0])
        return answer["result"].get("value")

    def hear(self, hands: bool) -> None:
        """Whether the tab gets input: Chromium itself moves a mouse to its corner, sooner or later."""
        self.cdp.send("Input.setIgnoreInputEvents", {"ignore": not hands})

    def resize(self, width: int) -> None:
        """The window is so wide until the page is left; the page may hear of it."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self._resized = True

    def screenshot(self, height: int | None = None) -> bytes:
        """PNG of the viewport, or of the page's first `height` rows."""
        asked: dict[str, Any] = {"format": "png", "optimizeForSpeed": True}
        if height is not None:
            asked["captureBeyondViewport"] = True
            asked["clip"] = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
        return base64.b64decode(self.cdp.send("Page.captureScreenshot", asked)["data"])

    # --- what the page asks for

    def _answer(self, paused: dict[str, Any]) -> None:
        request, kind = paused["request"], paused["resourceType"]
        url = request["url"]
        if url == f"{ORIGIN}/favicon.ico":  # the browser's own wish
            self._fail_request(paused["requestId"], "Aborted")
            return
        self._requests += 1
        if kind == "Document" and url == f"{ORIGIN}/" and self._document is not None:
            document, self._document = self._document, None
            body = base64.b64encode(document.encode("utf-8", "replace")).decode()
            self._fulfil(paused["requestId"], "text/html; charset=utf-8", body)
        elif kind != "Document" and (found := self._shelf.find(url)):
            if found.library not in self.served:
                self.served.append(found.library)
            if found.file not in self._bodies:
                self._bodies[found.file] = base64.b64encode(found.file.read_bytes()).decode()
            self._fulfil(paused["requestId"], found.type, self._bodies[found.file])
        else:
            self._refuse(url)
            reason = "Aborted" if kind == "Document" else "BlockedByClient"  # the page stays where it is
            self._fail_request(paused["requestId"], reason)

    def _fulfil(self, request: str, kind: str, body: str) -> None:
        headers = [{"name": k, "value": v} for k, v in {"content-type": kind, **_HEADERS}.items()]
        answer = {"requestId": request, "responseCode": 200, "responseHeaders": headers, "body": body}
        self.cdp.send("Fetch.fulfillRequest", answer)

    def _fail_request(self, request: str, reason: str) -> None:
        self.cdp.send("Fetch.failRequest", {"requestId": request, "errorReason": reason})

    def _refuse(self, what: str) -> None:
        self.refused_count += 1
        if len(self.refused) < _KEPT:
            self.refused.append(what[:_CHARACTERS])

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._fail(message.text)

    def _throw(self, error: Error) -> None:
        text = f"{error.name}: {error.message}"
        self.thrown = [*self.thrown, text.partition("\n")[0][:_CHARACTERS]][:MOST]
        self._fail(text)

    def _fail(self, text: str) -> None:
        self.errors_count += 1
        if len(self.errors) < MOST:
            self.errors.append(text.partition("\n")[0][:_CHARACTERS])

    def _close(self, page: Page) -> None:
        """A window that a click opened."""
        if self._opening:
            return
        self._refuse(page.url)
        page.close()
