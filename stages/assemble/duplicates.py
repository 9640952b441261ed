"""Exact and near-duplicates, and what is the same across tasks: clusters over samples.

Exact: same task, same tokens of instruction and code, same picture. Near: same domain and task, the programs
alike by their syntax trees and the instructions alike. For image-to-code, whose instructions are all alike:
the same picture and alike programs, or alike pictures (another encoding) and the same program up to names and
layout. Of those one is kept, the smallest id. Samples of one program with different
instructions are no duplicates of each other, but they share a cluster: the same program up to names and
layout, or the same picture up to its encoding, in whatever task, language and modality.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from stages.assemble.config import AssembleSection
from stages.likeness.groups import Groups
from stages.likeness.materials import Materials, Sample, codes
from stages.likeness.minhash import Sets, alike, jaccard, shingle_sets
from stages.likeness.picture import alike_pictures
from stages.likeness.prints import Program, hashed
from stages.likeness.words import words


@dataclass(frozen=True)
class Duplicates:
    """What duplicates what."""

    exact: dict[str, str]
    """Id of a dropped sample to the id of the sample that it repeats exactly."""
    near: dict[str, str]
    """Id of a dropped near-duplicate to the id of the sample that is kept for it."""
    cluster: dict[str, str]
    """Sample id to the smallest id of the samples with its program or picture, its own where it is alone."""
    programs: Groups
    """Programs by `Materials.name`, joined where they are alike, over all tasks and domains."""
    pictures: Groups
    """Renders by id, joined where their pictures look the same."""


def find(samples: list[Sample], materials: Materials, section: AssembleSection) -> Duplicates:
    """Duplicates among `samples` (those that may still be kept), rows of table samples.

    `materials` holds the prints of all their programs and pictures.
    """
    names = sorted({materials.name(p) for s in samples for p in codes(s)})
    sets = shingle_sets([materials.tokens[name] for name in names], section.shingle)
    place = {name: n for n, name in enumerate(names)}
    programs, same_programs = Groups(), Groups()
    found = alike(sets, section.code_similarity, section.permutations)
    for one, other in found.links():
        programs.join([names[one], names[other]])
    for name, first in zip(names, found.first, strict=True):
        same_programs.join([name, names[first]])
    pictures = _pictures(samples, materials)
    exact = _exact(samples, materials)
    rest = [s for s in samples if s["record_id"] not in exact]
    groups = Groups()
    for one, other in _near(rest, materials, section, (place, sets), programs, pictures):
        groups.join([one, other])
    near = {i: groups.name(i) for i in (s["record_id"] for s in rest) if groups.name(i) != i}
    return Duplicates(
        exact, near, _clusters(samples, materials, same_programs, pictures, exact, near), programs, pictures
    )


def _exact(samples: list[Sample], materials: Materials) -> dict[str, str]:
    found: dict[tuple, list[str]] = defaultdict(list)
    for sample in samples:
        key = (
            sample["task"],
            sample["domain"],
            words(sample["instruction"]),
            *(materials.name(program) for program in codes(sample)),
            materials.shown(sample),
        )
        found[key].append(sample["record_id"])
    return {i: min(ids) for ids in found.values() for i in ids if i != min(ids)}


def _pictures(samples: list[Sample], materials: Materials) -> Groups:
    """Renders of the samples' pictures, joined where they look the same."""
    renders = sorted(
        {r for s in samples for r in (s["image_render"], s["output_render"])} & set(materials.pictures)
    )
    groups = Groups()
    for one, other in alike_pictures([materials.pictures[r] for r in renders]):
        groups.join([renders[one], renders[other]])
    return groups


def _near(
    samples: list[Sample],
    materials: Materials,
    section: AssembleSection,
    programs: tuple[dict[str, int], Sets],
    program_groups: Groups,
    picture_groups: Groups,
) -> Iterator[tuple[str, str]]:
    """Pairs of ids of samples that are near-duplicates."""
    place, sets = programs
    texts = sorted({s["instruction"] for s in samples})
    said = shingle_sets([hashed(words(t)) for t in texts], section.shingle)
    text = {t: n for n, t in enumerate(texts)}
    buckets: dict[tuple, list[Sample]] = defaultdict(list)
    for sample in samples:
        # A picture that is shown must look the same; others (an edit's) may be shown beside the code.
        shown = picture_groups.name(sample["image_render"]) if sample["image_render"] else None
        groups = (program_groups.name(materials.name(p)) for p in codes(sample))
        buckets[(sample["domain"], sample["task"], shown, *groups)].append(sample)
    for bucket in buckets.values():
        for one, other in combinations(bucket, 2):
            least = section.code_similarity
            if one["task"] == "image_to_code":
                least = least if materials.shown(one) == materials.shown(other) else 1.0
            elif (
                jaccard(said[text[one["instruction"]]], said[text[other["instruction"]]])
                < section.instruction_similarity
            ):
                continue
            pairs = [
                (place[materials.name(a)], place[materials.name(b)])
                for a, b in zip(codes(one), codes(other), strict=True)
            ]
            if all(a == b or jaccard(sets[a], sets[b]) >= least for a, b in pairs):
                yield one["record_id"], other["record_id"]


def _clusters(
    samples: list[Sample],
    materials: Materials,
    programs: Groups,
    pictures: Groups,
    exact: dict[str, str],
    near: dict[str, str],
) -> dict[str, str]:
    """Cluster of every sample: joined by answer, by picture, and by being duplicates."""
    groups = Groups()
    met: dict[str, str] = {}
    for sample in sorted(samples, key=lambda s: s["record_id"]):
        sample_id = sample["record_id"]
        answer: Program = (sample["output_code"], sample["language"])
        marks = [f"program {programs.name(materials.name(answer))}"]
        for render in (sample["image_render"], sample["output_render"]):
            if render in materials.pictures:
                marks.append(f"picture {pictures.name(render)}")
        groups.join([sample_id, *(met.setdefault(mark, sample_id) for mark in marks)])
    for one, other in (*exact.items(), *near.items()):
        groups.join([one, other])
    return {s["record_id"]: groups.name(s["record_id"]) for s in samples}
