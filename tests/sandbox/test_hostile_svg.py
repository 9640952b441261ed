"""SVG files that mean harm or refer to what is outside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor

Draw = Callable[[str], Execution]
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
RECT = '<rect width="5" height="5"/>'

FORBIDDEN = {
    "script": "<script>1</script>" + RECT,
    "event": '<rect width="5" height="5" onclick="x()"/>',
    "javascript_link": '<a href="javascript:x()">' + RECT + "</a>",
    "remote_image": '<image href="http://192.0.2.1/a.png" width="5" height="5"/>',
    "local_image": '<image xlink:href="file:///etc/hostname" width="5" height="5"/>',
    "relative_image": '<image href="../a.png" width="5" height="5"/>',
    "remote_use": '<use href="http://192.0.2.1/a.svg#b"/>',
    "remote_fill": '<rect width="5" height="5" fill="url(http://192.0.2.1/a.svg#b)"/>',
    "css_import": "<style>@import url(http://192.0.2.1/a.css);</style>" + RECT,
    "css_url": "<style>rect{fill:url('http://192.0.2.1/a#b')}</style>" + RECT,
    "embedded_page": "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>" + RECT,
}
DOCUMENTS = {
    "external_entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + ROOT.format('<text y="5">&x;</text>'),
    "billion_laughs": '<!DOCTYPE svg [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + ROOT.format('<text y="5">&b;</text>'),
    "stylesheet": '<?xml-stylesheet href="http://192.0.2.1/a.css"?>' + ROOT.format(RECT),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_references_and_scripts_are_refused(name: str, draw: Draw) -> None:
    verdict = draw(FORBIDDEN[name])
    assert (verdict.status, verdict.png) == ("forbidden", None), verdict.stderr


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_with_entities_are_refused(name: str, executor: Executor) -> None:
    verdict = executor.execute(DOCUMENTS[name], "svg")
    assert verdict.status == "forbidden"
    assert Path("/etc/passwd").read_text().partition("\n")[0] not in verdict.stderr


def test_use_that_multiplies_does_not_run_away(draw: Draw) -> None:
    """2 to the 40 rectangles by reference: an end comes, and the next file is served."""
    levels = "".join(f'<g id="g{i}"><use href="#g{i - 1}"/><use href="#g{i - 1}"/></g>' for i in range(1, 41))
    verdict = draw(f'<defs><g id="g0">{RECT}</g>{levels}</defs><use href="#g40"/>')
    assert verdict.status in ("cpu_timeout", "oom", "exception", "blank", "no_output", "killed")
    assert draw(RECT).status == "ok"


def test_deep_nesting_does_not_take_the_worker(draw: Draw) -> None:
    verdict = draw("<g>" * 20_000 + RECT + "</g>" * 20_000)
    assert verdict.status in ("exception", "killed")
    assert draw(RECT).status == "ok"


@pytest.mark.parametrize(
    "code", ["", "not xml", "<svg/>", "<svg>", "<html/>", "\ufffe", "<svg xmlns='http://www.w3.org/2000/svg'"]
)
def test_what_is_no_svg_is_an_exception(code: str, executor: Executor) -> None:
    assert executor.execute(code, "svg").status == "exception"


def test_harmless_references_are_drawn(draw: Draw) -> None:
    inside = (
        '<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>'
        '<a href="http://192.0.2.1/"><rect width="5" height="5" fill="url(#g)"/></a>'
    )
    assert draw(inside).status == "ok"
