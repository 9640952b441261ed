"""conf/takedown.yaml: what a REF stands for as content hashes, and the entry that is written of it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from stages.config.params import PARAMS_FILE, load_section, nested, raw_params
from stages.crawl.takedown import Entry, TakedownSection
from stages.errors import JanusError
from stages.lineage.edges import ARCHIVE, FILE, INCLUDED
from stages.lineage.graph import Graph
from stages.lineage.refs import Resolved
from stages.records.cache import write_atomic

CONF = Path("conf/takedown.yaml")
HEADER = (
    "# Content that must not be used any more. Written by `janus takedown REF --reason TEXT`, kept in git.\n"
)
NODE = {"seed": "record_id", "file": FILE, "archive": ARCHIVE}
"""Kinds that a takedown may begin at, and the node id of a seed's row as that kind."""

_CONTENTS = """
with refs as (select unnest(?) as ref),
asked as (select * from seeds where {node} in (select ref from refs)),
helped as (select record_id, {included} as file from seeds),
named as (
  select * from asked where kind = 'raw'
  union select up.* from asked join seeds up on list_contains(asked.parents, up.record_id)),
raw as (
  select distinct other.record_id, other.content
    from named join seeds other using (connector, package, version, path)
    where other.kind = 'raw' and (other.record_id = named.record_id
      or other.span.start < named.span."end" and named.span.start < other.span."end"))
select distinct sha256(content) from (
  select content from raw
  union all select seeds.content from seeds join raw on list_contains(seeds.parents, raw.record_id)
  union all select content from seeds where record_id in (
    select record_id from helped where file in (select ref from refs)))
where octet_length(content) > 0 order by 1"""


def contents_of(graph: Graph, resolved: Resolved) -> list[str]:
    """Hashes of the raw and prepared bytes that a REF stands for, sorted; [] where they are gone already.

    Pieces of one file that share bytes go together, and with a file what was prepared with its help. Not
    covered: a function that other pieces were prepared with, asked for as a seed; its file takes them too.
    Raises JanusError for a REF that is no seed, file or package.
    """
    if resolved.kind not in NODE:
        above = graph.ancestors(resolved.ids)
        seeds = sorted(node for node in above if graph.kind(node) == "seed")
        more = f"; this {resolved.kind} came from {', '.join(seeds[:4])}" if seeds else ""
        raise JanusError(
            f"{resolved.ref}: a takedown begins at a seed, a file or a package, not at a {resolved.kind}",
            do=f"name what is to go: a seed's id, package!path or pypi:NAME{more}",
        )
    query = _CONTENTS.format(node=NODE[resolved.kind], included=INCLUDED)
    found = graph.sources.connection.execute(query, [list(resolved.ids)]).fetchall()
    return [content for (content,) in found]


def read_entries(root: Path, *, committed: bool = True) -> TakedownSection:
    """conf/takedown.yaml. Raises JanusError where it is absent, unreadable, or not what params.yaml has.

    `committed`: also where it has changes that git does not have yet.
    """
    path = root / CONF
    if not path.is_file():
        raise JanusError(f"{CONF} is missing", do="restore it: git checkout conf/takedown.yaml")
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        section = nested(TakedownSection, values)
    except (yaml.YAMLError, ValueError) as error:
        raise JanusError(
            f"{CONF} is not readable: {error}", where=str(path), do="git diff conf/takedown.yaml"
        ) from None
    status = subprocess.run(
        ["git", "status", "--porcelain", "--", str(CONF)], cwd=root, capture_output=True, text=True
    )
    if committed and status.stdout.strip():
        raise JanusError(
            f"{CONF} has changes that are not committed",
            where=str(path),
            do=f"commit or undo them first: git diff {CONF}",
        )
    if section != load_section("takedown", TakedownSection, raw_params(root / PARAMS_FILE)):
        raise JanusError(
            f"{PARAMS_FILE} and {CONF} disagree",
            where=str(root / PARAMS_FILE),
            do="run `janus config write` with the overrides in use, then `dvc repro`",
        )
    return section


def new_entry(section: TakedownSection, resolved: Resolved, contents: list[str], reason: str) -> Entry:
    """The entry for what is not taken down yet. Raises JanusError where nothing is, or for a bad reason."""
    known = section.reasons()
    left = [content for content in contents if content not in known]
    if not left:
        given = next((known[content] for content in contents), "its rows have no content any more")
        raise JanusError(f"{resolved.ref} is already taken down: {given}", where=str(CONF))
    ref = resolved.ref if resolved.kind != "seed" else resolved.ids[0]
    try:
        return Entry(ref=ref, reason=reason, contents=left)
    except ValidationError as error:
        raise JanusError(f"bad reason: {error.errors()[0]['msg']}", do="give one line of text") from None


def write_entry(root: Path, section: TakedownSection, entry: Entry) -> None:
    """Append to conf/takedown.yaml, and to params.yaml as `janus config write` with its overrides would."""
    from omegaconf import OmegaConf

    entries = [one.model_dump() for one in (*section.entries, entry)]
    text = HEADER + yaml.safe_dump({"entries": entries}, sort_keys=False, allow_unicode=True)
    params: dict[str, Any] = raw_params(root / PARAMS_FILE)
    params["takedown"] = {"entries": entries}
    composed = OmegaConf.to_yaml(OmegaConf.create(params))
    write_atomic(root / CONF, text.encode("utf-8"))
    write_atomic(root / PARAMS_FILE, composed.encode("utf-8"))
