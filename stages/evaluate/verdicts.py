"""What an answer is worth: does it parse and draw, what of the task it fulfils, how alike it looks."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from stages.evaluate.answers import Answer
from stages.evaluate.similarity import colour, structure
from stages.records.identity import producer
from stages.records.schemas import seal
from stages.reward.criteria import judge_claims, weighted_share

if TYPE_CHECKING:
    from stages.sandbox import Execution


@dataclass(frozen=True)
class Reference:
    """What a record's own code drew, and for edits what its input code drew."""

    png: bytes | None
    before: dict[str, Any] | None


def parses(code: str, language: str) -> bool | None:
    """Whether `code` is well-formed in its language; nothing is executed, resolved or fetched.

    None for a language without a parser here (R, Octave, gnuplot, Mermaid), and for HTML, where every text
    parses.
    """
    if language == "vega-lite":
        try:
            return isinstance(json.loads(code), dict)
        except ValueError:
            return False
    if language == "svg":
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(code.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError:
            return False
        return etree.QName(root).localname == "svg"
    if language != "python":
        return None
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what a hostile or broken text may raise
        return False
    return True


def prediction_row(
    answer: Answer, execution: Execution, reference: Reference, render: str, *, model: str, checkpoint: str
) -> dict[str, Any]:
    """The sealed row of table predictions: the answer and its metrics (0 for what an undrawn answer lacks,
    null for what the task or its language has no measure of).

    `render`: record id of the execution. `checkpoint`: node id of the trained checkpoint; the untrained one
    and the neighbour are no descendants of it.
    """
    record = answer.record
    drew = execution.status == "ok"
    criteria = judge_claims(
        record["domain"],
        record["runtime"],
        record["claims"],
        execution.evidence if drew else None,
        reference.before,
    )
    trained = [checkpoint] if answer.checkpoint == checkpoint else []
    return seal(
        "predictions",
        {
            **_place(record, answer.variant, model),
            "parents": [record["record_id"], *trained, *([answer.source] if answer.source else [])],
            "decision": "keep",
            "checkpoint": answer.checkpoint,
            "prompt_hash": answer.prompt_hash,
            "output": answer.output,
            "status": execution.status,
            "stderr": execution.stderr,
            "render": render,
            "png": execution.png if drew else None,
            "answer_loss": answer.loss,
            "parsed": parses(answer.output, record["language"]),
            "executed": drew,
            "criteria": criteria,
            "criteria_passed": weighted_share(criteria),
            "ssim": _alike(structure, reference.png, execution.png if drew else None),
            "colour_similarity": _alike(colour, reference.png, execution.png if drew else None),
        },
    )


def _alike(
    measure: Callable[[bytes, bytes], float], reference: bytes | None, found: bytes | None
) -> float | None:
    """Likeness of two pictures; 0 where the answer drew none, None where the task has none."""
    if reference is None:
        return None
    return 0.0 if found is None else measure(reference, found)


def dropped_row(record: dict[str, Any], variant: str, reason: str, *, model: str) -> dict[str, Any]:
    """The row of a test record that was chosen but could not be asked."""
    return seal(
        "predictions",
        {
            **_place(record, variant, model),
            "parents": [record["record_id"]],
            "decision": "drop",
            "reason": reason,
        },
    )


def _place(record: dict[str, Any], variant: str, model: str) -> dict[str, Any]:
    return {
        "producer": producer("evaluate", "1", {"model": model}),
        "stage": "evaluate",
        "domain": record["domain"],
        "task": record["task"],
        "modality": record["modality"],
        "sample_id": record["sample_id"],
        "corpus_id": record["record_id"],
        "model": model,
        "variant": variant,
    }
