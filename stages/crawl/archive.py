"""What a connector hands over: one archive of known bytes, or a folder read like one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_PURL_TYPE = {"pypi": "pypi", "npm": "npm", "deb": "deb", "huggingface": "huggingface"}
"""By connector; any other is `generic` (purl specification)."""


@dataclass(frozen=True)
class Archive:
    """One resolved archive. `file` is a tar, a zip or (local) a folder; it never reaches an output."""

    connector: str
    package: str
    version: str
    sha256: str
    file: Path

    @property
    def ref(self) -> str:
        """`pypi:matplotlib@3.11.2`, the node id of the archive in the lineage."""
        return f"{self.connector}:{self.package}@{self.version}"

    @property
    def purl(self) -> str:
        """Package URL, for instance `pkg:npm/%40tabler/icons@3.51.0`. It names no host."""
        name = "/".join(quote(part, safe="") for part in self.package.split("/"))
        return f"pkg:{_PURL_TYPE.get(self.connector, 'generic')}/{name}@{quote(self.version, safe='')}"


@dataclass(frozen=True)
class Member:
    """A file of an archive that was asked for (`content`), or one that was refused (`refusal`)."""

    path: str
    content: bytes = b""
    refusal: str | None = None
