"""Archives are read without leaving them: evil members are refused by name, good ones come as they are."""

from __future__ import annotations

import re
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.crawl.members import read_members
from stages.errors import JanusError
from tests.crawl.archives import LIMITS, archive_of, link, make_folder, make_tar, make_zip, special


def everything(path: str) -> bool:
    return True


def read(file: Path, wanted=everything, limits=LIMITS):
    return list(read_members(archive_of(file), wanted, limits))


EVIL_TAR = {
    "top/../../escape.py": (b"x", "leaves the archive"),
    "/etc/evil.py": (b"x", "absolute"),
    "C:\\evil.py": (b"x", "absolute"),
    "top\\..\\..\\evil.py": (b"x", "leaves the archive"),
    "top/link.py": (link("/etc/passwd"), "a link to '/etc/passwd'"),
    "top/fifo.py": (special(tarfile.FIFOTYPE), "special file"),
    "top/device.py": (special(tarfile.CHRTYPE), "special file"),
    "top/big.py": (b"x" * (65 * 1024), "more than 64 KB"),
}


@pytest.mark.parametrize("suffix", [".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar"])
def test_a_tar_with_evil_members_gives_the_good_ones(tmp_path, suffix):
    entries = [(name, content) for name, (content, _) in EVIL_TAR.items()]
    entries.insert(3, ("top/good.py", b"a = 1\r\n"))
    home = tmp_path / "deep" / "er"
    home.mkdir(parents=True)
    found = read(make_tar(home / f"evil{suffix}", entries))
    assert [(m.path, m.content) for m in found if m.refusal is None] == [("top/good.py", b"a = 1\r\n")]
    refused = {m.path: m.refusal for m in found if m.refusal is not None}
    assert set(refused) == set(EVIL_TAR)
    for name, (_, reason) in EVIL_TAR.items():
        assert reason in refused[name], name
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"evil{suffix}"], "wrote to disk"


def test_a_hard_link_and_a_second_member_of_a_name_are_refused(tmp_path):
    hard = special(tarfile.LNKTYPE)
    hard.linkname = "top/a.py"
    found = read(
        make_tar(tmp_path / "a.tar.gz", [("top/a.py", b"1"), ("top/b.py", hard), ("top/a.py", b"2")])
    )
    assert [(m.path, m.content, m.refusal) for m in found] == [
        ("top/a.py", b"1", None),
        ("top/b.py", b"", "a link to 'top/a.py'"),
        ("top/a.py", b"", "a second member of this name"),
    ]


def test_a_zip_with_evil_members_gives_the_good_ones(tmp_path):
    symlink = zipfile.ZipInfo("top/link.py")
    symlink.external_attr = (stat.S_IFLNK | 0o777) << 16
    device = zipfile.ZipInfo("top/device.py")
    device.external_attr = (stat.S_IFCHR | 0o777) << 16
    entries = [
        ("../escape.py", b"x"),
        ("/abs.py", b"x"),
        (symlink, b"/etc/passwd"),
        (device, b""),
        ("top/bomb.py", b"\0" * (2 << 20)),
        ("top/good.py", b"a = 1\n"),
    ]
    limits = LIMITS.model_copy(update={"member_kb": 4096})
    found = read(make_zip(tmp_path / "evil.zip", entries), limits=limits)
    assert {m.path: m.refusal for m in found} == {
        "../escape.py": "a path that leaves the archive's folder",
        "/abs.py": "an absolute path",
        "top/link.py": "a link",
        "top/device.py": "a device or another special file",
        "top/bomb.py": "compressed more than 100 times",
        "top/good.py": None,
    }


def test_a_zip_that_lies_about_a_size_is_not_believed(tmp_path):
    file = make_zip(tmp_path / "liar.zip", [("top/a.py", b"abc" * 40000)])
    data = file.read_bytes()
    true, stated = (120000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(true) == 2
    file.write_bytes(data.replace(true, stated))
    try:
        members = read(file)
    except JanusError as error:
        assert "cannot be read as an archive" in error.what  # the checksum no longer fits
    else:
        assert sum(len(m.content) for m in members) <= LIMITS.member_kb * 1024


def test_links_in_a_folder_are_refused(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.py").write_text("k")
    folder = make_folder(tmp_path / "seeds", [("a.py", b"a"), ("sub/b.py", b"b")])
    (folder / "out.py").symlink_to(tmp_path / "secret" / "key.py")
    (folder / "dir").symlink_to(tmp_path / "secret")
    found = read(folder)
    assert [m.path for m in found if m.refusal is None] == ["a.py", "sub/b.py"]
    assert sorted(m.path for m in found if "a link to" in (m.refusal or "")) == ["dir", "out.py"]


def test_reading_stops_where_the_archive_is_too_much(tmp_path):
    good = [("top/a.py", b"a")]
    scripts = re.compile(r".*\.py").match
    many = read(make_tar(tmp_path / "many.tgz", good + [(f"top/{i}.py", b"") for i in range(300)]))
    assert len(many) == LIMITS.members + 1 and many[0].content == b"a"
    assert many[-1].refusal == "the archive has more than 200 members: reading stopped here"

    bomb = read(
        make_tar(tmp_path / "bomb.tgz", [*good, ("top/data.bin", b"\0" * (6 << 20)), ("top/z.py", b"z")]),
        scripts,
    )
    assert [m.refusal for m in bomb] == [
        None,
        "the archive is compressed more than 100 times: reading stopped here",
    ]

    loose = LIMITS.model_copy(update={"ratio": 100000})
    big = make_tar(tmp_path / "big.tgz", [*good, ("top/data.bin", b"\0" * (9 << 20)), ("top/z.py", b"z")])
    assert [m.refusal for m in read(big, scripts, loose)] == [
        None,
        "the archive holds more than 8 MB: reading stopped here",
    ]


@pytest.mark.parametrize("name", ["broken.tar.gz", "broken.tgz", "broken.tar.xz", "broken.zip", "odd.rar"])
def test_an_archive_that_cannot_be_decoded_is_an_error(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"this is no archive at all" * 100)
    with pytest.raises(JanusError, match=r"cannot be read as an archive|no archive that can be read"):
        read(file)


def test_a_truncated_archive_is_an_error(tmp_path):
    import random

    file = make_tar(
        tmp_path / "t.tar.gz", [(f"top/{i}.py", random.Random(i).randbytes(4000)) for i in range(20)]
    )
    assert len(read(file)) == 20
    file.write_bytes(file.read_bytes()[:40000])
    with pytest.raises(JanusError, match="cannot be read as an archive"):
        read(file)


NAMES = st.text("abcé/ .-_", min_size=1, max_size=12).filter(
    lambda n: not n.startswith("/") and all(part.strip(" .") for part in n.split("/"))
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(NAMES.map(lambda n: f"top/{n}.py"), st.binary(max_size=500), max_size=8))
def test_every_kind_of_archive_gives_the_same_bytes(tmp_path_factory, files):
    work = tmp_path_factory.mktemp("kinds")
    entries = sorted(files.items())
    for file in (
        make_tar(work / "a.tar.gz", entries),
        make_zip(work / "a.zip", entries),
        make_folder(work / "folder", entries),
    ):
        file.mkdir(exist_ok=True) if not file.suffix else None
        assert {m.path: m.content for m in read(file)} == files
