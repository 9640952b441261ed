"""Sections `runtime` and `sandbox` of params.yaml."""

from __future__ import annotations

from pydantic import Field

from stages.config import Section


class RuntimeLimits(Section):
    """Limits of one runtime, and whether a machine without it may run the pipeline."""

    cpu_s: float
    """Processor seconds of the whole process group of a sample."""
    wall_s: float | None
    """Seconds by the clock on the wall; None means 4 × cpu_s + 10."""
    memory_mb: int
    """Resident memory of the group, MiB."""
    disk_mb: int
    """Private temporary file system, MiB."""
    output_kb: int
    """Cap on picture, frames and evidence together, KiB."""
    processes: int
    """Processes and threads at one time."""
    required: bool


class RuntimeSection(Section):
    """Section `runtime`: one entry a runtime."""

    python: RuntimeLimits
    svg: RuntimeLimits
    test: RuntimeLimits
    manim: RuntimeLimits
    r: RuntimeLimits
    octave: RuntimeLimits
    gnuplot: RuntimeLimits
    vega_lite: RuntimeLimits = Field(alias="vega-lite")
    html: RuntimeLimits
    canvas: RuntimeLimits
    mermaid: RuntimeLimits
    plotly: RuntimeLimits

    def of(self, runtime: str) -> RuntimeLimits:
        """The entry of a runtime."""
        return getattr(self, runtime.replace("-", "_"))

    @classmethod
    def alike(cls, limits: RuntimeLimits) -> RuntimeSection:
        """The same limits for every runtime."""
        return cls(**{info.alias or name: limits for name, info in cls.model_fields.items()})


class SandboxSection(Section):
    """Section `sandbox`."""

    allow_unsafe: bool
    """Run samples without namespaces where bubblewrap is missing. For a machine that is itself disposable."""
