"""Execution of code that nobody has read: verdict, picture and evidence, with the host out of its reach.

    from stages.sandbox import Limits, execute
    execute("import matplotlib.pyplot as plt; plt.plot([1, 3])", "python",
            Limits(cpu_s=10, wall_s=None, memory_mb=1024, disk_mb=64, output_kb=16384, processes=32))

`Executor` runs many through templates and the record cache; `render_row` makes a row of table `renders`.
"""

from stages.sandbox.config import RuntimeLimits, RuntimeSection, SandboxSection
from stages.sandbox.executor import Executor, execute, limits_of
from stages.sandbox.rows import render_id, render_key, render_row
from stages.sandbox.runtimes import RUNTIMES, runtime_fingerprint
from stages.sandbox.verdict import STATUSES, Execution, Limits

__all__ = [
    "RUNTIMES",
    "STATUSES",
    "Execution",
    "Executor",
    "Limits",
    "RuntimeLimits",
    "RuntimeSection",
    "SandboxSection",
    "execute",
    "limits_of",
    "render_id",
    "render_key",
    "render_row",
    "runtime_fingerprint",
]
