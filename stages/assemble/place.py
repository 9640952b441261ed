"""Every sample placed: kept with split, slice and weight, or dropped with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from stages.assemble import duplicates, split
from stages.assemble.ancestry import Ancestry
from stages.assemble.config import AssembleSection, MixtureSection
from stages.assemble.mixture import slice_name, weights
from stages.likeness.benchmarks import read_items
from stages.likeness.contamination import matches
from stages.likeness.materials import Materials, Sample

NOT_CHECKED, CLEAN = "not checked", "clean"


@dataclass
class Placement:
    """Where each sample stands, by sample id; a sample without a reason is kept."""

    reason: dict[str, str] = field(default_factory=dict)
    cluster: dict[str, str] = field(default_factory=dict)
    contamination: dict[str, str] = field(default_factory=dict)
    split: dict[str, str] = field(default_factory=dict)
    component: dict[str, str] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    """By slice."""


def place(
    samples: list[Sample],
    rewards: dict[str, dict[str, Any]],
    materials: Materials,
    ancestry: Ancestry,
    section: AssembleSection,
    mixture: MixtureSection,
    seed: int,
) -> Placement:
    """Decide over all samples. `rewards`: sample id to its verdict (decision, reason). `materials`: of the
    samples that `passed` (see there).

    Each step sees what the steps before it left: verdicts, benchmarks, mixture, duplicates, splits.
    """
    found = Placement()
    for sample in samples:
        if reason := _stage_reason(sample, rewards.get(sample["record_id"])):
            found.reason[sample["record_id"]] = reason
    left = [s for s in samples if s["record_id"] not in found.reason]
    verdicts = contamination(left, materials, section)
    for sample in left:
        sample_id = sample["record_id"]
        verdict = found.contamination[sample_id] = verdicts[sample_id]
        name = slice_of(sample)
        if verdict not in (CLEAN, NOT_CHECKED):
            found.reason[sample_id] = f"decontamination: {verdict}"
        elif name not in mixture.shares:
            found.reason[sample_id] = f"mixture: no share for {name}"
    left = [s for s in left if s["record_id"] not in found.reason]
    groups = duplicates.find(left, materials, section)
    found.cluster = groups.cluster
    components = split.components(left, ancestry, materials, groups)
    for sample in left:
        sample_id = sample["record_id"]
        if sample_id in groups.exact:
            found.reason[sample_id] = f"exact duplicate: of {groups.exact[sample_id]}"
        elif sample_id in groups.near:
            found.reason[sample_id] = f"near-duplicate: of {groups.near[sample_id]}"
        else:
            component = split.component_of(sample_id, ancestry, components)
            found.component[sample_id] = component
            found.split[sample_id] = split.split_of(component, section.splits, seed)
    found.weight = weights([slice_of(s) for s in left if found.split.get(s["record_id"]) == "train"], mixture)
    return found


def passed(samples: list[Sample], rewards: dict[str, dict[str, Any]]) -> list[Sample]:
    """Samples that no earlier stage let go."""
    return [s for s in samples if _stage_reason(s, rewards.get(s["record_id"])) is None]


def contamination(samples: list[Sample], materials: Materials, section: AssembleSection) -> dict[str, str]:
    """Sample id to `not checked`, `clean`, or the benchmark item that it repeats (`matches`)."""
    if not section.benchmarks:
        return dict.fromkeys((s["record_id"] for s in samples), NOT_CHECKED)
    found = matches(
        samples,
        materials,
        read_items(section.benchmarks),
        shingle=section.shingle,
        code_similarity=section.code_similarity,
        instruction_similarity=section.instruction_similarity,
        permutations=section.permutations,
    )
    return {s["record_id"]: found.get(s["record_id"], CLEAN) for s in samples}


def slice_of(sample: Sample) -> str:
    return slice_name(sample["task"], sample["domain"], sample["modality"])


def _stage_reason(sample: Sample, reward: dict[str, Any] | None) -> str | None:
    """Why an earlier stage let the sample go, or None."""
    if sample["decision"] == "drop":
        return f"synthesize: {sample['reason']}"
    if reward is None:
        return "reward: no verdict"
    return f"reward: {reward['reason']}" if reward["decision"] == "drop" else None
