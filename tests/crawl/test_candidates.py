"""Selection: globs, duplicates, quotas, and the reason of everything that is not taken."""

from __future__ import annotations

from collections import Counter

import pytest

from stages.crawl.__main__ import counts, crawl
from stages.crawl.globs import matches
from tests.crawl.archives import (
    PLOT,
    SVG,
    chart_select,
    link,
    local_source,
    make_folder,
    make_tar,
    section,
    svg_select,
)


@pytest.mark.parametrize(
    ("path", "glob", "fits"),
    [
        ("icons/a.svg", "icons/*.svg", True),
        ("icons/sub/a.svg", "icons/*.svg", False),
        ("icons/sub/a.svg", "icons/**/*.svg", True),
        ("icons/a.svg", "icons/**/*.svg", True),
        ("a.svg", "**/*.svg", True),
        ("x/icons/a.svg", "icons/*.svg", False),
        ("icons/a.svg2", "icons/*.svg", False),
        ("icons/ab.svg", "icons/?.svg", False),
        ("icons/a+b.svg", "icons/a+b.svg", True),
    ],
)
def test_globs(path, glob, fits):
    assert matches(path, glob) is fits


def picture(colour: int) -> bytes:
    return SVG.replace(b"#f00", f"#{colour:06x}".encode())


def kept(found, name="demo") -> set[str]:
    return {c.path for c in found[name] if c.reason is None}


def test_every_candidate_has_a_reason_or_is_kept(tmp_path):
    folder = make_folder(
        tmp_path / "seeds",
        [
            ("a.py", PLOT),
            ("copy.py", PLOT.replace(b"A title", b"Another title")),
            ("big.py", PLOT + b"#" * 3000),
            ("reads.py", b"import matplotlib.pyplot as plt\nopen('x')\n"),
            ("latin.py", b"import matplotlib.pyplot as plt\nx = '\xe9'\n"),
            ("notes.txt", b"no candidate"),
            ("skip/b.py", PLOT),
        ],
    )
    select = chart_select(max_bytes=2000, exclude=["skip/**"])
    found = crawl(section({"demo": local_source(folder, select)}))
    assert {c.path: (c.reason or "kept").split(":")[0] for c in found["demo"]} == {
        "a.py": "kept",
        "big.py": "size",
        "copy.py": "duplicate",
        "latin.py": "syntax",
        "reads.py": "reads",
    }
    assert (
        next(c.reason for c in found["demo"] if c.path == "copy.py")
        == "duplicate: same as local:demo@1.0!a.py"
    )
    assert counts(found) == {
        "candidates": 5,
        "kept": 1,
        "kept_chart": 1,
        "kept_source_demo": 1,
        "dropped": 4,
        "dropped_size": 1,
        "dropped_duplicate": 1,
        "dropped_syntax": 1,
        "dropped_reads": 1,
    }


def test_duplicates_are_found_across_packages_whatever_the_order(tmp_path):
    make_folder(tmp_path / "one", [("z.svg", SVG)])
    make_folder(tmp_path / "two", [("a.svg", b"<!-- another comment -->\n" + SVG)])
    sources = {
        "x": local_source(tmp_path / "two", svg_select(), package="two"),
        "y": local_source(tmp_path / "one", svg_select(), package="one"),
    }
    found = crawl(section(sources))
    assert kept(found, "y") == {"z.svg"}
    assert [c.reason for c in found["x"]] == ["duplicate: same as local:one@1.0!z.svg"]


def test_a_quota_is_local(tmp_path):
    folder = make_folder(tmp_path / "seeds", [(f"{i}.svg", picture(i)) for i in range(40)])
    sources = section({"demo": local_source(folder, svg_select(cap=10))})
    before = kept(crawl(sources))
    assert len(before) == 10
    found = crawl(sources)["demo"]
    assert Counter((c.reason or "kept").split(":")[0] for c in found) == {"kept": 10, "quota": 30}

    gone = sorted(before)[0]
    (folder / gone).unlink()
    after = kept(crawl(sources))
    assert before - after == {gone} and len(after - before) == 1

    (folder / sorted(set(f"{i}.svg" for i in range(40)) - before - after)[0]).unlink()
    assert kept(crawl(sources)) == after, "a file beyond the quota moves nothing"


def test_a_licence_that_is_not_allowed_drops_every_file_with_the_reason(tmp_path):
    folder = make_folder(tmp_path / "seeds", [("a.svg", SVG), ("b.svg", picture(3))])
    found = crawl(section({"demo": local_source(folder, svg_select(), licence="GPL-3.0-only")}))
    assert [c.reason for c in found["demo"]] == ["licence: GPL-3.0-only is not allowed"] * 2


def test_unsafe_members_are_candidates_that_are_dropped(tmp_path):
    from stages.crawl.candidates import read_candidates
    from stages.crawl.connectors.npm import NpmSource
    from tests.crawl.archives import archive_of

    file = make_tar(
        tmp_path / "demo-1.0.tgz",
        [
            ("package/package.json", b'{"license": "MIT"}'),
            ("package/../../up.svg", SVG),
            ("package/l.svg", link("/etc/passwd")),
            ("package/a.svg", SVG),
        ],
    )
    source = NpmSource(
        connector="npm", package="demo", version="1.0", sha256="0" * 64, licence="MIT", select=svg_select()
    )
    found = read_candidates(source, archive_of(file, "npm"), section({"demo": source.model_dump()}))
    assert {c.path: c.reason for c in found} == {
        "package/../../up.svg": "unsafe: a path that leaves the archive's folder",
        "package/l.svg": "unsafe: a link to '/etc/passwd'",
        "package/a.svg": None,
    }
