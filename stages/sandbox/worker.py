"""One template process, seen from the parent: start it, give it a job, watch the job, decide the verdict."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgpack

from stages.errors import JanusError
from stages.sandbox import isolation, watch
from stages.sandbox.harness import wire
from stages.sandbox.runtimes import Runtime
from stages.sandbox.verdict import Limits

START_S = 120.0
"""Imports of a template on a busy machine."""
TICK_S = 0.02
"""Between two readings of a group's memory and processor time."""
GONE_S = 30.0
"""For the kernel to take away a group that was killed."""
_REPORT_ROOM = 1 << 20
_BROKEN = (ValueError, LookupError, TypeError, OverflowError, RecursionError, msgpack.UnpackException)
"""What reading bytes raises that nobody meant to be read."""


class TemplateGone(Exception):
    """The template ended while it had a job."""


@dataclass(frozen=True)
class Outcome:
    """How a job ended, as far as the parent knows by itself."""

    cause: str | None
    """`cpu_timeout`, `wall_timeout`, `oom` or `killed` where the parent or a signal ended it."""
    detail: str
    result: dict[str, Any] | None
    """What the sample's harness handed over: data from inside the sandbox, not yet checked."""
    stderr: bytes
    cpu_s: float
    wall_s: float
    peak_rss_mb: float


