"""Looking for processes that should be gone."""

from __future__ import annotations

import time
from pathlib import Path


def named(marker: str) -> list[int]:
    """Living processes, in any namespace below ours, whose name starts with `marker` (zombies are dead)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if status.startswith(f"Name:\t{marker}") and "State:\tZ" not in status:
            found.append(int(entry.name))
    return found


def below(root: int) -> set[int]:
    """Living descendants of a process."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[0] != "Z":
            parents[int(entry.name)] = int(fields[1])
    found: set[int] = set()
    while more := {pid for pid, parent in parents.items() if parent in found | {root}} - found:
        found |= more
    return found


def wait_until_gone(pids: set[int], seconds: float = 10.0) -> set[int]:
    """Those that still live when the time is up."""
    end = time.monotonic() + seconds
    while (alive := {p for p in pids if _lives(p)}) and time.monotonic() < end:
        time.sleep(0.05)
    return alive


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
