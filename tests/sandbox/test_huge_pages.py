"""Memory that is gathered into huge pages holds what it held."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
from stages.sandbox.harness import huge_pages
held = [bytes([i % 251]) * 1000 for i in range(40_000)]
count = huge_pages.collapse()
assert all(block == bytes([i % 251]) * 1000 for i, block in enumerate(held))
with open("/proc/self/smaps_rollup") as rollup:
    print(count, next(int(line.split()[1]) for line in rollup if line.startswith("AnonHugePages")))
"""


def test_collapsing_keeps_the_content() -> None:
    if tuple(map(int, os.uname().release.split(".")[:2])) < (6, 1):
        pytest.skip("the kernel is older than 6.1")
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    count, held_kb = map(int, done.stdout.split())
    assert count >= 5 and held_kb >= 2048 * 5
