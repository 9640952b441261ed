"""SVG files that mean harm or refer to what is outside them: the verdict, and a worker that still serves."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, runtimes

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RECT = '<rect width="5" height="5"/>'
STOPPED = ("cpu_timeout", "wall_timeout", "oom", "killed", "exception", "blank", "no_output")
"""Ends of a file without end: which limit it meets first is the renderer's affair."""


def svg(inside: str) -> str:
    return f'<svg {NAMES} viewBox="0 0 10 10">{inside}</svg>'


def data(document: str, kind: str = "svg+xml") -> str:
    return f"data:image/{kind};base64," + base64.b64encode(document.encode()).decode()


def doubled(levels: int) -> str:
    """2 to the `levels` rectangles by reference."""
    groups = "".join(
        f'<g id="g{i}"><use href="#g{i - 1}"/><use href="#g{i - 1}"/></g>' for i in range(1, levels + 1)
    )
    return f'<defs><g id="g0">{RECT}</g>{groups}</defs><use href="#g{levels}"/>'


def image(href: str) -> str:
    return f'<image xlink:href="{href}" width="5" height="5"/>'


def drawn(what: str) -> str:
    return f'<rect width="9" height="9" {what}/>'


REMOTE, LOCAL = image("http://192.0.2.1/a.png"), image("file:///etc/hostname")
MANY_FILTERS = "".join(
    f'<filter id="f{i}">' + '<feMorphology radius="99"/>' * 50 + "</filter>" + drawn(f'filter="url(#f{i})"')
    for i in range(200)
)
CASES: dict[str, tuple[str, str | tuple[str, ...]]] = {
    # name: (document, expected status, or those that are as good)
    "script": (svg("<script>1</script>" + RECT), "forbidden"),
    "script_in_a_group": (svg("<g><g><script href='#x'/></g></g>" + RECT), "forbidden"),
    "event": (svg('<rect width="5" height="5" onclick="x()"/>'), "forbidden"),
    "event_on_the_root": (f'<svg {NAMES} viewBox="0 0 9 9" onload="x()">{RECT}</svg>', "forbidden"),
    "javascript_link": (svg('<a href="javascript:x()">' + RECT + "</a>"), "forbidden"),
    "javascript_link_in_capitals": (svg('<a xlink:href=" JavaScript:x()">' + RECT + "</a>"), "forbidden"),
    "embedded_page": (
        svg("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>" + RECT),
        "forbidden",
    ),
    "handler": (svg("<handler type='x'>1</handler>" + RECT), "forbidden"),
    "remote_image": (svg(REMOTE), "forbidden"),
    "remote_image_without_scheme": (svg(image("//192.0.2.1/a.png")), "forbidden"),
    "local_image": (svg(LOCAL), "forbidden"),
    "image_by_path": (svg(image("/etc/hostname")), "forbidden"),
    "relative_image": (svg(image("../a.png")), "forbidden"),
    "remote_filter_image": (
        svg("<filter id='f'><feImage href='http://192.0.2.1/a'/></filter>" + RECT),
        "forbidden",
    ),
    "remote_use": (svg('<use href="http://192.0.2.1/a.svg#b"/>'), "forbidden"),
    "remote_fill": (svg(drawn('fill="url(http://192.0.2.1/a.svg#b)"')), "forbidden"),
    "remote_in_style": (svg(drawn('style="fill:url(http://192.0.2.1/a#b)"')), "forbidden"),
    "css_import": (svg("<style>@import url(http://192.0.2.1/a.css);</style>" + RECT), "forbidden"),
    "css_url": (svg("<style>rect{fill:url('http://192.0.2.1/a#b')}</style>" + RECT), "forbidden"),
    "css_font": (
        svg("<style>@font-face{font-family:x;src:url(file:///etc/hostname)}</style>" + RECT),
        "forbidden",
    ),
    "css_in_data": (svg("<style><![CDATA[@IMPORT 'file:///etc/hostname';]]></style>" + RECT), "forbidden"),
    "css_with_escapes": (
        svg("<style>@\\69mport 'file:///etc/hostname';</style>" + RECT),
        ("ok", "forbidden"),
    ),
    "included_text": (
        svg("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/hostname'/>" + RECT),
        "forbidden",
    ),
    "stylesheet": ('<?xml-stylesheet href="http://192.0.2.1/a.css"?>' + svg(RECT), "forbidden"),
    "remote_document_type": ('<!DOCTYPE svg SYSTEM "http://192.0.2.1/a.dtd">' + svg(RECT), "ok"),
    "external_entity": (
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + svg('<text y="5">&x;</text>'),
        "forbidden",
    ),
    "parameter_entity": (
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://192.0.2.1/a"> %x;]>' + svg(RECT),
        "forbidden",
    ),
    "billion_laughs": (
        '<!DOCTYPE svg [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + svg("<text>&b;</text>"),
        "forbidden",
    ),
    "many_small_entities": ("<!DOCTYPE svg [" + '<!entity a "b">' * 999 + "]>" + svg(RECT), "forbidden"),
    "image_in_data_with_remote_image": (
        svg(image(data(svg(REMOTE + RECT)))),
        ("ok", "blank", "forbidden"),
    ),
    "image_in_data_with_local_image": (
        svg(image(data(svg(LOCAL)))),
        ("blank", "forbidden"),
    ),
    "image_in_data_that_is_none": (
        svg(image(data("no picture", "png"))),
        ("blank", "exception", "no_output"),
    ),
    "multiplied_by_use": (svg(doubled(40)), STOPPED),
    "use_of_itself": (svg('<g id="a"><use href="#a"/></g>' + RECT), ("ok", "exception")),
    "use_in_a_circle": (
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>' + RECT),
        ("ok", "exception"),
    ),
    "pattern_of_itself": (
        svg('<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern>'
            '<rect width="9" height="9" fill="url(#p)"/>' + RECT),
        ("ok", "exception"),
    ),
    "mask_of_itself": (
        svg('<mask id="m"><rect width="9" height="9" mask="url(#m)" fill="white"/></mask>'
            '<rect width="9" height="9" mask="url(#m)"/>' + RECT),
        ("ok", "exception"),
    ),
    "deep_nesting": (svg("<g>" * 20_000 + RECT + "</g>" * 20_000), ("exception", "killed")),
    "deep_nesting_that_parses": (svg("<g>" * 250 + RECT + "</g>" * 250), ("ok", "killed")),
    "nesting_as_people_do_it": (svg("<g>" * 100 + RECT + "</g>" * 100), "ok"),
    "many_shapes": (svg(RECT * 200_000), (*STOPPED, "ok", "forbidden")),
    "long_path": (svg(f'<path d="M0 0{" L5 5 L0 9" * 300_000}"/>'), (*STOPPED, "ok")),
    "huge_size": (f'<svg {NAMES} width="1e9" height="1e9">{RECT}</svg>', ("ok", "blank", "exception")),
    "thin_size": (f'<svg {NAMES} width="1e9" height="1">{RECT}</svg>', ("ok", "blank", "exception")),
    "not_a_number": (f'<svg {NAMES} viewBox="0 0 nan inf">{RECT}</svg>', ("ok", "exception")),
    "negative_size": (f'<svg {NAMES} width="-5" height="-5">{RECT}</svg>', ("ok", "exception")),
    "huge_numbers": (
        svg('<rect x="1e308" width="1e308" height="1e308"/>'),
        ("blank", "no_output", "exception"),
    ),
    "huge_blur": (
        svg('<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter>'
            '<rect width="9" height="9" filter="url(#f)"/>'),
        (*STOPPED, "ok"),
    ),
    "turbulence_without_end": (
        svg('<filter id="f"><feTurbulence numOctaves="2000000000" baseFrequency="9"/></filter>'
            '<rect width="9" height="9" filter="url(#f)"/>'),
        (*STOPPED, "ok"),
    ),
    "many_filters": (
        svg(MANY_FILTERS),
        (*STOPPED, "ok"),
    ),
    "dashes_without_end": (
        svg('<path d="M0 0 H1e7" stroke="red" stroke-dasharray="1e-7"/>' + RECT),
        (*STOPPED, "ok"),
    ),
    "empty": ("", "exception"),
    "no_xml": ("not xml", "exception"),
    "unclosed": ("<svg>", "exception"),
    "cut_off": ("<svg xmlns='http://www.w3.org/2000/svg'", "exception"),
    "no_namespace": ("<svg/>", "exception"),
    "another_language": ("<html/>", "exception"),
    "byte_order_mark": ("\ufffe", "exception"),
    "null_byte": (svg("<text>\0</text>"), "exception"),
    "lone_surrogate": (svg("<text>\ud800</text>"), "exception"),
    "harmless_references": (
        svg('<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>'
            '<a href="http://192.0.2.1/"><rect width="5" height="5" fill="url(#g)"/></a>'),
        "ok",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def verdicts() -> Iterator[dict[str, tuple[Execution, Execution]]]:
    """Each case, and a harmless file after it."""
    with Executor(runtimes(cpu_s=1.0), SAFE, None, count=1) as executor:
        yield {
            name: (executor.execute(document, "svg"), executor.execute(svg(RECT), "svg"))
            for name, (document, _) in CASES.items()
        }


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, verdicts: dict[str, tuple[Execution, Execution]]) -> None:
    expected = CASES[name][1]
    verdict, after = verdicts[name]
    assert verdict.status in ((expected,) if isinstance(expected, str) else expected), verdict.stderr
    assert (verdict.png is None) == (verdict.status not in ("ok", "blank"))
    assert after.status == "ok"


def test_nothing_of_the_host_is_shown(verdicts: dict[str, tuple[Execution, Execution]]) -> None:
    secret = Path("/etc/hostname").read_text().strip()
    for verdict, _ in verdicts.values():
        assert secret not in verdict.stderr + repr(verdict.evidence)
