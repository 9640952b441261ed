"""Pages that mean harm: each gets its verdict, nothing gets out, and the next page is served as if alone."""

from __future__ import annotations

import http.server
import os
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.sandbox.processes import below, wait_until_gone

pytestmark = requires("html")
Show = Callable[[str], Execution]
PLAIN = "<!doctype html><title>Plain</title><h1>plain</h1>"


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    before = below(os.getpid())
    with Executor(runtimes(cpu_s=3.0, memory_mb=900, output_kb=16384), SAFE, None, count=1) as executor:
        yield executor
        started = below(os.getpid()) - before
        assert started
    assert wait_until_gone(started) == set()


@pytest.fixture(scope="module")
def plain(executor: Executor) -> Execution:
    """What a harmless page gives."""
    return executor.execute(PLAIN, "html")


@pytest.fixture
def show(executor: Executor, plain: Execution) -> Iterator[Show]:
    """Show a page; afterwards the harmless one looks as it did before."""
    yield lambda body: executor.execute(f"<!doctype html><h1 id=h>shown</h1>{body}", "html")
    after = executor.execute(PLAIN, "html")
    assert (after.status, after.png, after.evidence) == ("ok", plain.png, plain.evidence)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine's loopback that notes who asks."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], asked
        server.shutdown()


def text(done: Execution) -> str:
    """All text that the page shows."""
    return " ".join(box.get("text", "") for box in done.evidence["boxes"])


ENDED = {
    "loop_in_a_timer": ("<script>setTimeout(() => { for (;;); }, 100)</script>", "cpu_timeout"),
    "microtasks": ("<script>const f = () => queueMicrotask(f); f()</script>", "cpu_timeout"),
    "memory": ("<script>const a = []; for (;;) a.push(new Uint8Array(1 << 24).fill(7))</script>", "oom"),
}


@pytest.mark.parametrize("name", ENDED)
def test_what_does_not_end_is_ended(name: str, show: Show) -> None:
    body, status = ENDED[name]
    assert show(body).status == status