class Worker:
    """A template of one runtime. Not for use by two threads at once."""

    def __init__(self, runtime: Runtime, module: str, *, isolated: bool) -> None:
        """`module`: of `runtime.modules`."""
        self.runtime, self.module, self.isolated = runtime, module, isolated
        self._pidfd: int | None = None
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()
        with theirs:
            self._process = subprocess.Popen(
                isolation.command(self.runtime, self.module, theirs.fileno(), isolated=self.isolated),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=isolation.environment(self.runtime, isolated=self.isolated),
                cwd="/",
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the parent, which then closes the socket
            )
            theirs.close()
            self._socket = ours
            ours.settimeout(START_S)
            try:
                _, (pidfd,) = wire.receive(ours, fds=1)
            except (EOFError, TimeoutError, ConnectionError, ValueError):
                raise JanusError(
                    f"the {self.runtime.name} runtime does not start",
                    where=self.close(),
                    do="run `janus doctor`",
                ) from None
            ours.settimeout(None)
        self._pidfd = pidfd
        self.pid = watch.pid_of(pidfd)
        self.base_mb = watch.memory_mb(self.pid)

    def run(self, code: str, limits: Limits) -> Outcome:
        """Run one sample to its end. Raises TemplateGone where the template is lost."""
        job = {"code": code, "limits": limits.as_dict()}
        try:
            wire.send(self._socket, job)
            return (self._forked if self.runtime.forks else self._served)(limits)
        except (EOFError, ConnectionError, TimeoutError):
            raise TemplateGone(self.runtime.name) from None

    def _forked(self, limits: Limits) -> Outcome:
        clock = time.monotonic()
        message, fds = wire.receive(self._socket, fds=2)
        pidfd, pipe = fds
        try:
            data = bytearray()
            room = limits.output_kb * 1024 + _REPORT_ROOM

            def read() -> bool:
                chunk = os.read(pipe, 1 << 20)
                data.extend(chunk)
                return bool(chunk) and len(data) <= room

            group = watch.Group(pidfd, self.base_mb)
            cause = _attend(pipe, read, group, limits, clock)
            if cause:
                self._kill(group, pidfd)
            self._socket.settimeout(GONE_S)
            wire.receive(self._socket)
            self._socket.settimeout(None)
        finally:
            os.close(pipe)
            os.close(pidfd)
        wall = time.monotonic() - clock
        if cause:
            return Outcome(cause, describe(cause, limits), None, b"", group.cpu_s, wall, group.peak_mb)
        return _reported(bytes(data), limits, group.cpu_s, wall, group.peak_mb)

    def _kill(self, group: watch.Group, pidfd: int) -> None:
        """Kill pid 1 of the sample; without namespaces everything below it first."""
        if not self.isolated:
            for pid in group.members():
                _signal(lambda pid=pid: os.kill(pid, signal.SIGKILL))
        _signal(lambda: signal.pidfd_send_signal(pidfd, signal.SIGKILL))

    def _served(self, limits: Limits) -> Outcome:
        clock = time.monotonic()
        group = watch.Group(self._pidfd, watch.held_mb(self.pid))
        group.begin()
        answer: dict[str, Any] = {}

        def read() -> bool:
            answer.update(wire.receive(self._socket)[0])
            return False

        cause = _attend(self._socket.fileno(), read, group, limits, clock)
        wall = time.monotonic() - clock
        if cause:
            self.close()
            self._start()
            return Outcome(cause, describe(cause, limits), None, b"", group.cpu_s, wall, group.peak_mb)
        if (cpu_s := answer.pop("cpu_s", None)) is None:  # it has processes of its own: they are counted
            group.measure(limits.memory_mb)
            cpu_s = group.cpu_s
        return Outcome(None, "", answer, b"", cpu_s, wall, group.peak_mb)

    def kill(self) -> None:
        """Kill the template and all it started; another thread's `run` then raises TemplateGone.

        The template first, so that bubblewrap reaps it and its namespace and ends by itself.
        """
        if self._pidfd is not None:
            _signal(lambda: signal.pidfd_send_signal(self._pidfd, signal.SIGKILL))
        else:
            self._process.kill()

    def close(self) -> str:
        """Kill, and return when all of it is gone, with the end of what the template said on stderr."""
        self.kill()
        try:
            self._process.wait(GONE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._socket.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None
        with self._errors:
            self._errors.seek(0)
            return self._errors.read().decode(errors="replace").strip()[-1500:] or "no message"


def _signal(send: Callable[[], None]) -> None:
    try:
        send()
    except ProcessLookupError:
        return  # it ended by itself meanwhile


def _signal_name(number: int) -> str:
    """`SIGKILL`; most real-time signals have no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _attend(
    descriptor: int, read: Callable[[], bool], group: watch.Group, limits: Limits, clock: float
) -> str | None:
    """Read until `read` says it is over, measuring every tick; the limit that was passed, or None."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    next_tick = clock + TICK_S
    while True:
        now = time.monotonic()
        if poll.poll(max(0.0, next_tick - now) * 1000):
            if not read():
                return None
            if time.monotonic() < next_tick:
                continue
        next_tick = time.monotonic() + TICK_S
        if not group.measure(limits.memory_mb):
            return "oom"
        if group.cpu_s > limits.cpu_s:
            return "cpu_timeout"
        if next_tick - clock > limits.wall:
            return "wall_timeout"


def describe(cause: str, limits: Limits) -> str:
    """The cause in a line that is the same on every machine."""
    return {
        "oom": f"more than {limits.memory_mb} MiB of memory",
        "cpu_timeout": f"more than {limits.cpu_s:g} s of processor time",
        "wall_timeout": f"more than {limits.wall:g} s",
    }[cause]


def _reported(data: bytes, limits: Limits, cpu: float, wall: float, peak: float) -> Outcome:
    """Read the supervisor's report: a complete one names how the main process ended."""
    try:
        report = wire.unpack(data[8:])
        if "fault" in report:
            raise RuntimeError(f"the sandbox failed around a sample: {report['fault']}")
        code, stderr, result = report["exit"], report["stderr"], report["result"]
        cpu, peak = max(cpu, report["cpu_s"]), max(peak, report["rss_kb"] / 1024)
    except _BROKEN:
        return Outcome("killed", "its group was killed", None, b"", cpu, wall, peak)
    if not report["began"]:
        raise RuntimeError(f"the sandbox failed before the sample ran: {stderr.decode(errors='replace')}")
    if result is not None:
        try:
            handed = wire.unpack(result)
        except _BROKEN:
            return Outcome("killed", "it damaged its result", None, b"", cpu, wall, peak)
        return Outcome(None, "", handed, stderr, cpu, wall, peak)
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and cpu >= limits.cpu_s):
        return Outcome("cpu_timeout", describe("cpu_timeout", limits), None, b"", cpu, wall, peak)
    if code < 0:
        return Outcome("killed", f"killed by {_signal_name(-code)}", None, b"", cpu, wall, peak)
    handed = {"status": "no_output", "stderr": f"ended early with exit code {code}"}
    return Outcome(None, "", handed, stderr, cpu, wall, peak)
