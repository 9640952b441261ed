"""What a verification has looked at and what it found wrong."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

CHUNK = 1 << 20
ABSENT = "absent"


@dataclass(frozen=True)
class Problem:
    """`path`: a file relative to the project, or `file#record`. `expected` and `found`: hashes, or words."""

    path: str
    expected: str
    found: str


@dataclass
class Findings:
    """Problems in the order found, one per path, and how many things (files, records, edges) were checked."""

    checked: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)

    def expect(self, path: str, expected: str, found: str) -> bool:
        """Count a check; note a problem where the two differ. The first problem of a path stays."""
        self.checked += 1
        if expected != found:
            self.problems.setdefault(path, Problem(path, expected, found))
        return expected == found

    def below(self, folder: str) -> bool:
        """Whether a problem lies in `folder`."""
        return any(path.startswith(f"{folder}/") or path == folder for path in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """`{"ok", "checked", "problems": [{"path", "expected", "found"}]}`, problems sorted by path."""
        problems = [asdict(self.problems[path]) for path in sorted(self.problems)]
        return {"ok": not problems, "checked": self.checked, "problems": problems}


def file_digest(path: Path, algorithm: str) -> str:
    """Hex digest of a file's bytes as they are on disk now: time and size of the file are never trusted."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
