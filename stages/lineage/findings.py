"""What a verification has looked at and what it found wrong."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stages.records.identity import ID_LENGTH

CHUNK = 1 << 20
ABSENT = "absent"


@dataclass(frozen=True)
class Problem:
    """`path`: a file relative to the project, or `file#record`. `expected` and `found`: hashes, or words."""

    path: str
    expected: str
    found: str


@dataclass(frozen=True)
class Scope:
    """What a verification is limited to: files relative to the project, and records in them."""

    files: frozenset[str]
    records: frozenset[str]


@dataclass
class Findings:
    """Problems in the order found, one per path, and how many things (files, records, edges) were checked.

    `notes`: what a reader should know although nothing is wrong. `scope`: None for everything.
    """

    checked: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    scope: Scope | None = None

    def covers(self, path: str) -> bool:
        """Whether a file, or a record in it (`file#record`), is asked about."""
        if self.scope is None or path.startswith(".dvc/"):
            return True  # of DVC's cache only what belongs to a covered file is looked at
        name, _, inner = path.partition("#")
        is_record = len(inner) == ID_LENGTH and " " not in inner
        return name in self.scope.files and (not is_record or inner in self.scope.records)

    def expect(self, path: str, expected: str, found: str) -> bool:
        """Count a check; note a problem where the two differ. The first problem of a path stays.

        What the scope leaves out is neither counted nor noted.
        """
        return self.note(path, expected, found) if self.covers(path) else True

    def note(self, path: str, expected: str, found: str) -> bool:
        """As `expect`, whatever the scope."""
        self.checked += 1
        if expected != found:
            self.problems.setdefault(path, Problem(path, expected, found))
        return expected == found

    def below(self, folder: str) -> bool:
        """Whether a problem lies in `folder`."""
        return any(path.startswith(f"{folder}/") or path == folder for path in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """`{"ok", "checked", "problems": [{"path", "expected", "found"}], "notes"}`, sorted by path."""
        problems = [asdict(self.problems[path]) for path in sorted(self.problems)]
        return {"ok": not problems, "checked": self.checked, "problems": problems, "notes": self.notes}


def file_digest(path: Path, algorithm: str) -> str:
    """Hex digest of a file's bytes as they are on disk now: time and size of the file are never trusted."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
