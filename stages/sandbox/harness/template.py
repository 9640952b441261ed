"""The template process of a runtime: imports done once, then a fork per sample.

    python template.py MODULE SOCKET_FD ISOLATED

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
import traceback
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from stages.sandbox.harness import confine, huge_pages, wire
from stages.sandbox.harness.supervise import supervise


def main(name: str, sock: socket.socket, *, isolated: bool) -> None:
    """Serve jobs until the socket closes."""
    module = import_module(f"stages.sandbox.harness.{name}")
    forks = hasattr(module, "run")
    if not forks:
        confine.drop_privileges()  # before any thread of a library exists that would keep more
    module.prepare()
    gc.collect()
    gc.freeze()  # no collection touches these pages in the forks
    if forks:
        huge_pages.collapse()
    threads = len(os.listdir("/proc/self/task"))
    if forks and threads != 1:
        raise RuntimeError(f"the template of {name} has {threads} threads: it cannot be forked safely")
    sys.path[:] = [p for p in sys.path if p not in os.environ["PYTHONPATH"]]  # samples do not import ours
    wire.send(sock, {"ready": name}, (os.pidfd_open(os.getpid()),))
    try:
        if forks:
            _fork_each(module, sock, isolated)
        else:
            _answer_each(module, sock)
    except EOFError:
        return


def _fork_each(module: ModuleType, sock: socket.socket, isolated: bool) -> None:
    """A fork a job. The fork itself reads the job, so that every fork starts from the same memory layout:
    the order of sets of objects, and so of drawing, hangs on addresses."""
    while sock.recv(1, socket.MSG_PEEK):
        folder = None if isolated else tempfile.mkdtemp(prefix="janus-")
        report_read, report_write = os.pipe()
        pid, pidfd = confine.clone_into_namespaces() if isolated else _plain_fork()
        if pid == 0:
            os.close(report_read)
            _supervised(sock, module, report_write, folder)
        os.close(report_write)
        wire.send(sock, {"started": True}, (pidfd, report_read))
        os.close(report_read)
        _wait(sock, pid, pidfd)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        wire.send(sock, {"ended": True})


def _supervised(sock: socket.socket, module: ModuleType, report: int, folder: str | None) -> NoReturn:
    """`supervise`, whose own failure is reported: the parent raises it as ours, not the sample's."""
    try:
        job, _ = wire.receive(sock)
        sock.close()
        supervise(job, module.run, report, folder)
    except BaseException:
        wire.write_all(report, wire.pack({"fault": traceback.format_exc()}))
        os._exit(1)


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


def _answer_each(module: ModuleType, sock: socket.socket) -> None:
    """One confined process, with what it starts, for all jobs: see `Runtime.forks`."""
    while True:
        job, _ = wire.receive(sock)
        wire.send(sock, module.answer(job["code"], job["limits"]))


if __name__ == "__main__":
    main(sys.argv[1], socket.socket(fileno=int(sys.argv[2])), isolated=sys.argv[3] == "1")
