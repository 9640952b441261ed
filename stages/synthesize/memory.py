"""Proposals and written rows of the programmatic teacher, remembered by what they are functions of.

A draft is a function of the program it starts from, the strategy with its options, the slot, the attempt, the
seed and this package's code; rows are a function of the draft and of what its execution gave. A second run
with more seeds, or one less, asks only for what is new. Each entry names the seed that it came from, so that
a takedown finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.config import Section
from stages.records.cache import RecordCache
from stages.records.code import code_fingerprint
from stages.sandbox import Execution
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, Strategy

CODE = ("synthesize", "records")
"""Folders of stages whose code decides what a proposal is."""


@dataclass(frozen=True)
class Memory:
    """What `Strategy.propose` and `write` gave before; the strategy is asked where nothing is known."""

    strategy: Strategy
    context: Context
    records: RecordCache | None
    """None: nothing is remembered."""

    def propose(self, source: Source, slot: str, attempt: int) -> Draft | None:
        """`Strategy.propose`."""
        if self.records is None:
            return self.strategy.propose(source, slot, attempt, self.context)
        key = ["propose", self._basis(), _source(source), slot, attempt]
        found = self.records.get(key)
        if found is None:
            draft = self.strategy.propose(source, slot, attempt, self.context)
            known = {"seed_id": source.seed_id, "draft": None if draft is None else _packed(draft)}
            self.records.put(key, known)
            return draft
        return None if found["draft"] is None else _unpacked(found["draft"], source)

    def write(self, draft: Draft, execution: Execution) -> list[dict[str, Any]]:
        """`Strategy.write`. What raises is not remembered."""
        if self.records is None:
            return self.strategy.write(draft, execution, self.context)
        seen = [execution.status, execution.evidence, execution.runtime]
        named = [self.context.render("", runtime) for runtime in sorted(_runtimes(draft))]
        key = ["write", self._basis(), _source(draft.source), _packed(draft), seen, named]
        found = self.records.get(key)
        if found is None:
            found = {
                "seed_id": draft.source.seed_id,
                "rows": self.strategy.write(draft, execution, self.context),
            }
            self.records.put(key, found)
        return found["rows"]

    def _basis(self) -> list[Any]:
        options = {k: v.model_dump() if isinstance(v, Section) else v for k, v in vars(self.strategy).items()}
        limits = {name: vars(limits) for name, limits in self.context.limits.items()}
        shared = [self.context.seed, self.context.image_claims, limits]
        return [code_fingerprint(*CODE), self.strategy.name, self.strategy.version, options, shared]


def _source(source: Source) -> list[Any]:
    domain = [source.domain.name, source.domain.runtime, source.domain.version]
    program = [source.program.code, source.program.evidence]
    return [domain, program, source.form, source.parent, source.seed_id]


def _runtimes(draft: Draft) -> set[str]:
    """Those whose renders its rows may name: render ids change with a runtime's version."""
    return {draft.domain.runtime, draft.source.domain.runtime}


def _packed(draft: Draft) -> dict[str, Any]:
    fields = {k: v for k, v in vars(draft).items() if k not in ("source", "target", "origin")}
    return {**fields, "target": draft.target and [draft.target.name, draft.target.runtime]}


def _unpacked(fields: dict[str, Any], source: Source) -> Draft:
    target = fields["target"] and domain_of(*fields["target"])
    return Draft(source, **{**fields, "target": target or None})
