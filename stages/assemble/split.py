"""Splits by ancestry: what shares a source file, a program or a picture stays on one side.

Source files are joined where one sample descends from several, where their bytes are equal, and where their
samples hold the same or almost the same program or show pictures that look the same. A component goes to the
split that the hash of its smallest file falls into: a local choice, so that a file that comes or goes moves
no other component.
"""

from __future__ import annotations

from collections.abc import Iterable

from stages.assemble.ancestry import Ancestry
from stages.assemble.config import SplitShares
from stages.assemble.duplicates import Duplicates
from stages.likeness.groups import Groups
from stages.likeness.materials import Materials, Sample, codes
from stages.records.identity import rank


def components(
    samples: Iterable[Sample], ancestry: Ancestry, materials: Materials, duplicates: Duplicates
) -> Groups:
    """Groups over source files, with programs, pictures and bytes as further members that join them.

    Member names start with a digit and what they are, so that the smallest of a group is a file: ask
    `component_of`.
    """
    groups = Groups()
    for sample in samples:
        members = []
        for source in ancestry.origins(sample["record_id"]):
            members += [f"0file {source.file}", f"1bytes {source.bytes}"]
        for program in codes(sample):
            members.append(f"2program {duplicates.programs.name(materials.name(program))}")
        if sample["image_render"]:
            members.append(f"3picture {duplicates.pictures.name(sample['image_render'])}")
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
