"""Which columns are nodes and edges: the views `node(id, kind, stage, label)` and `edge(parent, child)`.

Direction is from what was read to what was made of it:

    archive → file → raw seed → prepared seed → sample → reward → corpus → checkpoint → prediction → metric
                                    └─ render ─────┘ (either way, see below) └── reward

*Renders* are shared by every row with the same code, so an edge to or from one has to be chosen with care or
the graph gets cycles (an image-to-code sample reads a picture and its answer draws the very same picture):
- a render that a sample *reads* (`image_render`, `input_render`) is its parent;
- a kept generation sample defines its code, so it is a parent of its `output_render`;
- any other sample (editing, image-to-code, translation, a dropped attempt) is a parent of its `output_render`
  only where no kept generation sample draws it and no sample reads it: an input is never also an output, and
  an attempt that was thrown away is no ancestor of what another one gave;
- a seed that stands alone is a parent of the render of its very bytes.
*Predictions* name renders as an attribute only: a model may reproduce a reference byte for byte, which would
lead from a checkpoint back into its own corpus. *Slices and splits* are attributes of corpus rows.
*Files*: those that were inlined into a prepared seed (`includes`) lead to it, seeds of their own or not.
*Bases*: pretrained weights that a model began with lead to its checkpoints; what those learned from is not
known.
*Consumption*: a record that was read at step s (whatever its role: train, validation, tokenizer) leads to the
first checkpoint at or after s, and each checkpoint of a model leads to the next.
"""

from __future__ import annotations

from stages.lineage.views import Sources

KINDS = (
    "archive",
    "file",
    "seed",
    "sample",
    "render",
    "reward",
    "corpus",
    "slice",
    "base",
    "checkpoint",
    "prediction",
    "metric",
)
"""Node kinds in the order of the pipeline."""

ARCHIVE = "concat(connector, ':', package, case when version <> '' then '@' || version else '' end)"
FILE = f"concat({ARCHIVE}, '!', path)"

WRAPPED = ("npm", "pypi")
"""Connectors whose archives have one top folder, which `includes` leaves out of its paths."""

_INSIDE = "regexp_replace(unnest(includes), '@[0-9a-f]{64}$', '')"
_TOP = f"case when connector in {WRAPPED} then concat(split_part(path, '/', 1), '/') else '' end"
INCLUDED = f"concat({ARCHIVE}, '!', {_TOP}, {_INSIDE})"
"""Node id of each file that a seed's row includes."""

_DROPPED = "case when decision = 'drop' then concat(' [dropped: ', reason, ']') else '' end"

NODE = f"""
create view step as
  select distinct model, checkpoint as step, concat('models/', model, '@', checkpoint) as id from (
    select model, checkpoint from consumption where checkpoint is not null
    union select model, step from checkpoint_folder
    union select model, try_cast(regexp_extract(checkpoint, '@([0-9]+)$', 1) as bigint) from predictions
      where regexp_matches(checkpoint, '^models/.+@[0-9]+$'));

create view included as
  select {INCLUDED} as file, {ARCHIVE} as archive, {_INSIDE} as path, record_id from seeds;

create view node as
  select distinct {ARCHIVE} as id, 'archive' as kind, 'crawl' as stage, {ARCHIVE} as label from seeds
  union all
  select distinct {FILE}, 'file', 'crawl', path from seeds
  union all
  select distinct file, 'file', 'crawl', path from included
    where file not in (select {FILE} from seeds)
  union all
  select record_id, 'seed', stage,
    concat(kind, ' ', domain, ' ', parse_filename(path),
      case when path like '%.parquet#%' then concat(' row ', span.start)
        when span.start > 0 then concat(' bytes ', span.start, '-', span."end") else '' end, {_DROPPED})
    from seeds
  union all
  select record_id, 'sample', stage,
    concat(task, '/', domain, ' ', strategy, ': ', instruction[:70], {_DROPPED}) from samples
  union all
  select record_id, 'render', stage, concat(runtime, ' ', status, ' ', width, '×', height) from renders
  union all
  select record_id, 'reward', stage, concat(task, '/', domain, ' total ', round(total, 3), {_DROPPED})
    from rewards
  union all
  select record_id, 'corpus', stage, concat(split, ' ', slice, {_DROPPED}) from corpus
  union all
  select id, 'checkpoint', 'train', concat(model, ' after step ', step) from step
  union all
  select distinct id, 'base', 'train', 'pretrained, ancestry unknown' from base
  union all
  select record_id, 'prediction', stage, concat(model, ' ', variant, ' ', task, '/', domain, ' ', status)
    from predictions
  union all
  select id, 'metric', 'evaluate', label from metric;
"""

EDGE = f"""
create view drawn as
  select distinct output_render as render from samples
    where task = 'generation' and decision = 'keep' and output_render is not null;

create view shown as
  select image_render as render, record_id from samples where image_render is not null
  union select input_render, record_id from samples where input_render is not null;

create view edge as
  select {ARCHIVE} as parent, {FILE} as child from seeds
  union select {FILE}, record_id from seeds where kind = 'raw'
  union select archive, file from included
  union select file, record_id from included
  union select unnest(parents), record_id from seeds
  union select seeds.record_id, renders.record_id from seeds join renders
    on sha256(seeds.content) = renders.code_hash and seeds.runtime = renders.runtime
  union select unnest(parents), record_id from samples
  union select render, record_id from shown
  union select record_id, output_render from samples where output_render is not null
    and (task = 'generation' and decision = 'keep' or output_render not in
      (select render from drawn union select render from shown))
  union select unnest(parents), record_id from rewards
  union select render, record_id from rewards where render is not null
  union select unnest(parents), record_id from corpus
  union select log.corpus_id, step.id from consumption log
    asof join step on step.model = log.model and step.step >= log.step
  union select * from (
    select lag(id) over (partition by model order by step) as earlier, id from step) where earlier is not null
  union select base.id, step.id from base join step on base.model = step.model
  union select unnest(parents), record_id from predictions
  union select corpus_id, record_id from predictions where corpus_id is not null
  union select checkpoint, record_id from predictions where checkpoint is not null
  union select predictions.record_id, metric.id from predictions join metric
    on predictions.model = metric.model and predictions.variant = metric.variant;
"""


def create_views(sources: Sources) -> None:
    """Create `node` and `edge` (and what they build on) in the connection of `sources`.

    `edge` may name ends that no table has; `graph` leaves those edges out and `verify` reports them.
    """
    import pyarrow as pa

    from stages.lineage.metrics import metric_nodes
    from stages.lineage.models import bases

    folders = [path for path in sources.root.glob("models/*/checkpoints/*") if path.name.isdigit()]
    steps = pa.table(
        {
            "model": pa.array([path.parent.parent.name for path in folders], pa.string()),
            "step": pa.array([int(path.name) for path in folders], pa.int64()),
        }
    )
    sources.connection.register("checkpoint_folder", steps)
    began = [{"model": model, "id": base} for model, base in bases(sources.root).items() if base is not None]
    schema = pa.schema([("model", pa.string()), ("id", pa.string())])
    sources.connection.register("base", pa.Table.from_pylist(began, schema))
    sources.connection.register("metric", metric_nodes(sources.root))
    sources.connection.execute(NODE)
    sources.connection.execute(EDGE)
