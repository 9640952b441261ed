"""Groups of processes, read from outside."""

from __future__ import annotations

import os
import subprocess

from stages.sandbox.watch import Group

MANY = 700
"""Children whose numbers fill more than a page, which is what the kernel gives at a time."""


def test_all_of_a_large_group_are_found() -> None:
    shell = f"for i in $(seq {MANY}); do sleep 60 & done; echo ready; wait"
    started = subprocess.Popen(["sh", "-c", shell], stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert started.stdout.readline() == b"ready\n"
        pidfd = os.pidfd_open(started.pid)
        assert len(Group(pidfd, 0.0).members()) == MANY + 1
        os.close(pidfd)
    finally:
        os.killpg(started.pid, 9)
        started.communicate()
