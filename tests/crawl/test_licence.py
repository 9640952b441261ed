"""Licences and authors as archives state them."""

from __future__ import annotations

from pathlib import Path

import pytest

from stages.crawl.archive import Archive
from stages.crawl.licence import METADATA, Terms, copyrights, read_terms, refusal, texts_in
from tests.crawl.archives import MIT

BSD3 = (
    b"Copyright (c) 2012-2023, B. Author\nAll rights reserved.\n"
    b"* Redistributions in binary form must reproduce the\nabove copyright notice\n"
    b"* Neither the name of the project nor ...\n"
)
ISC = (
    b"ISC License\n\nCopyright (c) 2026 Icons\n\n"
    b"Permission to use, copy, modify, and/or distribute this software for any\npurpose"
)


def terms(connector: str, files: dict[str, bytes]) -> Terms:
    return read_terms(Archive(connector, "demo", "1", "0" * 64, Path("x")), files)


@pytest.mark.parametrize(
    ("connector", "files", "licence"),
    [
        ("pypi", {"PKG-INFO": b"Name: demo\nLicense-Expression: MIT OR Apache-2.0\n\n"}, "MIT OR Apache-2.0"),
        ("pypi", {"PKG-INFO": b"License: MIT\n\n"}, "MIT"),
        ("pypi", {"PKG-INFO": b"Classifier: License :: OSI Approved :: MIT License\n\n"}, "MIT"),
        (
            "pypi",
            {
                "PKG-INFO": b"License: License agreement for\n        all\n"
                b"Classifier: License :: OSI Approved :: Python Software Foundation License\n\n"
            },
            "PSF-2.0",
        ),
        (
            "pypi",
            {"PKG-INFO": b"Classifier: License :: OSI Approved :: BSD License\n\n", "LICENSE.md": BSD3},
            "BSD-3-Clause",
        ),
        ("pypi", {"PKG-INFO": b"License: GPL-3.0-only\n\n", "LICENSE": MIT}, "GPL-3.0-only"),
        ("pypi", {"PKG-INFO": b"Name: demo\n\n"}, "NOASSERTION"),
        ("npm", {"package.json": b'{"license": "MIT"}'}, "MIT"),
        ("npm", {"package.json": b'{"license": {"type": "ISC"}}', "LICENSE": ISC}, "ISC"),
        ("npm", {"package.json": b'{"license": "ISC"}', "LICENSE": ISC + b"\n\n" + MIT}, "ISC AND MIT"),
        ("npm", {"package.json": b'{"license": "SEE LICENSE IN x.txt"}'}, "NOASSERTION"),
        ("npm", {"package.json": b"{broken", "LICENSE": MIT}, "MIT"),
        ("npm", {}, "NOASSERTION"),
    ],
)
def test_the_licence_is_what_the_archive_states(connector, files, licence):
    assert terms(connector, files).licence == licence


def test_authors_are_the_copyright_lines_else_the_metadata():
    assert terms(
        "npm", {"package.json": b'{"license": "MIT", "author": "X"}', "LICENSE": MIT}
    ).attribution == ("Copyright (c) 2020 A. Author")
    assert terms("npm", {"package.json": b'{"license": "MIT", "author": {"name": "X"}}'}).attribution == "X"
    assert terms("pypi", {"PKG-INFO": b"Author: Y\n\n"}).attribution == "Y"
    assert terms("pypi", {}).attribution == "the authors of demo"


def test_a_copyright_notice_quoted_in_prose_is_found():
    prose = 'notice of copyright, i.e., "Copyright (c)\n2012- The Team; All Rights Reserved" are retained in'
    assert copyrights(prose) == ["Copyright (c) 2012- The Team; All Rights Reserved"]


def test_three_clauses_are_not_two():
    assert texts_in(BSD3.decode()) == ["BSD-3-Clause"]
    assert texts_in(BSD3.decode().replace("Neither the name of", "")) == ["BSD-2-Clause"]


def test_refusals_name_what_was_found():
    found = Terms("MIT", "X")
    assert refusal(found, None, ["MIT"]) is None
    assert refusal(found, "MIT", ["MIT"]) is None
    assert refusal(found, "ISC", ["MIT", "ISC"]) == "licence: the archive says MIT, conf expects ISC"
    assert refusal(found, None, ["ISC"]) == "licence: MIT is not allowed"


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("PKG-INFO", True),
        ("package.json", True),
        ("LICENSE", True),
        ("LICENCE.md", True),
        ("LICENSE/LICENSE", True),
        ("LICENSE/LICENSE_STIX", False),
        ("lib/LICENSE", False),
        ("docs/package.json", False),
    ],
)
def test_only_the_archives_own_metadata_is_read(path, read):
    assert (METADATA.match(path) is not None) is read
