"""Which source files a sample descends from, and under which terms they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.errors import JanusError


@dataclass(frozen=True)
class Origin:
    """One source file as found."""

    file: str
    """connector:package@version!path"""
    bytes: str
    """SHA-256 of the seed's raw bytes: the same drawing in two packages is one source."""
    licence: str
    attribution: str


class Ancestry:
    """Origins of samples, by walking parents of samples and seeds."""

    def __init__(self, seeds: list[dict[str, Any]], samples: list[dict[str, Any]]) -> None:
        """`seeds`: record_id, parents, kind, connector, package, version, path, licence, attribution and
        `bytes` (hash of the content); `samples`: record_id, parents."""
        self._parents = {r["record_id"]: r["parents"] for r in (*seeds, *samples)}
        self._origin = {s["record_id"]: origin(s) for s in seeds if s["kind"] == "raw"}
        self._found: dict[str, tuple[Origin, ...]] = {}

    def origins(self, sample_id: str) -> tuple[Origin, ...]:
        """All raw files above a sample, by name. Raises JanusError where there is none."""
        if sample_id in self._found:
            return self._found[sample_id]
        seen, rest, found = set(), [sample_id], {}
        while rest:
            node = rest.pop()
            if node in seen:
                continue
            seen.add(node)
            if node in self._origin:
                found[self._origin[node].file, self._origin[node].bytes] = self._origin[node]
            rest += self._parents.get(node, [])
        if not found:
            raise JanusError(
                f"sample {sample_id} descends from no source file",
                where="data/samples",
                do="a sample's parents must lead to a raw seed: `dvc repro check@samples`",
            )
        self._found[sample_id] = tuple(found[key] for key in sorted(found))
        return self._found[sample_id]


def origin(seed: dict[str, Any]) -> Origin:
    """The source file of a raw seed."""
    return Origin(
        f"{seed['connector']}:{seed['package']}@{seed['version']}!{seed['path']}",
        seed["bytes"],
        seed["licence"],
        seed["attribution"],
    )


def joint_licence(origins: tuple[Origin, ...]) -> str:
    """One SPDX expression that asks for the terms of every source."""
    terms = sorted({o.licence for o in origins})
    if len(terms) == 1:
        return terms[0]
    return " AND ".join(f"({term})" if " OR " in term else term for term in terms)


def joint_attribution(origins: tuple[Origin, ...]) -> str:
    """Everyone to be named, each once."""
    return "; ".join(dict.fromkeys(o.attribution for o in origins))
