"""Debian packages: built by dpkg-deb, handed over by a stand-in for apt-get, read through the safe reader."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from stages.crawl.candidates import read_candidates
from stages.crawl.connectors.deb import DebSource, resolve
from stages.crawl.members import read_members
from stages.crawl.terms_debian import debian_terms
from stages.errors import JanusError
from tests.crawl.archives import LIMITS, SVG, make_folder, section, svg_select

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is missing")

CONTROL = b"Package: demo\nVersion: 1:1.0-2\nArchitecture: all\nMaintainer: A <a@b.org>\nDescription: x\n"
COPYRIGHT = b"""Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: demo

Files: *
Copyright: 2020 A. Author
 2021 B. Author
License: Expat

Files: debian/*
Copyright: 2022 A. Packager
License: GPL-2+

License: Expat
 Permission is hereby granted
"""


@pytest.fixture
def package(tmp_path) -> Path:
    root = make_folder(
        tmp_path / "demo",
        [
            ("DEBIAN/control", CONTROL),
            ("usr/share/demo/a.svg", SVG),
            ("usr/share/demo/big.svg", SVG + b" " * 70 * 1024),
            ("usr/share/doc/demo/copyright", COPYRIGHT),
        ],
    )
    os.symlink("/etc/passwd", root / "usr/share/demo/link.svg")
    root.chmod(0o755)
    done = subprocess.run(
        ["dpkg-deb", "--root-owner-group", "--build", str(root), str(tmp_path / "demo_1%3a1.0-2_all.deb")],
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "demo_1%3a1.0-2_all.deb"


@pytest.fixture
def source(package) -> DebSource:
    return DebSource(
        connector="deb",
        package="demo",
        version="1:1.0-2",
        sha256=hashlib.sha256(package.read_bytes()).hexdigest(),
        licence="MIT",
        select=svg_select(),
    )


@pytest.fixture
def apt(monkeypatch, tmp_path, package):
    """`apt-get` that copies the package here, or says what the test wants. Returns where it notes calls."""
    folder, calls = tmp_path / "bin", tmp_path / "calls"
    folder.mkdir()

    def install(body: str = f"cp '{package}' .") -> Path:
        script = f"#!/bin/sh\necho \"$@ $LC_ALL\" >> '{calls}'\n{body}\n"
        (folder / "apt-get").write_text(script)
        (folder / "apt-get").chmod(0o755)
        return calls

    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    install()
    return install


def test_a_package_is_downloaded_once_and_its_files_are_not_wrapped(apt, source):
    archive = resolve(source)
    assert resolve(source) == archive
    assert apt().read_text() == "download -o Acquire::Retries=2 demo=1:1.0-2 C\n"
    assert archive.purl == "pkg:deb/demo@1%3A1.0-2" and archive.sha256 == source.sha256
    found = read_candidates(source, archive, section({"demo": source.model_dump()}))
    assert {c.path: c.reason for c in found} == {
        "usr/share/demo/a.svg": None,
        "usr/share/demo/big.svg": f"unsafe: {len(SVG) + 70 * 1024} bytes, more than 64 KB",
        "usr/share/demo/link.svg": "unsafe: a link to '/etc/passwd'",
    }
    (kept,) = [c for c in found if c.reason is None]
    assert kept.content == SVG
    assert (kept.terms.licence, kept.terms.attribution) == ("MIT", "2020 A. Author; 2021 B. Author")


def test_reading_stops_at_the_limits_of_the_whole(apt, source):
    limits = LIMITS.model_copy(update={"members": 3})
    *_, last = read_members(resolve(source), lambda path: path.endswith(".svg"), limits)
    assert last.refusal == "the archive has more than 3 members: reading stopped here"


@pytest.mark.parametrize("keep", [0, 50, 400])
def test_a_package_that_is_cut_off_cannot_be_read(apt, source, package, keep):
    package.write_bytes(package.read_bytes()[:keep])
    cut = source.model_copy(update={"sha256": hashlib.sha256(package.read_bytes()).hexdigest()})
    with pytest.raises(JanusError, match="cannot be read as an archive"):
        list(read_members(resolve(cut), lambda path: True, LIMITS))


@pytest.mark.parametrize(
    ("said", "what", "do"),
    [
        ("E: Version '1:1.0-2' for 'demo' was not found", "has no demo 1:1.0-2 any more", "apt-cache policy"),
        ("E: Failed to fetch http://mirror/demo.deb  404  Not Found", "has no demo", "apt-cache policy"),
        ("E: Unable to locate package demo", "apt knows no package demo", "apt-get update"),
        ("E: Failed to fetch http://mirror/x  Could not resolve 'mirror'", "cannot be reached", "network"),
        ("E: Failed to fetch http://mirror/x  Hash Sum mismatch", "other bytes", "again"),
        ("E: Something at http://mirror/x broke", "Something at the package broke", "by hand"),
    ],
)
def test_what_apt_says_is_an_error_that_helps_and_names_no_mirror(apt, source, said, what, do):
    apt(f'echo "{said}" >&2; exit 100')
    with pytest.raises(JanusError, match=what) as failure:
        resolve(source)
    assert do in failure.value.do and failure.value.where == "deb:demo@1:1.0-2"
    assert "mirror/" not in str(failure.value)


def test_without_apt(monkeypatch, source):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(JanusError, match="apt-get is missing"):
        resolve(source)


def test_other_bytes_than_pinned(apt, source):
    with pytest.raises(JanusError, match=f"pinned sha256 {'a' * 64}, found {source.sha256}"):
        resolve(source.model_copy(update={"sha256": "a" * 64}))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (COPYRIGHT.decode(), ("MIT", "2020 A. Author; 2021 B. Author")),
        ("This package was made by A. Author.\nLicense: MIT\n", (None, None)),
        ("Format: x/copyright-format/1.0/\n\nFiles: a\nLicense: BSD-3-clause\n", ("BSD-3-Clause", None)),
        (
            "Format: x/copyright-format/1.0/\n\nFiles: a\nLicense: Expat or GPL-2+\n"
            "\nFiles: b\nLicense: public domain\n",
            ("(MIT OR GPL-2.0-or-later) AND LicenseRef-public-domain", None),
        ),
    ],
)
def test_terms_of_a_copyright_file(text, terms):
    assert debian_terms(text) == terms
