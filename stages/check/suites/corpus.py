"""Corpus: every sample placed once, nothing leaked between splits, nothing without a licence.

The leak check walks the parents of samples and seeds and compares programs and pictures itself: it does not
trust the columns `roots` and `cluster` that the split was made with.
"""

from __future__ import annotations

import duckdb

from stages.check import likeness
from stages.check.config import CheckSection
from stages.check.expect import Projection, between, filled, no_problem, one_of, positive
from stages.check.figures import Figure, counts
from stages.check.private import SUSPECT, personal, secrets
from stages.check.source import quote
from stages.check.suites import common
from stages.records.schemas import MODALITIES, SPLITS, TASKS

READS = ("seeds", "samples", "rewards")

LEAK = """
    with recursive edge as (
        select record_id as child, unnest(parents) as parent from samples
        union all select record_id, unnest(parents) from seeds),
    walk as (
        select record_id, split, sample_id as node from corpus where decision = 'keep'
        union
        select walk.record_id, walk.split, edge.parent from walk join edge on edge.child = walk.node),
    origin as (
        select walk.record_id, walk.split, seeds.kind,
            connector || ':' || package || '@' || version || '!' || path as file,
            seeds.record_id as seed, sha256(seeds.content) as bytes
        from walk join seeds on seeds.record_id = walk.node),
    mark as (
        select record_id, split, 'file ' || file as mark from origin
        union select record_id, split, 'seed ' || seed from origin
        union select record_id, split, 'bytes ' || bytes from origin where kind = 'raw'
        union select record_id, split, mark from likeness join corpus using (record_id)),
    first as (select mark, split, min(record_id) as record_id from mark group by mark, split),
    leak as (
        select mark.record_id, min(mark.mark || ' also in ' || first.split || ': ' || first.record_id) as leak
        from mark join first on first.mark = mark.mark and first.split <> mark.split group by mark.record_id),
    source as (
        select record_id, list_sort(list(distinct file)) as files from origin where kind = 'raw' group by 1)
    select corpus.record_id, leak.leak,
        case when source.files is null then 'no raw seed above it' end as source_problem,
        case when source.files <> list_sort(corpus.roots)
             then 'walked: ' || array_to_string(source.files, ', ') end as roots_problem
    from corpus
    left join leak on leak.record_id = corpus.record_id
    left join source on source.record_id = corpus.record_id
    where corpus.decision = 'keep'"""


CONTAMINATION = """
    select corpus.record_id,
        case when contaminated.verdict is not null then contaminated.verdict
             when decontamination not in ('clean', 'not checked') then 'kept: ' || decontamination
             when {asked} and decontamination = 'not checked' then decontamination end as contamination
    from corpus left join contaminated using (record_id) where decision = 'keep'"""

PRIVATE = f"""
    with text as (
        select record_id, concat_ws(chr(10), instruction, input_code, output_code) as text
        from corpus where decision = 'keep')
    select record_id,
        case when regexp_matches(text, {quote(SUSPECT)}) then secrets_in(text) end as secret,
        case when regexp_matches(text, {quote(SUSPECT)}) then personal_in(text) end as personal
    from text"""


def _secrets(text: str) -> str | None:
    return ", ".join(secrets(text)) or None


def _personal(text: str) -> str | None:
    return ", ".join(personal(text)) or None


def prepare(connection: duckdb.DuckDBPyConnection, section: CheckSection) -> None:
    """What the projections need beside tables: functions on texts, and what is alike."""
    for name, find in (("secrets_in", _secrets), ("personal_in", _personal)):
        connection.create_function(name, find, ["VARCHAR"], "VARCHAR", null_handling="special")
    likeness.register(connection, section)


