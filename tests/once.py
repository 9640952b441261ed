"""What tests of several files need and that takes long to make is made once a session.

`make test` runs two workers of pytest-xdist, and a session fixture is one for each worker: both would train
the same two models, and four files of tests/pipeline would each build the smoke pipeline, which was a fifth
of the time of all tests. Here the first worker that asks makes the thing, under a lock, in the folder that
the workers of this session share, and every other one waits and finds it there. pytest makes that folder anew
for each session, so nothing that an earlier one made, of another tree, is ever met; without workers it is the
session's own folder. What is found there belongs to all, in any order: a test that changes something does so
in a copy, never in links, for a file rewritten in its place would change under the others.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` that `make` has filled, by this worker or by another one of this session.

    A making that failed is not tried again by the next worker: it says where the failure is to be looked for.
    """
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, made = shared / f"once-{name}", shared / f"once-{name}.made"
    with FileLock(shared / f"once-{name}.lock"):
        if not made.exists():
            if folder.exists():
                raise RuntimeError(f"{folder}: its making failed in the test that asked for it first")
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
