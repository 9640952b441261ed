"""JanusForge: multimodal code corpora and the models trained on them, with lineage that holds.

`stages/<name>` is what dvc.yaml calls `<name>`. The shared ground is `records` (identity, schemas, tables,
record cache), `config` (typed params), `sandbox` (execution), `engine` (parallel map), `lineage`, `tracking`
(run records and MLflow) and `cli` (the `janus` command).
"""

__version__ = "0.1.0"
