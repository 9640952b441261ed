"""Renders: one verdict for every code that a sample names, an image where it says ok."""

from __future__ import annotations

from stages.check.config import CheckSection
from stages.check.expect import Projection, filled, matches, no_problem, one_of
from stages.check.figures import Figure, counts
from stages.check.suites import common
from stages.sandbox.runtimes import RUNTIMES

READS = ("samples",)
WITHOUT_PICTURE = ", ".join(f"'{runtime.name}'" for runtime in RUNTIMES.values() if not runtime.draws)
STATUSES = [
    "ok",
    "no_output",
    "blank",
    "exception",
    "cpu_timeout",
    "wall_timeout",
    "oom",
    "killed",
    "forbidden",
    "nondeterministic",
    "unavailable",
]
_MISSING = """
    select record_id, 'input: ' || input_render as render from needed where input_render not in (from known)
    union all
    select record_id, 'output: ' || output_render from needed where output_render not in (from known)
    union all
    select record_id, 'image: ' || image_render from needed where image_render not in (from known)"""


def projections(section: CheckSection) -> list[Projection]:
    sql = f"""
        select record_id, code, code_hash, runtime, limits, status, runtime_fingerprint, result_hash,
            case when status <> 'ok' then null
                 when runtime in ({WITHOUT_PICTURE}) and png is not null then 'an image where none is drawn'
                 when runtime in ({WITHOUT_PICTURE}) then null
                 when coalesce(octet_length(png), 0) = 0 then 'ok without an image'
                 when coalesce(width, 0) < 1 or coalesce(height, 0) < 1
                 then 'ok without a size' end as image_problem,
            case when status = 'ok' and (evidence is null or not json_valid(evidence))
                 then 'ok without evidence' end as evidence_problem,
            case when status <> 'ok' and decision = 'keep' then status end as status_of_kept,
            case when len(parents) > 0 then parents[1] end as parent_of_shared_row
        from renders"""
    rows = [
        *(
            filled(c, "a render is keyed by code, runtime and limits, and carries its verdict")
            for c in (
                "code",
                "code_hash",
                "runtime",
                "limits",
                "status",
                "runtime_fingerprint",
                "result_hash",
            )
        ),
        one_of("status", STATUSES, "statuses are a contract (janus execute)"),
        one_of("runtime", sorted(RUNTIMES), "runtimes this version knows"),
        matches("code_hash", "^[0-9a-f]{64}$", "a full SHA-256 of the code"),
        no_problem("image_problem", "ok means that something was drawn, or that tests passed"),
        no_problem("evidence_problem", "criteria are decided from evidence"),
        no_problem("status_of_kept", "only a code that drew is kept"),
        no_problem("parent_of_shared_row", "renders are shared: rows that use them carry the edge"),
    ]
    missing = Projection(
        "samples",
        "with known as (select record_id from renders where record_id is not null),"
        " needed as (from samples where decision = 'keep')"
        " select samples.record_id, min(missing.render) as render_not_found from samples"
        f" left join ({_MISSING}) as missing on missing.record_id = samples.record_id group by 1",
        [
            no_problem("render_not_found", "every code of a kept sample was executed"),
        ],
    )
    ok = "avg((status = 'ok')::int)"
    unavailable = "count(*) filter (status = 'unavailable')"
    return [
        common.identity("renders", "select null::varchar as record_id"),
        Projection("rows", sql, rows),
        missing,
        counts(
            "renders",
            section.renders,
            Figure("ok_share", ok, section.render_ok_share, 1, "share_problem"),
            Figure("unavailable", unavailable, 0, 0, "unusual"),
            may_be_empty=("reason", "stderr", "frames"),
        ),
    ]