SHOWN = {
    "timer_storm": "<script>const f = () => { setTimeout(f, 0); setTimeout(() => 0, 0) }; f()</script>",
    "frame_loop": "<script>const f = () => requestAnimationFrame(f); f()</script>",
    "interval": "<script>setInterval(() => { document.title += 'x' }, 1)</script>",
    "busy_wait": "<script>const e = Date.now() + 1000; while (Date.now() < e);</script>",
    "dialogs": "<script>alert(1); confirm(2); prompt(3); print(); onbeforeunload = () => 'stay'</script>",
    "windows": "<script>for (let i = 0; i < 50; i++) open('https://192.0.2.1/')</script>",
    "reload": "<script>location.reload()</script>",
    "leaves": "<script>location.href = 'https://192.0.2.1/'</script>",
    "leaves_by_refresh": "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "form": "<form action=http://192.0.2.1/><input name=a></form><script>document.forms[0].submit()</script>",
    "download": "<a id=a download=x href='data:application/zip,a'>a</a><script>a.click()</script>",
    "blob_download": "<script>const a = document.createElement('a'); a.download = 'x';"
    "a.href = URL.createObjectURL(new Blob(['a'])); a.click()</script>",
    "crash_address": "<script>location.href = 'chrome://crash'</script><iframe src='chrome://kill'></iframe>",
    "settings_address": "<iframe src='chrome://settings'></iframe><iframe src='devtools://a'></iframe>",
    "breaks_globals": "<script>Promise = Array = JSON = Map = Object.keys = undefined</script>",
    "overrides_page_time": "<script>try { __janus = 1 } catch {} try { delete __janus } catch {}</script>",
    "history": "<script>for (let i = 0; i < 60; i++) history.pushState(i, '', '#' + i);"
    "history.back()</script>",
    "nested_frames": "<script>if (top === self) for (let i = 0; i < 20; i++) {"
    "const f = document.createElement('iframe'); f.srcdoc = 'x' + i; document.body.append(f) }</script>",
    "worker_loop": "<script>new Worker(URL.createObjectURL(new Blob(['0'])))</script>",
    "beacon": "<script>navigator.sendBeacon('https://192.0.2.1/', 'x')</script>",
    "permissions": "<script>navigator.geolocation.getCurrentPosition(() => 0);"
    "Notification.requestPermission()</script>",
    "csp": "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><p>strict",
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_all_the_same(name: str, show: Show) -> None:
    done = show(SHOWN[name])
    assert done.status == "ok", done.stderr
    assert "shown" in text(done)


FORM = "<form {form} id=f><input name=action><button id=b {button}>x</button></form><script>{sends}</script>"
SENT = {
    "submit": FORM.format(form="action=https://192.0.2.1/s", button="", sends="f.submit()"),
    "request": FORM.format(
        form="action=https://192.0.2.1/s method=post", button="", sends="f.requestSubmit()"
    ),
    "click": FORM.format(form="", button="formaction=https://192.0.2.1/s", sends="b.click()"),
}


@pytest.mark.parametrize("name", SENT)
def test_a_form_sent_while_the_page_loads_does_not_hold_it(name: str, show: Show) -> None:
    for again in range(4):  # it did so in about half of the runs
        done = show(f"{SENT[name]}<!-- {again} -->")
        assert (done.status, done.evidence["left_for"]) == ("ok", ["https://192.0.2.1/s"])


def test_a_form_sent_later_is_the_page_s_own_affair(show: Show) -> None:
    sends = "f.onsubmit = () => { f.before('handled'); return false }; setTimeout(() => b.click(), 10)"
    done = show(FORM.format(form="action=https://192.0.2.1/s", button="", sends=sends))
    assert "handled" in text(done)
    assert done.evidence["left_for"] == []


def test_what_it_asked_for_is_listed(show: Show) -> None:
    done = show("<script>alert('hi'); open('https://192.0.2.1/w')</script><img src=https://192.0.2.1/a.png>")
    assert done.evidence["dialogs"] == [["alert", "hi"]]
    assert done.evidence["windows"] == ["https://192.0.2.1/w"]
    assert done.evidence["refused"] == {"n": 1, "first": ["https://192.0.2.1/a.png"]}


ASKS = """<p id=p>nothing</p><iframe src="{u}/frame"></iframe><img src="{u}/img">
<script src="{u}/script"></script>
<link rel=stylesheet href="{u}/css"><link rel=preconnect href="{u}"><script>
fetch("{u}/fetch").then(r => r.text()).then(t => p.textContent = "got " + t).catch(() => 0);
const x = new XMLHttpRequest(); x.open("GET", "{u}/xhr"); x.send();
try {{ new WebSocket("{w}/socket") }} catch {{}}
try {{ new EventSource("{u}/events") }} catch {{}}
try {{ const c = new RTCPeerConnection({{iceServers: [{{urls: "stun:{h}"}}]}}); c.createDataChannel("a");
c.createOffer().then(o => c.setLocalDescription(o)) }} catch {{}}
</script>"""


def test_loopback_is_not_reached(show: Show, server: tuple[int, list[str]]) -> None:
    port, asked = server
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        done = show(ASKS.format(u=f"http://{host}", w=f"ws://{host}", h=host))
        assert (done.status, "nothing" in text(done)) == ("ok", True)
        assert f"http://{host}/fetch" in done.evidence["refused"]["first"]
    assert asked == []


def test_files_of_the_machine_are_not_read(show: Show) -> None:
    done = show(ASKS.format(u="file:///etc/passwd", w="ws://192.0.2.1", h="192.0.2.1"))
    assert done.status == "ok"
    assert "nothing" in text(done) and "root" not in str(done.evidence)


def test_service_workers_do_not_start(show: Show) -> None:
    done = show(
        "<p id=p>-</p><script>navigator.serviceWorker.register('/sw.js')"
        ".then(() => p.textContent = 'started', () => p.textContent = 'refused')</script>"
    )
    assert "refused" in text(done)


def test_a_very_tall_page_is_clipped(show: Show) -> None:
    done = show("<div style='height:50000px;width:50000px;background:red'>tall</div>")
    size = [done.evidence["pixels"][side] for side in ("width", "height")]
    assert (done.status, size, done.evidence["clipped"]) == ("ok", [1024, 4096], True)
    assert done.evidence["size"][1] > 50_000 and done.evidence["overflow"]["right"]


def test_a_huge_document_is_cut_in_the_evidence(show: Show) -> None:
    loop = "for (let i = 0; i < 20000; i++) document.body.append(document.createElement('b'), i)"
    done = show(f"<script>{loop}</script>")
    assert (done.status, done.evidence["elements"] > 20_000) == ("ok", True)
    assert len(done.evidence["boxes"]) <= 200


LEAVE = """<p id=p>-</p><script>
const seen = [localStorage.length, sessionStorage.length, document.cookie, window.name].join();
localStorage.a = 1; sessionStorage.a = 1; document.cookie = "a=1; max-age=9999; path=/"; window.name = "left";
(async () => {
  const stores = await indexedDB.databases(), kept = await caches.keys();
  p.textContent = seen + " " + stores.length + kept.length;
  indexedDB.open("left"); const c = await caches.open("left"); await c.put("/x", new Response("left"));
})();
for (const event of ["pagehide", "unload"]) addEventListener(event, () => {
  localStorage.b = 1; sessionStorage.b = 1; document.cookie = "b=1; max-age=9999"; window.name = "late" });
</script>"""


def test_nothing_that_one_page_stored_is_met_by_the_next(show: Show) -> None:
    first, second = show(LEAVE), show(LEAVE + "<!-- again -->")
    assert "0,0,," in text(first) and " 00" in text(first)
    assert first.evidence == second.evidence and first.png == second.png
    assert text(first).count("-") == 0
