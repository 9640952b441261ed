"""What samples are compared by: prints of their programs, hashes of their pictures, made once and stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from stages.likeness.picture import Picture, make_pictures
from stages.likeness.prints import Print, Program, make_prints

Sample = dict[str, Any]
"""A row of table samples or corpus, with instruction and programs."""


@dataclass(frozen=True)
class Materials:
    prints: dict[Program, Print]
    tokens: dict[str, np.ndarray]
    """Name of a program (equal up to layout and comments) to the hashes of its normalised tokens."""
    pictures: dict[str, Picture]
    """Render id to the hash of its picture, of renders that drew."""
    digests: dict[str, str]
    """Render id to the SHA-256 of its picture's bytes."""

    def name(self, program: Program) -> str:
        return self.prints[program].name

    def shown(self, sample: Sample) -> str | None:
        """SHA-256 of the picture that the sample shows; None where it shows none."""
        return self.digests[sample["image_render"]] if sample["image_render"] else None


def codes(sample: Sample) -> list[Program]:
    """The sample's programs: the answer, then the input where there is one."""
    found = [(sample["output_code"], sample["language"])]
    if sample["input_code"]:
        found.append((sample["input_code"], sample["input_language"]))
    return found


def materials(samples: Iterable[Sample], images: dict[str, bytes], digests: dict[str, str]) -> Materials:
    """Materials of `samples`. `images`: PNG by render id, `digests` their SHA-256 likewise."""
    prints = make_prints(program for sample in samples for program in codes(sample))
    renders = sorted(images)
    hashes = make_pictures(images[render] for render in renders)
    tokens = {p.name: p.tokens for p in prints.values()}
    return Materials(prints, tokens, dict(zip(renders, hashes, strict=True)), digests)
