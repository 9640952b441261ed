"""Splits by ancestry: what shares a source file, or a program, stays on one side.

Source files are joined where one sample descends from several, where their bytes are equal, and where their
samples hold the same or almost the same program. A component goes to the split that the hash of its smallest
file falls into: a local choice, so that a file that comes or goes moves no other component.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stages.assemble.ancestry import Ancestry
from stages.assemble.config import SplitShares
from stages.assemble.duplicates import Duplicates, program_name
from stages.assemble.groups import Groups
from stages.records.identity import rank


def components(samples: Iterable[dict[str, Any]], ancestry: Ancestry, duplicates: Duplicates) -> Groups:
    """Groups over source files, with programs and bytes as further members that join them.

    Member names start with `file`, `bytes` or `program`, so that a group's smallest name says nothing of
    programs: ask `component_of`.
    """
    groups = Groups()
    for sample in samples:
        members = []
        for source in ancestry.origins(sample["record_id"]):
            members += [f"0file {source.file}", f"1bytes {source.bytes}"]
        for code in (sample["output_code"], sample["input_code"]):
            if code:
                name = program_name(sample["domain"], sample["language"], code)
                members.append(f"2program {duplicates.programs.name(name)}")
        groups.join(members)
    return groups


def component_of(sample_id: str, ancestry: Ancestry, groups: Groups) -> str:
    """The smallest source file of the component that a sample belongs to."""
    return groups.name(f"0file {ancestry.origins(sample_id)[0].file}").removeprefix("0file ")


def split_of(component: str, shares: SplitShares, seed: int) -> str:
    """The split that a component's hash falls into."""
    place = int(rank(seed, "split", component), 16) / 16**32
    if place < shares.test:
        return "test"
    return "validation" if place < shares.test + shares.validation else "train"
