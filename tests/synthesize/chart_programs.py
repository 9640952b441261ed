"""Programs of the chart tests, and the evidence of what they draw in the real sandbox."""

from __future__ import annotations

import atexit
from functools import cache
from typing import Any

from stages.sandbox import Executor, RuntimeLimits, RuntimeSection, SandboxSection
from stages.synthesize.domain import Program

LIMITS = RuntimeLimits(
    cpu_s=10, wall_s=60, memory_mb=1024, disk_mb=16, output_kb=8192, processes=32, required=True
)
HEAD = "import matplotlib.pyplot as plt\n"
PROGRAMS = {
    "bars": HEAD
    + """fig, ax = plt.subplots(layout='constrained')
ax.bar(['apple', 'pear', 'plum'], [3, 7, 5], color='tab:red')
ax.set_title('Fruit')
ax.set_xlabel('kind')
ax.set_ylabel('kilos')
plt.show()
""",
    "lines": HEAD
    + """import numpy as np
x = np.linspace(0, 10, 200)
plt.plot(x, np.sin(x) + 2, label='up')
plt.plot(x, np.cos(x) + 4, '--', label='down')
plt.title('Waves')
plt.legend()
plt.grid()
plt.show()
""",
    "pie": HEAD + "plt.pie([1, 1, 2], labels=['a', 'b', 'c'], colors=['red', 'green', 'blue'])\n",
    "grid": HEAD
    + """fig, axs = plt.subplots(2, 2)
axs[0, 0].plot([1, 2, 3], [1, 4, 9])
axs[0, 1].scatter([1, 2, 3], [3, 2, 5])
axs[1, 0].bar([1, 2, 3], [3, 1, 2])
axs[1, 1].plot([3, 2, 1])
axs[0, 1].set_title('points')
fig.suptitle('Four')
""",
    "level": HEAD + "plt.scatter([1, 2, 4], [2, 5, 3], color='#2ca02c')\nplt.axhline(4, color='k')\n",
    "log": HEAD + "plt.plot([1, 2, 3, 4], [1, 10, 100, 1000], color='purple')\nplt.yscale('log')\n",
    "stacked": HEAD + "plt.bar([1, 2], [3, 4])\nplt.bar([1, 2], [1, 2], bottom=[3, 4])\n",
    "lying": HEAD + "plt.barh(['ant', 'bee'], [2, 8], height=0.5)\n",
    "cells": HEAD + "plt.imshow([[1, 2, 3], [4, 5, 6]], cmap='magma')\n",
    "polar": HEAD + "ax = plt.subplot(projection='polar')\nax.plot([0, 1, 2], [1, 2, 3])\n",
    "empty": HEAD + "plt.subplots()\n",
    "unseen": HEAD + "plt.plot([1, 2], [3, 5])\nplt.plot(9, 4)\nplt.plot(1, 4, 's-')\nplt.step([2], [4])\n",
    "all unseen": HEAD + "plt.plot(1, 2)\nplt.plot([3, 4], [5, float('nan')])\nplt.xlabel('metres')\n",
    "surface": HEAD
    + """import numpy as np
ax = plt.figure().add_subplot(projection='3d')
x, y = np.meshgrid(range(4), range(4))
ax.plot_surface(x, y, x * y)
""",
}


@cache
def executor() -> Executor:
    """One warm template for all chart tests of a process."""
    runtimes = RuntimeSection.alike(LIMITS)
    started = Executor(runtimes, SandboxSection(allow_unsafe=False), None, count=1).__enter__()
    atexit.register(started.__exit__, None, None, None)
    return started


@cache
def drawn(code: str) -> Program:
    """The program with its evidence; one execution a program and test process."""
    execution = executor().execute(code, "python")
    assert execution.status == "ok", execution.stderr
    return Program(code, execution.evidence)


def program(name: str) -> Program:
    return drawn(PROGRAMS[name])


def only_axes(evidence: dict[str, Any]) -> dict[str, Any]:
    (axes,) = evidence["figures"][-1]["axes"]
    return axes
