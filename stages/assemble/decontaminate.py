"""Benchmark code kept out of the corpus: exact and near matches of programs against local folders."""

from __future__ import annotations

from pathlib import Path

from stages.assemble.alike import alike
from stages.assemble.config import AssembleSection
from stages.assemble.tokens import code_tokens, shingles
from stages.errors import JanusError

LANGUAGES = {".py": "python", ".svg": "svg"}
NOT_CHECKED, CLEAN = "not checked", "clean"


class Benchmarks:
    """Programs of benchmark folders. A match is named by folder name and path in it, never by a full path."""

    def __init__(self, section: AssembleSection) -> None:
        self._section = section
        self._names: dict[tuple[str, frozenset[int]], str] = {}
        for folder in map(Path, section.benchmarks):
            if not folder.is_dir():
                raise JanusError(
                    f"benchmark folder {folder} does not exist",
                    where="assemble.benchmarks",
                    do="correct the path",
                )
            for path in sorted(p for p in folder.rglob("*") if p.suffix in LANGUAGES):
                language = LANGUAGES[path.suffix]
                code = path.read_text(encoding="utf-8", errors="replace")
                key = (language, shingles(code_tokens(code, language), section.shingle))
                self._names.setdefault(key, f"{folder.name}/{path.relative_to(folder).as_posix()}")

    def verdicts(self, programs: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """(code, language) to `not checked`, `clean`, `exact: NAME` or `near: NAME`."""
        if not self._section.benchmarks:
            return dict.fromkeys(programs, NOT_CHECKED)
        found = dict.fromkeys(programs, CLEAN)
        for language in sorted({language for _, language in programs}):
            known = [(key[1], name) for key, name in self._names.items() if key[0] == language]
            asked = sorted({p for p in programs if p[1] == language})
            sets = [s for s, _ in known] + [shingles(code_tokens(*p), self._section.shingle) for p in asked]
            for i, j in alike(sets, self._section.code_similarity, self._section.permutations):
                if i < len(known) <= j:
                    kind = "exact" if sets[i] == sets[j] else "near"
                    verdict = f"{kind}: {known[i][1]}"
                    program = asked[j - len(known)]
                    if found[program] == CLEAN or verdict < found[program]:
                        found[program] = verdict
        return found
