"""Archives built for a test: good ones and evil ones."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

from stages.crawl.archive import Archive
from stages.crawl.config import CrawlSection, Limits

LIMITS = Limits(archive_mb=8, members=200, ratio=100, member_kb=64)

PLOT = b'''"""
A title
=======
"""
import matplotlib.pyplot as plt

# %%
# Prose of the page.

fig, ax = plt.subplots()
ax.plot([1, 2, 3])  # a comment of the code
plt.show()
'''

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    b'<circle cx="5" cy="5" r="4" fill="#f00"/><rect width="3" height="3" fill="#0f0"/>'
    b'<path d="M0 0h9" stroke="#00f"/></svg>\n'
)

MIT = (
    b"MIT License\n\nCopyright (c) 2020 A. Author\n\n"
    b"Permission is hereby granted, free of charge, to any person obtaining a copy\n"
)


def link(target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo()
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


def special(kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo()
    info.type = kind
    return info


def make_tar(file: Path, entries: list[tuple[str, bytes | tarfile.TarInfo]]) -> Path:
    """Members in order, names as given, duplicates allowed. The suffix says the compression."""
    mode = {".gz": "w:gz", ".tgz": "w:gz", ".xz": "w:xz", ".bz2": "w:bz2", ".tar": "w"}[file.suffix]
    with tarfile.open(file, mode) as tar:
        for name, content in entries:
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo()
            info.name = name
            if isinstance(content, bytes):
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
            else:
                tar.addfile(info)
    return file


def make_zip(file: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return file


def make_folder(folder: Path, entries: list[tuple[str, bytes]]) -> Path:
    for name, content in entries:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def archive_of(file: Path, connector: str = "pypi") -> Archive:
    return Archive(connector, "demo", "1.0", "0" * 64, file)


def chart_select(**changes) -> dict:
    select = {
        "domain": "chart",
        "language": "python",
        "include": ["**/*.py"],
        "exclude": [],
        "max_bytes": 16384,
        "cap": None,
        "libraries": ["matplotlib", "numpy"],
    }
    return select | changes


def svg_select(**changes) -> dict:
    select = {
        "domain": "svg",
        "language": "svg",
        "include": ["**/*.svg"],
        "exclude": [],
        "max_bytes": 20480,
        "cap": None,
        "min_shapes": 3,
        "min_colours": 0,
    }
    return select | changes


def local_source(path: Path | str, select: dict, **changes) -> dict:
    source = {
        "connector": "local",
        "package": "demo",
        "version": "1.0",
        "path": str(path),
        "sha256": None,
        "licence": "MIT",
        "attribution": "A. Author",
        "select": select,
    }
    return source | changes


def section_values(sources: dict[str, dict], **limits) -> dict:
    return {
        "sources": sources,
        "licences": ["MIT", "BSD-3-Clause", "ISC"],
        "limits": LIMITS.model_dump() | limits,
    }


def section(sources: dict[str, dict], **limits) -> CrawlSection:
    return CrawlSection.model_validate(section_values(sources, **limits))
