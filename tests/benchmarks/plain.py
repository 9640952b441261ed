"""Scripts run without a sandbox and without our hooks: which of them draw. For pinned archives alone.

python -m tests.benchmarks.plain < codes.msgpack > verdicts.msgpack
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import msgpack

from stages.engine.local import workers

LONGEST_S = 120
_PICTURES = {".png", ".pdf", ".svg", ".jpg", ".eps", ".ps"}


def draws(codes: Sequence[str]) -> list[bool]:
    """True for a script that ends without an error and leaves a figure that is not blank, or a picture."""
    count = workers()
    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(_draws, [codes[first::count] for first in range(count)]))
    return [found[i % count][i // count] for i in range(len(codes))]


def _draws(codes: Sequence[str]) -> list[bool]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.plain"],
            input=msgpack.packb(list(codes)),
            stdout=subprocess.PIPE,
            env={**os.environ, "MPLBACKEND": "Agg", "TMPDIR": folder},
            check=True,
        )
    return msgpack.unpackb(done.stdout)


def _verdict(code: str) -> bool:
    """Of one script, in a fork."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(LONGEST_S)
        os.chdir(tempfile.mkdtemp())
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                drew = _run(code)
        except BaseException:
            drew = False  # whatever a script raises, it did not draw
        os._exit(0 if drew else 1)
    return os.waitpid(pid, 0)[1] == 0


def _run(code: str) -> bool:
    import numpy as np
    from matplotlib import pyplot as plt

    try:
        exec(compile(code, "script.py", "exec"), {"__name__": "__main__"})
    except SystemExit as leaving:
        if leaving.code not in (None, 0):
            return False
    for number in plt.get_fignums():
        canvas = plt.figure(number).canvas
        canvas.draw()
        if np.ptp(np.asarray(canvas.buffer_rgba()), axis=(0, 1)).any():
            return True
    return any(path.suffix in _PICTURES for path in Path(".").iterdir())


def main() -> None:
    import pandas  # noqa: F401
    from matplotlib import pyplot  # noqa: F401

    verdicts = [_verdict(code) for code in msgpack.unpackb(sys.stdin.buffer.read())]
    sys.stdout.buffer.write(msgpack.packb(verdicts))


if __name__ == "__main__":
    main()
