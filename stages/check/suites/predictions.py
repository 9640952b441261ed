"""Predictions: answers to test records alone, by every model in every variant, with metrics in range.

Checked over all models' folders together.
"""

from __future__ import annotations

from stages.check.config import CheckSection
from stages.check.expect import Projection, between, filled, matches, no_problem, one_of
from stages.check.figures import Figure, counts
from stages.check.source import quote
from stages.check.suites import common
from stages.check.suites.renders import STATUSES, WITHOUT_PICTURE
from stages.records.schemas import MODALITIES, TASKS

READS = ("corpus",)
CHECKPOINT = r"^models/[^@]+@\d+$"
VARIANTS = ["model", "untrained", "nearest"]
"""Variants that every model has; `wrong_image` is asked of models that were shown images."""


def projections(section: CheckSection) -> list[Projection]:
    sql = """
        select predictions.record_id, predictions.domain, predictions.task, predictions.modality,
            predictions.sample_id, corpus_id, model, variant,
            case when corpus.record_id is null then corpus_id
                 when corpus.decision <> 'keep' then 'a dropped record'
                 when corpus.split <> 'test' then 'a record of split ' || corpus.split
                 when corpus.sample_id <> predictions.sample_id then 'another sample'
                 when not list_contains(predictions.parents, corpus_id) then 'not among the parents' end
                 as corpus_problem,
            case when predictions.decision = 'keep' and variant = 'wrong_image' and corpus.image is null
                 then 'wrong_image of a record without an image' end as variant_problem
        from predictions left join corpus on corpus.record_id = predictions.corpus_id"""
    rows = [
        *(
            filled(c, "a prediction answers one test record")
            for c in ("domain", "task", "modality", "sample_id", "corpus_id", "model", "variant")
        ),
        one_of("domain", section.domains, "domains that the pipeline was asked for"),
        one_of("task", list(TASKS), "tasks this version knows"),
        one_of("modality", list(MODALITIES), "modalities this version knows"),
        one_of("variant", [*VARIANTS, "wrong_image"], "who answered"),
        one_of("model", section.models, "a model of the matrix"),
        no_problem("corpus_problem", "scores are of held-out records"),
        no_problem("variant_problem", "another record's image replaces an image"),
    ]
    scores = ("criteria_passed", "ssim", "colour_similarity")
    scored = [
        *(
            filled(c, "an answer carries its verdict")
            for c in ("prompt_hash", "output", "status", "executed", "criteria_passed")
        ),
        one_of("status", STATUSES, "statuses are a contract (janus execute)"),
        between("criteria_passed", 0, 1, "a share of weights"),
        between("ssim", -1, 1, "structural similarity"),
        between("colour_similarity", 0, 1, "a share"),
        matches("checkpoint", CHECKPOINT, "the checkpoint is a node of the lineage graph"),
        no_problem("executed_problem", "executed means status ok, with an image where one is drawn"),
        no_problem("likeness_problem", "an answer is compared with the picture of its record"),
        no_problem("parsed_problem", "an answer in a language with a parser is parsed"),
        no_problem("loss_problem", "a model's answer has a finite loss, a looked-up one has none"),
    ]
    scored_sql = f"""
        select predictions.record_id, prompt_hash, output, status, parsed, executed, {", ".join(scores)},
            checkpoint,
            case when executed <> (status = 'ok') then 'status ' || status
                 when executed and corpus.runtime not in ({WITHOUT_PICTURE})
                      and coalesce(octet_length(png), 0) = 0 then 'no image' end as executed_problem,
            case when corpus.runtime in ({WITHOUT_PICTURE}) then null
                 when ssim is null or colour_similarity is null then 'not compared' end as likeness_problem,
            case when corpus.language in ('python', 'svg', 'vega-lite') and parsed is null
                 then corpus.language end as parsed_problem,
            case when variant = 'nearest' and (answer_loss is not null or checkpoint is not null)
                 then 'looked up, but has a loss or a checkpoint'
                 when variant <> 'nearest' and checkpoint is null then 'no checkpoint'
                 when variant <> 'nearest' and not coalesce(isfinite(answer_loss) and answer_loss > 0, false)
                 then coalesce(answer_loss::varchar, 'none') end as loss_problem
        from predictions left join corpus on corpus.record_id = predictions.corpus_id
        where predictions.decision = 'keep'"""
    once = Projection(
        "answers",
        "select min(record_id) as record_id, count(*) as answers from predictions"
        " group by corpus_id, model, variant",
        [
            between("answers", 1, 1, "one answer for each record, model and variant"),
        ],
    )
    answered = [
        Figure(
            f"{model}.{variant}",
            f"count(*) filter (decision = 'keep' and model = {quote(model)} and variant = {quote(variant)})",
            section.predictions_by_model,
        )
        for model in section.models
        for variant in VARIANTS
    ]
    return [
        common.identity("predictions", "select record_id from corpus", foreign=CHECKPOINT),
        Projection("rows", sql, rows),
        Projection("scored", scored_sql, scored),
        once,
        counts("predictions", section.predictions, *answered, may_be_empty=("reason", "stderr", "png")),
    ]
