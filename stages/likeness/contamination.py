"""Whether samples hold what a benchmark asks: its code, its instructions, its pictures, or near copies."""

from __future__ import annotations

from collections.abc import Sequence

from stages.likeness.benchmarks import Item
from stages.likeness.materials import Materials, Sample, codes
from stages.likeness.minhash import alike, shingle_sets
from stages.likeness.picture import alike_pictures, make_pictures
from stages.likeness.prints import hashed, make_prints
from stages.likeness.words import words

SHORT = 8
"""Words below which an instruction is everyone's ("Draw a bar chart") and no mark of a benchmark."""


def matches(
    samples: Sequence[Sample],
    materials: Materials,
    items: Sequence[Item],
    *,
    shingle: int,
    code_similarity: float,
    instruction_similarity: float,
    permutations: int,
) -> dict[str, str]:
    """Sample id to `exact: NAME`, `near: NAME`, `instruction: NAME` or `picture: NAME`; without one, clean.

    Answers and inputs are compared, and pictures that are shown or drawn. The smallest of several is named.
    """
    found: dict[str, str] = {}

    def mark(sample: Sample, verdict: str) -> None:
        sample_id = sample["record_id"]
        found[sample_id] = min(verdict, found.get(sample_id, verdict))

    programs = _programs(materials, items, shingle, code_similarity, permutations)
    texts = _texts(samples, items, shingle, instruction_similarity, permutations)
    pictures = _pictures(materials, items)
    for sample in samples:
        for name in (materials.name(program) for program in codes(sample)):
            if name in programs:
                mark(sample, programs[name])
        if sample["instruction"] in texts:
            mark(sample, f"instruction: {texts[sample['instruction']]}")
        for render in (sample["image_render"], sample["output_render"]):
            if render in pictures:
                mark(sample, f"picture: {pictures[render]}")
    return found


def _programs(
    materials: Materials, items: Sequence[Item], shingle: int, similarity: float, permutations: int
) -> dict[str, str]:
    """Name of a program to its verdict."""
    code = [i for i in items if i.kind == "code"]
    prints = make_prints((str(i.content), str(i.language)) for i in code)
    known = [prints[str(i.content), str(i.language)] for i in code]
    names = sorted(materials.tokens)
    found: dict[str, str] = {}
    same = {p.name for p in known}
    sets = shingle_sets([*(p.tokens for p in known), *(materials.tokens[n] for n in names)], shingle)
    for one, other in alike(sets, similarity, permutations).across(len(known)):
        name = names[other]
        verdict = f"{'exact' if name in same else 'near'}: {code[one].name}"
        found[name] = min(verdict, found.get(name, verdict))
    return found


def _texts(
    samples: Sequence[Sample], items: Sequence[Item], shingle: int, similarity: float, permutations: int
) -> dict[str, str]:
    """Instruction to the name of the benchmark item that it repeats."""
    known = [i for i in items if i.kind == "instruction" and len(words(str(i.content))) >= SHORT]
    texts = sorted({s["instruction"] for s in samples})
    sets = shingle_sets([hashed(words(t)) for t in (*(str(i.content) for i in known), *texts)], shingle)
    found: dict[str, str] = {}
    for one, other in alike(sets, similarity, permutations).across(len(known)):
        found[texts[other]] = min(known[one].name, found.get(texts[other], known[one].name))
    return found


def _pictures(materials: Materials, items: Sequence[Item]) -> dict[str, str]:
    """Render id to the name of the benchmark picture that it looks like."""
    known = [i for i in items if i.kind == "picture"]
    renders = sorted(materials.pictures)
    hashes = make_pictures(i.content for i in known if isinstance(i.content, bytes))
    found: dict[str, str] = {}
    for one, other in alike_pictures([*hashes, *(materials.pictures[r] for r in renders)]):
        if one < len(known) <= other:
            render = renders[other - len(known)]
            found[render] = min(known[one].name, found.get(render, known[one].name))
    return found
