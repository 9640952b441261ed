"""pid 1 of a sample's namespaces: starts the sample, keeps the tail of its stderr, reports how it ended.

The sample holds no descriptor to the outside but its stderr. It hands its result over in shared memory, so
that closing every descriptor, daemonising or crashing afterwards changes nothing.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import select
import struct
from collections.abc import Callable
from typing import Any, NoReturn

import msgpack

from stages.sandbox.harness import confine, wire

TAIL = 16384
"""Bytes of stderr kept."""
_LENGTH = struct.Struct("<Q")
"""In the shared memory, before the result: its length (0: none yet)."""
_REAP_MS = 200

Run = Callable[[str, dict[str, Any]], dict[str, Any]]


def supervise(job: dict[str, Any], run: Run, out: int, folder: str | None) -> NoReturn:
    """Run one sample and write its report to descriptor `out`. Never returns.

    `folder`: where it runs without namespaces; None with them. The report: `exit` (code, or minus the
    signal), `began` (False: the fault is ours), `result` (packed result of `run`, or None where the sample
    ended without one), `stderr`, `cpu_s` and `rss_kb` of the sample's main process.
    """
    limits = job["limits"]
    address = confine.address_space() + (4 * limits["memory_mb"] + 1024 << 20)
    if folder is None:
        confine.enter_namespaces(limits["disk_mb"])
    else:
        os.setsid()
        confine.die_with_parent()
    memory = mmap.mmap(-1, _LENGTH.size + limits["output_kb"] * 1024)
    errors_read, errors_write = os.pipe()
    began_read, began_write = os.pipe()
    child = os.fork()
    if child == 0:
        _sample(job, run, folder, memory, errors_write, began_write, address)
    os.close(errors_write)
    os.close(began_write)
    ended = os.pidfd_open(child)
    confine.drop_privileges()
    status, usage, tail = _wait(child, ended, errors_read)
    (length,) = _LENGTH.unpack(memory[: _LENGTH.size])
    room = len(memory) - _LENGTH.size
    report = {
        "exit": os.waitstatus_to_exitcode(status),
        "began": os.read(began_read, 1) == b"1",
        "result": memory[_LENGTH.size : _LENGTH.size + length] if 0 < length <= room else None,
        "stderr": bytes(tail),
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "rss_kb": usage.ru_maxrss,
    }
    wire.write_all(out, wire.pack(report))
    os._exit(0)


def _sample(
    job: dict[str, Any],
    run: Run,
    folder: str | None,
    memory: mmap.mmap,
    errors: int,
    began: int,
    address: int,
) -> NoReturn:
    """The sample's main process. It ends without unwinding, whatever the sample did to the interpreter.

    `began` is written to once all is shut: what the sample does later cannot take that back.
    """
    os.setsid()
    if folder is not None:
        confine.die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    began = fcntl.fcntl(began, fcntl.F_DUPFD, 4)
    for target, source in ((0, null), (1, null), (2, errors), (3, began)):
        os.dup2(source, target)
    os.closerange(4, 4096)
    os.chdir(folder or "/tmp/run")
    limits = job["limits"]
    processes = limits["processes"] + 2 if folder is None else 4096  # else the user's, and they have others
    confine.limit(limits["cpu_s"], limits["disk_mb"], processes, address)
    confine.drop_privileges()
    os.write(3, b"1")
    os.close(3)
    main = os.getpid()
    result = run(job["code"], limits)
    if os.getpid() != main:  # a fork made by the sample that ran on into our code
        os._exit(0)
    packed = msgpack.packb(result, unicode_errors="replace")
    if len(packed) > len(memory) - _LENGTH.size:
        packed = msgpack.packb(
            {"status": "forbidden", "stderr": f"the pictures are larger than output_kb={limits['output_kb']}"}
        )
    memory[_LENGTH.size : _LENGTH.size + len(packed)] = packed
    memory[: _LENGTH.size] = _LENGTH.pack(len(packed))
    os._exit(0)


def _wait(child: int, ended: int, errors: int) -> tuple[int, Any, bytearray]:
    """Drain stderr and reap orphans until the sample's main process has ended."""
    tail = bytearray()
    poll = select.poll()
    poll.register(errors, select.POLLIN)
    poll.register(ended, select.POLLIN)
    done = None
    while done is None:
        for descriptor, _ in poll.poll(_REAP_MS):
            if descriptor == errors and not _drain(errors, tail):
                poll.unregister(errors)
        done = _reap(child)
    os.set_blocking(errors, False)
    try:
        while _drain(errors, tail):
            pass
    except BlockingIOError:
        pass
    return *done, tail


def _drain(errors: int, tail: bytearray) -> bool:
    """Read once and keep the end; False at the end of the stream."""
    data = os.read(errors, 65536)
    tail += data
    del tail[:-TAIL]
    return bool(data)


def _reap(child: int) -> tuple[int, Any] | None:
    """Reap all that has ended; (status, usage) of `child` if it is among them."""
    found = None
    while True:
        try:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == child:
            found = status, usage
