"""Section `check` of params.yaml: what the gates ask for.

The gates carry their own numbers and their own licence list: a gate that took its allowance from the
producer it guards would open with it.
"""

from __future__ import annotations

from stages.config import Section


class TableMinima(Section):
    """Least rows of one table. Domains and tasks that are not named are not asked for."""

    rows: int
    kept: int
    kept_by_domain: dict[str, int]
    kept_by_task: dict[str, int]
    dropped_share_warn: float
    """A warning, not a stop, above this share of dropped rows."""


class LikenessLimits(Section):
    """What counts as a near-duplicate across splits and as a benchmark item, as in section `assemble`."""

    shingle: int
    code_similarity: float
    instruction_similarity: float
    permutations: int


class CheckSection(Section):
    licences: list[str]
    """SPDX ids that a kept row may carry; every term of an AND must be here, one side of an OR."""
    domains: list[str]
    """Domains that a row may belong to."""
    seeds: TableMinima
    samples: TableMinima
    renders: TableMinima
    rewards: TableMinima
    corpus: TableMinima
    predictions: TableMinima
    render_ok_share: float
    """Least share of renders with status ok."""
    reward_mean_warn: list[float]
    """Range [low, high] of the mean total over judged samples; outside it is a warning."""
    reward_baseline: str | None
    """File that `python -m stages.check.drift` wrote of rewards known to be good; null: not compared."""
    reward_drift_warn: float
    """Most population stability index of a slice's totals against the baseline; above it is a warning."""
    slices: list[str]
    """task/domain/modality that the corpus must hold."""
    slice_rows: dict[str, int]
    """Least kept rows of every slice in each split."""
    split_share: dict[str, list[float]]
    """Range [low, high] of each split's share of the kept rows."""
    slice_share_max: float
    package_share_max: float
    """Most that one slice, and one source package, may have of the kept rows."""
    likeness: LikenessLimits
    benchmarks: list[str]
    """Local folders whose items no kept row may hold; empty: whether rows were checked is not asked."""
    models: list[str]
    """Models that data/predictions must hold, each with all its variants."""
    predictions_by_model: int
