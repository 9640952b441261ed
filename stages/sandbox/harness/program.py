"""An external program, started by the sample's process inside its sandbox.

Limits, namespaces and the system call filter are those of the sample and hold for what the program starts in
turn. By libfaketime its clock and that of its children starts at 2024-01-01T12:00:00Z and moves 10
microseconds a reading, so that a loop that waits for it ends.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

TAIL = 16384
"""Bytes of stderr kept."""
PINNED = {
    "LD_PRELOAD": "/usr/$LIB/faketime/libfaketime.so.1",  # the loader knows what $LIB is on this machine
    "FAKETIME": "@2024-01-01 12:00:00 i0.00001",
}
FONTS = Path(__file__).with_name("fonts.conf")


@dataclass(frozen=True)
class Ended:
    """How a program ended by itself."""

    code: int
    stderr: str
    """Its last 16 KiB."""


def run(command: list[str], output: Path, **environment: str) -> Ended:
    """Run to the end, stdout into the file `output`.

    A program that a signal ends takes this process along, by the same signal: the verdict is then the one of
    any sample that ends so.
    """
    errors, write = os.pipe()
    with output.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=write,
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS), **PINNED, **environment},
        )
    os.close(write)
    tail = _until_ended(os.pidfd_open(process.pid), errors)
    code = process.wait()
    if code < 0:
        if code not in (-signal.SIGKILL, -signal.SIGSTOP):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return Ended(code, tail.decode("utf-8", "replace"))


def _until_ended(ended: int, errors: int) -> bytes:
    """The end of what was written to `errors`; a child that lives on does not hold this up."""
    tail = bytearray()
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(errors, select.POLLIN)
    while True:
        ready = [descriptor for descriptor, _ in poll.poll()]
        if errors in ready:
            data = os.read(errors, 65536)
            tail += data
            del tail[:-TAIL]
            if not data:
                poll.unregister(errors)
        elif ended in ready:
            return bytes(tail)


def say(text: str) -> None:
    """Pass a part of the program's stderr on as the sample's."""
    data = text.encode()
    while data:
        data = data[os.write(2, data) :]
