"""Seeds: real code with a licence that allows its use, in an archive that is named by hash."""

from __future__ import annotations

from stages.check.config import CheckSection
from stages.check.expect import Projection, filled, matches, no_problem, one_of
from stages.check.figures import Figure, counts
from stages.check.suites import common

READS: tuple[str, ...] = ()


def projections(section: CheckSection) -> list[Projection]:
    sql = """
        with edge as (select record_id, unnest(parents) as parent from seeds),
        above as (
            select edge.record_id, bool_or(up.kind = 'raw') as from_raw
            from edge join seeds as up on up.record_id = edge.parent group by edge.record_id)
        select seeds.record_id, domain, kind, connector, package, version, path, archive_sha256, url,
            case when decision = 'keep' then licence_outside(licence) end as licence_not_allowed,
            case when decision = 'keep' and coalesce(octet_length(content), 0) = 0
                 then 'kept without content' end as content_problem,
            case when span.start < 0 or span."end" < span.start
                      or (span."end" = span.start and (decision = 'keep' or octet_length(content) > 0))
                 then concat(span.start, '..', span."end") end as span_problem,
            case when kind = 'raw' and above.record_id is not null then 'raw, but descends from a seed'
                 when kind = 'prepared' and not coalesce(above.from_raw, false)
                 then 'prepared, but without its raw row' end as kind_problem
        from seeds left join above on above.record_id = seeds.record_id"""
    rows = [
        filled("domain", "every seed belongs to a domain"),
        one_of("domain", section.domains, "domains that the pipeline was asked for"),
        filled("kind", "raw or prepared"),
        one_of("kind", ["raw", "prepared"], "bytes as found, or made to stand alone"),
        *(
            filled(column, "the source file is named completely, so that it can be found again")
            for column in ("connector", "package", "version", "path", "archive_sha256", "url")
        ),
        matches("archive_sha256", "^[0-9a-f]{64}$", "the archive is pinned by its full SHA-256"),
        no_problem("licence_not_allowed", "nothing is trained on without a licence from the allow-list"),
        no_problem("content_problem", "a kept seed has bytes"),
        no_problem(
            "span_problem", "the span lies in the file; only empty files and refused members have none"
        ),
        no_problem("kind_problem", "a prepared row is the child of the bytes as found"),
    ]
    prepared = "count(*) filter (decision = 'keep' and kind = 'prepared')"
    return [
        common.identity("seeds", "select record_id from seeds", foreign=common.ARCHIVE),
        common.kept(
            "seeds", ["language", "runtime", "licence", "attribution"], "a seed that may be used says so"
        ),
        Projection("rows", sql, rows),
        counts("seeds", section.seeds, Figure("prepared", prepared, 1), may_be_empty=("reason", "includes")),
    ]
