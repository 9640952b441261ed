"""Which pictures stand alone, and what is left of them."""

from __future__ import annotations

import pytest
from lxml import etree

from stages.crawl.domains.svg.criteria import reject
from stages.crawl.domains.svg.document import colours, parse, visible_shapes
from stages.crawl.domains.svg.prepare import prepare
from tests.crawl.archives import SVG

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
SHAPES = '<rect fill="red"/><circle fill="#00F" r="1"/><path d="M0 0h1"/>'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def test_pictures_that_stand_alone():
    assert reject(SVG, 3, 3) is None
    assert reject(svg(SHAPES + '<defs><linearGradient id="g"/></defs><use href="#g"/>'), 4, 2) is None
    assert reject(svg(SHAPES + '<a href="elsewhere"><rect/></a><rect style="fill:url(#g)"/>'), 5, 2) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg", "syntax"),
        (b"\x89PNG", "syntax"),
        (b"<svg><rect/><rect/><rect/></svg>", "syntax: the root is svg, not svg in its namespace"),
        (svg(SHAPES + '<image href="a.png"/>'), "raster"),
        (svg(SHAPES + "<script>1</script>"), "script"),
        (svg(SHAPES + '<g onclick="x()"/>'), "script: onclick"),
        (svg(SHAPES + "<foreignObject/>"), "script"),
        (svg(SHAPES + '<symbol id="s"/>'), "sprite"),
        (svg(SHAPES + '<use xlink:href="sprite.svg#a"/>'), "outside"),
        (svg(SHAPES + '<rect fill="url(other.svg#g)"/>'), "outside"),
        (svg(SHAPES + "<style>@import 'a.css';</style>"), "outside"),
        (svg(SHAPES + '<rect style="fill:url(data:x)"/>'), "outside"),
        (
            svg('<rect/><defs><rect/><rect/></defs><clipPath id="c"><rect/></clipPath>'),
            "shapes: 1, fewer than 3",
        ),
        (svg("<rect/><rect/><rect fill='none' stroke='red'/>"), "colours: 1, fewer than 2"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(SHAPES + "<text>&a;</text>"), "entities"),
    ],
)
def test_pictures_that_do_not(content, reason):
    assert (reject(content, 3, 2) or "").startswith(reason)


def test_an_entity_bomb_is_refused_and_not_expanded():
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)
    )
    assert reject(f"<!DOCTYPE svg [{entities}]>".encode() + svg("<text>&a11;</text>" + SHAPES), 3, 0)


def test_colours_are_read_from_attributes_styles_and_sheets():
    root = parse(
        svg(
            "<style>.a{fill:#ABC;stroke-width:2}</style>"
            '<g style="stroke: Red; fill:none"><rect fill="#abc"/></g>'
        )
    )
    assert colours(root) == {"#abc", "red"}
    assert visible_shapes(root) == 1


def test_what_only_the_package_used_goes():
    found = prepare(
        b'<?xml version="1.0"?>\n<!-- made by X -->\n<!DOCTYPE svg>\n'
        b'<svg class="icon icon-a" id="layer" xmlns="http://www.w3.org/2000/svg" width="48px" height="24">\n'
        b'  <!-- note --><rect id="a" fill="currentColor" class="b"/>\n'
        b'  <g id="unused" fill="url(#p)"/><use href="#a"/><linearGradient id="p"/>\n</svg>\n<!-- end -->'
    )
    assert found == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 24">\n'
        '  <rect id="a" fill="currentColor"/>\n'
        '  <g fill="url(#p)"/><use href="#a"/><linearGradient id="p"/>\n</svg>\n'
    )
    assert prepare(found.encode()) == found


def test_names_stay_where_a_style_sheet_or_an_animation_may_use_them():
    for inside in ("<style>.a{fill:red}</style>", '<animate begin="a.click"/>'):
        assert 'class="a" id="a"' in prepare(svg(f'{inside}<rect class="a" id="a"/>'))


def test_a_size_of_another_shape_than_the_viewbox_stays():
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 10 10">'
    assert 'width="20"' in prepare(svg("<rect/>", head))


def test_text_after_a_comment_stays():
    done = prepare(svg("<text>a<!-- x -->b<tspan>c</tspan><!-- y -->d</text>"))
    assert "".join(etree.fromstring(done).itertext()) == "abcd" and "<!--" not in done


def test_what_an_editor_left_goes_and_what_is_drawn_stays():
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 9 9" '
        'inkscape:version="0.4"><sodipodi:namedview id="base" inkscape:zoom="1"/><defs id="d"/>'
        '<metadata><x:RDF xmlns:x="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>'
        '<g inkscape:label="Layer"><path id="p" sodipodi:nodetypes="cc" d="M0 0h9" '
        'style="fill:#f00;-inkscape-font-specification:Sans;stroke:#00f"/>'
        '<use xlink:href="#p" y="3"/></g></svg>'
    )
    assert prepare(drawn.encode()) == (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0 0 9 9"><g><path id="p" d="M0 0h9" style="fill:#f00;stroke:#00f"/>'
        '<use xlink:href="#p" y="3"/></g></svg>\n'
    )
