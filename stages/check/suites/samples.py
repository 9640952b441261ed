"""Samples: tasks complete for their kind, every attempt a row, no code without an instruction."""

from __future__ import annotations

from stages.check.config import CheckSection
from stages.check.expect import Projection, between, filled, no_problem, one_of
from stages.check.figures import counts
from stages.check.suites import common
from stages.records.schemas import MODALITIES, TASKS

READS = ("seeds",)


def projections(section: CheckSection) -> list[Projection]:
    sql = """
        with edge as (select record_id, unnest(parents) as parent from samples),
        dropped as (
            select edge.record_id, min(edge.parent) as seed from edge
            join seeds on seeds.record_id = edge.parent and seeds.decision <> 'keep' group by edge.record_id)
        select samples.record_id, domain, task, modality, strategy, teacher, rng_key, attempt,
            case when decision = 'keep' and not coalesce(json_valid(claims), false) then 'not JSON' end
                 as claims_problem,
            case when decision <> 'keep' then null
                 when task = 'editing' and coalesce(input_code, '') = '' then 'editing without input_code'
                 when task = 'editing' and input_code = output_code then 'editing that changes nothing'
                 when task = 'translation' and coalesce(input_code, '') = '' then 'translation of nothing'
                 when task = 'translation' and input_runtime = runtime then 'translation into itself'
                 when task = 'generation' and input_code is not null then 'generation with input_code'
                 when task = 'image_to_code' and image_render is null then 'image_to_code without image'
                 when modality = 'text' and image_render is not null then 'text task with an image'
                 end as task_problem,
            case when (input_code is null) <> (input_runtime is null) then 'runtime of the input' end
                 as input_problem,
            case when decision = 'keep' then dropped.seed end as dropped_seed_used
        from samples left join dropped on dropped.record_id = samples.record_id"""
    rows = [
        *(
            filled(c, "slices and streams are keyed by it")
            for c in ("domain", "task", "modality", "strategy", "teacher", "rng_key", "attempt")
        ),
        one_of("domain", section.domains, "domains that the pipeline was asked for"),
        one_of("task", list(TASKS), "tasks this version knows"),
        one_of("modality", list(MODALITIES), "modalities this version knows"),
        between("attempt", 0, 100, "attempts are counted"),
        no_problem("claims_problem", "the reward stage reads the claims"),
        no_problem("task_problem", "a task carries what its kind needs, and no more"),
        no_problem("input_problem", "code that is shown names what runs it"),
        no_problem("dropped_seed_used", "a refused seed (licence, form) feeds no kept sample"),
    ]
    needed = ["instruction", "output_code", "output_render", "language", "runtime", "form", "claims"]
    return [
        common.identity("samples", "select record_id from seeds union all select record_id from samples"),
        common.kept("samples", needed, "a kept sample is a whole task"),
        Projection("rows", sql, rows),
        counts(
            "samples",
            section.samples,
            may_be_empty=("reason", "concept", "register", "sampling", "prompt_hash"),
        ),
    ]