def projections(section: CheckSection) -> list[Projection]:
    leak = [
        no_problem(
            "leak",
            "no held-out record shares a source file, a seed, a program or a picture, or one almost the same,"
            " with another split",
        ),
        no_problem("source_problem", "every kept record descends from a real file"),
        no_problem("roots_problem", "the column that splits are made from is the true ancestry"),
    ]
    sql = """
        select corpus.record_id, corpus.domain, corpus.task, corpus.modality, corpus.sample_id,
            case when corpus.decision = 'keep' then licence_outside(corpus.licence) end
                 as licence_not_allowed,
            case when corpus.slice <> concat_ws('/', corpus.task, corpus.domain, corpus.modality)
                 then corpus.slice end as slice_problem,
            case when samples.record_id is null then 'no such sample'
                 when not list_contains(corpus.parents, corpus.sample_id) then 'not among the parents'
                 when samples.decision = 'drop' and corpus.decision = 'keep' then 'dropped by synthesis'
                 when rewards.decision = 'drop' and corpus.decision = 'keep' then 'dropped by reward'
                 when rewards.record_id is null and corpus.decision = 'keep' then 'no verdict'
                 when samples.output_code is distinct from corpus.output_code
                      or samples.instruction is distinct from corpus.instruction
                      or samples.input_code is distinct from corpus.input_code
                 then 'content differs from the sample' end as sample_problem,
            case when corpus.decision <> 'keep' then null
                 when corpus.image_render is not null and coalesce(octet_length(image), 0) = 0
                 then 'names an image but holds none'
                 when hex(image[1:4]) <> '89504E47' then 'not a PNG' end as image_problem
        from corpus
        left join samples on samples.record_id = corpus.sample_id
        left join rewards on rewards.sample_id = corpus.sample_id"""
    rows = [
        *(filled(c, "a row is one placed sample") for c in ("domain", "task", "modality", "sample_id")),
        one_of("domain", section.domains, "domains that the pipeline was asked for"),
        one_of("task", list(TASKS), "tasks this version knows"),
        one_of("modality", list(MODALITIES), "modalities this version knows"),
        no_problem("licence_not_allowed", "nothing is trained on without a licence from the allow-list"),
        no_problem("slice_problem", "a slice is task/domain/modality"),
        no_problem("sample_problem", "a row is its sample, and kept only where every stage kept it"),
        no_problem("image_problem", "what is shown to a model is the render's PNG"),
    ]
    placed = [
        one_of("split", list(SPLITS), "train, validation or test"),
        positive("weight", "a weight of 0 or less would unlearn or hide a record"),
    ]
    needed = [
        "split",
        "slice",
        "weight",
        "cluster",
        "decontamination",
        "licence",
        "attribution",
        "instruction",
    ]
    needed += ["output_code", "output_render", "language", "runtime", "form", "claims"]
    per_sample = Projection(
        "samples",
        "select samples.record_id, count(corpus.record_id) as corpus_rows from samples"
        " left join corpus on corpus.sample_id = samples.record_id group by 1",
        [
            between(
                "corpus_rows", 1, 1, "every sample is in the corpus once, dropped ones with their reason"
            ),
        ],
    )
    checked = [no_problem("contamination", "no benchmark item in the corpus, or scores on it mean nothing")]
    private = [
        no_problem("secret", "nobody's keys or passwords are learned and published"),
        no_problem("personal", "data of persons do not belong into a corpus of code", "warn"),
    ]
    return [
        common.identity("corpus", "select record_id from samples union all select record_id from rewards"),
        common.kept("corpus", needed, "a kept row is complete"),
        Projection("rows", sql, rows),
        Projection("placed", "select record_id, split, weight from corpus where decision = 'keep'", placed),
        Projection("ancestry", LEAK, leak),
        Projection("contamination", CONTAMINATION.format(asked=bool(section.benchmarks)), checked),
        Projection("private", PRIVATE, private),
        *_quotas(section),
        per_sample,
        counts("corpus", section.corpus, *_shares(section), may_be_empty=("reason",)),
    ]


def _quotas(section: CheckSection) -> list[Projection]:
    """Share of the kept rows that each slice and each source package has."""
    whole = "(select count(*) from corpus where decision = 'keep')"
    groups = {
        "slice": (
            "select slice as name, sample_id from corpus where decision = 'keep'",
            section.slice_share_max,
        ),
        "package": (
            "select distinct split_part(unnest(roots), '!', 1) as name, sample_id from corpus"
            " where decision = 'keep'",
            section.package_share_max,
        ),
    }
    return [
        Projection(
            f"quota.{group}",
            f"select name as record_id, count(*) / {whole} as {group}_share from ({rows}) group by name",
            [between(f"{group}_share", 0, most, f"no {group} outweighs the others")],
        )
        for group, (rows, most) in groups.items()
    ]


def _shares(section: CheckSection) -> list[Figure]:
    """Share of every split, and rows of every slice in every split."""
    kept = "count(*) filter (decision = 'keep'"
    figures = [
        Figure(
            f"share.{split}",
            f"{kept} and split = {quote(split)}) / nullif({kept}), 0)",
            low,
            high,
            "share_problem",
        )
        for split, (low, high) in sorted(section.split_share.items())
    ]
    for name in sorted(section.slices):
        for split, least in sorted(section.slice_rows.items()):
            sql = f"{kept} and slice = {quote(name)} and split = {quote(split)})"
            figures.append(Figure(f"{name}.{split}", sql, least, family="slice_problem"))
    return figures
