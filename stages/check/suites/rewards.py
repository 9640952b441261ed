"""Rewards: totals that follow from their criteria, decisions that follow from totals.

Only a model that was asked may leave a criterion undecided (`passed` is null), and only in a dropped row.
"""

from __future__ import annotations

from stages.check import drift
from stages.check.config import CheckSection
from stages.check.expect import Projection, between, filled, no_problem, one_of
from stages.check.figures import Figure, counts
from stages.check.suites import common
from stages.records.schemas import MODALITIES, TASKS

READS = ("samples", "renders")


def projections(section: CheckSection) -> list[Projection]:
    sql = """
        select rewards.record_id, rewards.sample_id, rewards.domain, rewards.task, rewards.modality, total,
            threshold,
            case when samples.record_id is null then rewards.sample_id end as sample_not_found,
            case when samples.task <> rewards.task or samples.domain <> rewards.domain
                      or samples.modality <> rewards.modality
                 then concat_ws('/', samples.task, samples.domain, samples.modality) end as place_of_sample,
            case when rewards.decision = 'keep' and samples.decision <> 'keep' then samples.reason end
                 as dropped_sample_kept,
            case when rewards.decision = 'keep' and coalesce(renders.status, 'absent') <> 'ok'
                 then coalesce(renders.status, 'absent') end as render_of_kept,
            case when rewards.decision = 'keep' and not coalesce(total >= threshold, false)
                 then concat('total ', total, ' under ', threshold) end as decision_problem,
            case when rewards.decision = 'keep' and len(criteria) = 0 then 'no criteria'
                 when len(list_filter(criteria, lambda c: not coalesce(c.weight > 0, false)
                          or c.passed is null and (rewards.decision = 'keep' or judge is null))) > 0
                 then 'a criterion without weight or verdict'
                 when len(criteria) > 0 and abs(total - greatest(0, 1
                     - list_sum(list_transform(criteria, lambda c: c.weight * (not c.passed)::int))
                     / list_sum(list_transform(criteria,
                         lambda c: c.weight * (not starts_with(c.id, 'general:'))::int)))) > 0.001
                 then concat('total ', total, ' does not follow from the weights that failed') end
                 as criteria_problem
        from rewards
        left join samples on samples.record_id = rewards.sample_id
        left join renders on renders.record_id = rewards.render"""
    rows = [
        *(filled(c, "a verdict is about one sample") for c in ("sample_id", "domain", "task", "modality")),
        one_of("domain", section.domains, "domains that the pipeline was asked for"),
        one_of("task", list(TASKS), "tasks this version knows"),
        one_of("modality", list(MODALITIES), "modalities this version knows"),
        between("total", 0, 1, "a total is a share of weights"),
        between("threshold", 0, 1, "a threshold is compared with a share"),
        no_problem("sample_not_found", "a verdict on a sample that exists"),
        no_problem("place_of_sample", "task, domain and modality are the sample's"),
        no_problem("dropped_sample_kept", "what synthesis dropped stays dropped"),
        no_problem("render_of_kept", "a kept sample's code drew"),
        no_problem("decision_problem", "kept means at or above the threshold"),
        no_problem("criteria_problem", "the total is computed from criteria, never given"),
    ]
    per_sample = Projection(
        "samples",
        "select samples.record_id, count(rewards.record_id) as verdicts from samples"
        " left join rewards on rewards.sample_id = samples.record_id"
        " where samples.decision = 'keep' group by 1",
        [
            between("verdicts", 1, 1, "every kept sample has exactly one verdict"),
        ],
    )
    low, high = section.reward_mean_warn
    return [
        *drift.projections(section),
        common.identity("rewards", "select record_id from samples union all select record_id from renders"),
        common.kept("rewards", ["render", "total", "threshold"], "a kept verdict is complete"),
        Projection("rows", sql, rows),
        per_sample,
        counts(
            "rewards",
            section.rewards,
            Figure("mean_total", "avg(total)", low, high, "unusual"),
            may_be_empty=("reason", "judge"),
        ),
    ]
