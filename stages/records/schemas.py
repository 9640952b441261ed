"""Columns of every table: one place that says what a row carries.

`CONTENT` names the columns whose values are a record's content: `seal` hashes exactly these, and
`janus verify` recomputes ids from them. Structured values that differ by domain (claims, evidence, limits)
are canonical JSON in string columns.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from stages.records.identity import content_hash, record_id

SCHEMA_VERSION = {
    "seeds": 1,
    "samples": 2,
    "renders": 1,
    "rewards": 1,
    "corpus": 1,
    "predictions": 1,
    "calibration": 1,
}

DOMAINS = ("chart", "svg", "webui", "animation", "artifact", "scientific", "algorithm")
TASKS = ("generation", "editing", "image_to_code", "translation")
MODALITIES = ("text", "image", "text+image")
SPLITS = ("train", "validation", "test")

_s, _b, _i, _f = pa.string(), pa.binary(), pa.int64(), pa.float64()

_IDENTITY = [
    ("record_id", _s),
    ("content_hash", _s),
    ("parents", pa.list_(_s)),
    ("producer", _s),
    ("stage", _s),
    ("decision", _s),
    ("reason", _s),
]
_PLACE = [("domain", _s), ("task", _s), ("modality", _s)]

CRITERION = pa.struct(
    [
        ("id", _s),
        ("kind", _s),
        ("weight", _f),
        ("passed", pa.bool_()),
        ("evidence", _s),
        ("checker", _s),
    ]
)

SCHEMAS: dict[str, pa.Schema] = {
    "seeds": pa.schema(
        [
            *_IDENTITY,
            ("domain", _s),
            ("kind", _s),  # raw: bytes as found in the archive; prepared: stands alone and runs
            ("language", _s),
            ("runtime", _s),
            ("includes", pa.list_(_s)),  # other files of the archive inlined in it: path@sha256
            ("content", _b),
            ("connector", _s),
            ("package", _s),
            ("version", _s),
            ("path", _s),  # inside the archive, its top folder included
            ("span", pa.struct([("start", _i), ("end", _i)])),  # byte offsets in the file (Parquet: rows)
            ("archive_sha256", _s),
            ("url", _s),  # package URL (purl), never a registry's host
            ("licence", _s),  # SPDX expression
            ("attribution", _s),
        ]
    ),
    "samples": pa.schema(
        [
            *_IDENTITY,
            *_PLACE,
            ("form", _s),  # canonical: at most 256 tokens, normalised; source: the seed's own shape
            ("language", _s),
            ("runtime", _s),
            ("instruction", _s),
            ("input_code", _s),
            ("input_language", _s),
            ("input_runtime", _s),
            ("output_code", _s),
            ("image_render", _s),  # the render shown as input (image_to_code)
            ("input_render", _s),  # the render of input_code (editing, translation)
            ("output_render", _s),  # the render of output_code
            ("strategy", _s),
            ("concept", _s),
            ("register", _s),
            ("teacher", _s),
            ("prompt_hash", _s),
            ("sampling", _s),
            ("rng_key", _s),
            ("attempt", _i),
            ("claims", _s),  # canonical JSON: [{"kind", "args", "weight"}]
        ]
    ),
    "renders": pa.schema(
        [
            *_IDENTITY,
            ("code", _s),
            ("code_hash", _s),
            ("runtime", _s),
            ("limits", _s),
            ("status", _s),
            ("stderr", _s),
            ("png", _b),
            ("width", _i),
            ("height", _i),
            ("frames", pa.list_(_b)),
            ("figures", _i),
            ("evidence", _s),
            ("runtime_fingerprint", _s),
            ("result_hash", _s),
        ]
    ),
    "rewards": pa.schema(
        [
            *_IDENTITY,
            *_PLACE,
            ("sample_id", _s),
            ("render", _s),
            ("criteria", pa.list_(CRITERION)),
            ("judge", _s),
            ("total", _f),  # 0..1, weighted share of criteria that passed
            ("threshold", _f),
        ]
    ),
    "corpus": pa.schema(
        [
            *_IDENTITY,
            *_PLACE,
            ("sample_id", _s),
            ("split", _s),
            ("slice", _s),  # task/domain/modality
            ("form", _s),
            ("weight", _f),
            ("cluster", _s),
            ("decontamination", _s),
            ("licence", _s),
            ("attribution", _s),
            ("roots", pa.list_(_s)),  # source files: connector:package@version!path
            ("language", _s),
            ("runtime", _s),
            ("instruction", _s),
            ("input_code", _s),
            ("input_language", _s),
            ("input_runtime", _s),
            ("output_code", _s),
            ("image", _b),  # PNG shown as input, null for text tasks
            ("image_render", _s),
            ("output_render", _s),
            ("claims", _s),
        ]
    ),
    "calibration": pa.schema(
        [
            *_IDENTITY,
            *_PLACE,
            ("sample_id", _s),  # the good sample
            ("kind", _s),  # of the planted defect; "none": the good sample as it is
            ("held_out", pa.bool_()),
            ("what", _s),  # the defect, for a person
            ("changes", _s),  # canonical JSON: columns of the sample that differ
            ("criteria", pa.list_(CRITERION)),
            ("total", _f),
            ("picture", pa.list_(_f)),  # of stages.reward.features: what a learned judge sees of the pixels
        ]
    ),
    "predictions": pa.schema(
        [
            *_IDENTITY,
            *_PLACE,
            ("sample_id", _s),
            ("corpus_id", _s),
            ("model", _s),
            ("checkpoint", _s),  # node id, e.g. models/januscoder@240
            ("variant", _s),  # model | untrained | nearest | wrong_image
            ("prompt_hash", _s),
            ("output", _s),
            ("status", _s),
            ("stderr", _s),  # tail, as in renders: why it did not draw
            ("render", _s),
            ("png", _b),
            ("answer_loss", _f),  # mean nats per answer token on the reference, null for `nearest`
            ("parsed", pa.bool_()),
            ("executed", pa.bool_()),
            ("criteria", pa.list_(CRITERION)),
            ("criteria_passed", _f),  # weighted share of criteria that passed
            ("ssim", _f),
            ("colour_similarity", _f),
        ]
    ),
    "consumption": pa.schema(
        [
            ("model", _s),
            ("step", _i),  # optimizer step that read it (0 for the tokenizer), first step is 1
            ("checkpoint", _i),  # first checkpoint step at or after it
            ("rank", _i),
            ("offset", _i),  # position in the training order
            ("epoch", _i),
            ("role", _s),  # train | validation | tokenizer
            ("corpus_id", _s),
            ("sample_id", _s),
            ("tokens", _i),
        ]
    ),
}

CONTENT: dict[str, tuple[str, ...]] = {
    "seeds": ("content", "path", "span", "kind"),
    "samples": tuple("task instruction input_code input_runtime output_code image_render runtime".split()),
    "renders": ("code", "runtime", "limits"),
    "rewards": ("sample_id", "render", "criteria", "judge"),
    "corpus": ("sample_id", "instruction", "input_code", "output_code", "image"),
    "calibration": ("sample_id", "kind", "changes", "criteria"),
    "predictions": ("corpus_id", "checkpoint", "variant", "prompt_hash", "output"),
}


def seal(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Complete a row with `content_hash` and `record_id`; absent columns become null.

    `row` needs its content columns, `parents` and `producer` (see `identity.producer`).
    Raises KeyError with the column's name where the row has a column that the table lacks.
    """
    schema = SCHEMAS[table]
    unknown = set(row) - set(schema.names)
    if unknown:
        raise KeyError(f"table {table} has no column {sorted(unknown)}")
    full = {name: row.get(name) for name in schema.names}
    full["parents"] = sorted(set(full["parents"] or []))
    full["content_hash"] = content_hash({name: full[name] for name in CONTENT[table]})
    full["record_id"] = record_id(
        table, SCHEMA_VERSION[table], full["content_hash"], full["parents"], full["producer"]
    )
    return full
