"""The template process of a runtime: imports done once, then a fork per sample.

    python template.py RUNTIME SOCKET_FD ISOLATED

Speaks `wire` over an inherited socket. It first sends `{"ready": ...}` with a descriptor of itself. For each
job of a forking runtime it sends `{"started"}` with two descriptors, the pidfd of the sample's pid 1 and the
pipe that its report comes through, and `{"ended"}` once the kernel has taken the whole group away. It never
touches what a sample wrote. When the socket closes it kills what runs and ends.
"""

from __future__ import annotations

import gc
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from importlib import import_module
from types import ModuleType
from typing import Any

from stages.sandbox.harness import confine, wire
from stages.sandbox.harness.supervise import supervise

_MODULES = {"python": "run_python", "svg": "run_svg"}


def main(name: str, sock: socket.socket, *, isolated: bool) -> None:
    """Serve jobs until the socket closes."""
    module = import_module(f"stages.sandbox.harness.{_MODULES[name]}")
    module.prepare()
    gc.collect()
    gc.freeze()  # no collection touches these pages in the forks
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"the template of {name} has {threads} threads: it cannot be forked safely")
    if sys.path[0] == "/janus":
        del sys.path[0]  # a sample cannot import what it has not got already
    wire.send(sock, {"ready": name}, (os.pidfd_open(os.getpid()),))
    serve = _fork_each if hasattr(module, "run") else _answer_each
    try:
        serve(module, sock, isolated)
    except EOFError:
        return


def _fork_each(module: ModuleType, sock: socket.socket, isolated: bool) -> None:
    while True:
        job, _ = wire.receive(sock)
        if not isolated:
            job["folder"] = tempfile.mkdtemp(prefix="janus-")
        report_read, report_write = os.pipe()
        pid, pidfd = confine.clone_into_namespaces() if isolated else _plain_fork()
        if pid == 0:
            sock.close()
            os.close(report_read)
            supervise(job, module.run, report_write, isolated=isolated)
        os.close(report_write)
        wire.send(sock, {"started": True}, (pidfd, report_read))
        os.close(report_read)
        _wait(sock, pid, pidfd)
        if not isolated:
            shutil.rmtree(job["folder"], ignore_errors=True)
        wire.send(sock, {"ended": True})


def _plain_fork() -> tuple[int, int]:
    pid = os.fork()
    return pid, os.pidfd_open(pid) if pid else -1


def _wait(sock: socket.socket, pid: int, pidfd: int) -> None:
    """Until the sample's pid 1 is gone; kills it if the parent went away first."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.register(sock, select.POLLRDHUP | select.POLLHUP)
    while all(descriptor != pidfd for descriptor, _ in poll.poll()):
        poll.unregister(sock)
        os.kill(pid, signal.SIGKILL)
    os.close(pidfd)
    os.waitpid(pid, 0)


def _answer_each(module: ModuleType, sock: socket.socket, isolated: bool) -> None:
    """One confined process for all jobs: for runtimes whose language cannot run code."""
    confine.drop_privileges(threads=False)
    while True:
        job, _ = wire.receive(sock)
        result: dict[str, Any] = module.answer(job["code"], job["limits"])
        wire.send(sock, result)


if __name__ == "__main__":
    main(sys.argv[1], socket.socket(fileno=int(sys.argv[2])), isolated=sys.argv[3] == "1")
