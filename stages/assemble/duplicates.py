"""Exact and near-duplicates: clusters with one kept representative, the smallest id.

Exact: same task, same tokens of instruction and code. Near: same domain and task, both the code and the
instruction alike; for image-to-code, whose instructions are all alike, the same picture instead.
Samples of one program with different instructions are therefore no duplicates of each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from stages.assemble.alike import alike
from stages.assemble.config import AssembleSection
from stages.assemble.groups import Groups
from stages.assemble.tokens import code_tokens, instruction_tokens, jaccard, shingles

Sample = dict[str, Any]
Program = tuple[str, tuple[str, ...]]
"""Domain and tokens of a program."""


@dataclass(frozen=True)
class Duplicates:
    """What duplicates what."""

    cluster: dict[str, str]
    """Sample id to its cluster: the id of the kept representative."""
    exact: dict[str, str]
    """Id of a dropped sample to the id of the sample that it repeats exactly."""
    programs: Groups
    """Names of programs (see `program_name`), joined where they are alike, over all tasks of a domain."""


def find(samples: list[Sample], section: AssembleSection) -> Duplicates:
    """Clusters over `samples` (those that may still be kept).

    A sample has the columns record_id, domain, task, language, instruction, input_code, output_code, and
    `picture`: a hash of the image that is shown, or None.
    """
    exact_groups: dict[tuple, list[str]] = defaultdict(list)
    for sample in samples:
        exact_groups[_exact_key(sample)].append(sample["record_id"])
    exact = {i: min(ids) for ids in exact_groups.values() for i in ids if i != min(ids)}
    near, programs = _near_programs(samples, section)
    groups = Groups()
    for ids in exact_groups.values():
        groups.join(ids)
    for one, other in _near_samples(
        [s for s in samples if s["record_id"] not in exact], near, programs, section
    ):
        groups.join([one, other])
    return Duplicates({s["record_id"]: groups.name(s["record_id"]) for s in samples}, exact, programs)


def program_name(domain: str, language: str, code: str) -> str:
    """A name for a program up to layout and comments."""
    return f"{domain}\x1f" + "\x1f".join(code_tokens(code, language))


def _codes(sample: Sample) -> list[str]:
    return [sample["output_code"], *([sample["input_code"]] if sample["input_code"] else [])]


def _exact_key(sample: Sample) -> tuple:
    return (
        sample["task"],
        sample["domain"],
        instruction_tokens(sample["instruction"]),
        *(program_name(sample["domain"], sample["language"], code) for code in _codes(sample)),
        sample["picture"],
    )


def _near_programs(samples: list[Sample], section: AssembleSection) -> tuple[set[tuple[str, str]], Groups]:
    """Ordered pairs of names of alike programs, and the groups they form, domain by domain."""
    found: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    for sample in samples:
        for code in _codes(sample):
            name = program_name(sample["domain"], sample["language"], code)
            if name not in found[sample["domain"]]:
                found[sample["domain"]][name] = shingles(
                    code_tokens(code, sample["language"]), section.shingle
                )
    pairs: set[tuple[str, str]] = set()
    groups = Groups()
    for domain in sorted(found):
        names = sorted(found[domain])
        sets = [found[domain][name] for name in names]
        for i, j in alike(sets, section.code_similarity, section.permutations):
            pairs.add((names[i], names[j]))
            groups.join([names[i], names[j]])
    return pairs, groups


def _near_samples(
    samples: list[Sample], near: set[tuple[str, str]], programs: Groups, section: AssembleSection
):
    """Pairs of ids of samples that are near-duplicates."""
    buckets: dict[tuple, list[Sample]] = defaultdict(list)
    for sample in samples:
        names = [program_name(sample["domain"], sample["language"], code) for code in _codes(sample)]
        place = (sample["domain"], sample["task"], sample["picture"])
        buckets[(*place, *(programs.name(n) for n in names))].append({**sample, "names": names})
    prose: dict[str, frozenset[int]] = {}

    def said(sample: Sample) -> frozenset[int]:
        text = sample["instruction"]
        if text not in prose:
            prose[text] = shingles(instruction_tokens(text), section.shingle)
        return prose[text]

    for bucket in buckets.values():
        for one, other in combinations(bucket, 2):
            pairs = [tuple(sorted(pair)) for pair in zip(one["names"], other["names"], strict=True)]
            if any(a != b and (a, b) not in near for a, b in pairs):
                continue
            if (
                one["task"] == "image_to_code"
                or jaccard(said(one), said(other)) >= section.instruction_similarity
            ):
                yield one["record_id"], other["record_id"]
