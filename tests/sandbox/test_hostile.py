"""Programs that mean harm: the verdict is right, the host is untouched, nothing is left running."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, runtimes
from tests.sandbox.processes import named

DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
NAME = "import ctypes\nctypes.CDLL(None).prctl(15, b'janusleak', 0, 0, 0)\n"
"""Names the process, so that a survivor is found on the host."""
REPORT = "raise SystemExit('; '.join(map(str, seen)))\n"

CASES: dict[str, tuple[str, str, str]] = {
    # name: (program, expected status, text expected in stderr)
    "fork_bomb": (NAME + "import os\nwhile True:\n    os.fork()\n", "exception", "BlockingIOError"),
    "fork_bomb_caught": (
        NAME + "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n",
        "cpu_timeout",
        "1 s of processor time",
    ),
    "memory_bomb": ("x = []\nwhile True:\n    x.append(b'1' * 10**6)\n", "oom", "256 MiB"),
    "memory_in_one_call": ("x = bytearray(10**11)\n", "oom", "256 MiB"),
    "memory_in_many_processes": (
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        x = b'1' * 60_000_000\n"
        "        time.sleep(60)\ntime.sleep(60)\n",
        "oom",
        "256 MiB",
    ),
    "cpu_loop": ("while True:\n    pass\n", "cpu_timeout", "1 s"),
    "cpu_loop_ignoring_signals": (
        "import signal\nfor s in range(1, 32):\n    try:\n        signal.signal(s, signal.SIG_IGN)\n"
        "    except OSError:\n        pass\nwhile True:\n    pass\n",
        "cpu_timeout",
        "1 s",
    ),
    "cpu_loop_in_children": (
        "import os, time\nfor _ in range(2):\n    if os.fork() == 0:\n        while True:\n            pass\n"
        "time.sleep(60)\n",
        "cpu_timeout",
        "1 s",
    ),
    "disk_fill": (
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'1' * 2**20)\n    n += 1\n",
        "exception",
        "No space left",
    ),
    "one_large_file": ("f = open('f', 'wb')\nwhile True:\n    f.write(b'1' * 2**20)\n", "exception", "Error"),
    "output_flood": (
        "import sys\nwhile True:\n    sys.stdout.write('x' * 65536)\n    sys.stderr.write('y' * 65536)\n",
        "cpu_timeout",
        "1 s",
    ),
    "write_outside": (
        "seen = []\nfor p in '/x /usr/x /etc/x /janus/x /dev/x /root/x /proc/x /var/x'.split():\n"
        "    try:\n        open(p, 'w').close()\n        seen.append('WROTE ' + p)\n"
        "    except OSError as e:\n        seen.append(type(e).__name__)\n" + REPORT,
        "exception",
        "OSError",
    ),
    "read_secrets": (
        "import os\nseen = []\n"
        "hidden = '/etc/shadow /root/.bashrc /home /work /proc/1/environ /proc/self/environ'\n"
        "for p in (SECRET, *hidden.split()):\n"
        "    try:\n        os.listdir(p) if os.path.isdir(p) else open(p).read()\n"
        "        seen.append('READ ' + p)\n"
        "    except OSError as e:\n        seen.append(type(e).__name__)\n"
        "seen += ['ENV ' + k for k in os.environ if 'SECRET' in k]\n" + REPORT,
        "exception",
        "FileNotFoundError",
    ),
    "network": (
        "import socket\nseen = []\n"
        "for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n    for host in ('127.0.0.1', '192.0.2.1'):\n"
        "        try:\n            s = socket.socket(socket.AF_INET, kind)\n            s.settimeout(1)\n"
        "            s.connect((host, PORT))\n            s.send(b'out')\n            seen.append('SENT')\n"
        "        except OSError as e:\n            seen.append(type(e).__name__)\n" + REPORT,
        "exception",
        "PermissionError",
    ),
    "daemon": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        "
        + NAME.replace("\n", "\n        ")
        + "time.sleep(600)\n    os._exit(0)\ntime.sleep(0.2)\n"
        + DRAW,
        "ok",
        "",
    ),
    "fork_that_runs_on": (f"import os\nos.fork()\n{DRAW}", "ok", ""),
    "kill_everything": (
        "import os, signal\nfor pid in (-1, 1, 0):\n    try:\n        os.kill(pid, signal.SIGKILL)\n"
        "    except OSError:\n        pass\n",
        "killed",
        "SIGKILL",
    ),
    "exit_before_drawing": ("import os\nos._exit(0)\n" + DRAW, "no_output", "exit code 0"),
    "exit_after_drawing": (DRAW + "import os\nos._exit(0)\n", "no_output", "exit code 0"),
    "closed_descriptors": ("import os\nos.closerange(0, 256)\n" + DRAW, "ok", ""),
    "deep_recursion": ("def f():\n    return f()\nf()\n", "exception", "RecursionError"),
    "native_crash": ("import ctypes\nctypes.string_at(0)\n", "killed", "SIGSEGV"),
    "abort": ("import os\nos.abort()\n", "killed", "SIGABRT"),
    "links": (
        "import os\nseen = []\nos.symlink(SECRET, 'a')\nos.symlink('/etc', 'b')\n"
        "for p in ('a', 'b/shadow'):\n    try:\n        seen.append('READ ' + open(p).read())\n"
        "    except OSError as e:\n        seen.append(type(e).__name__)\n"
        "try:\n    os.link('/usr/bin/env', 'c')\n    seen.append('LINKED')\n"
        "except OSError as e:\n    seen.append(type(e).__name__)\n" + REPORT,
        "exception",
        "FileNotFoundError",
    ),
    "escape_calls": (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nseen = []\n"
        "def call(name, *args):\n    r = getattr(libc, name)(*args)\n    seen.append(f'{name} {r}')\n"
        "call('unshare', 0x10000000)\ncall('ptrace', 16, 1, 0, 0)\ncall('chroot', b'/tmp')\n"
        "call('mount', b'none', b'/tmp', b'tmpfs', 0, None)\ncall('mount', b'/', b'/', None, 0x1020, None)\n"
        "call('umount2', b'/proc', 2)\ncall('setuid', 0)\ncall('setns', 0, 0)\n"
        "call('memfd_create', b'm', 0)\n" + REPORT,
        "exception",
        "unshare -1; ptrace -1; chroot -1; mount -1; mount -1; umount2 -1; setuid -1; setns -1; memfd",
    ),
    "forged_result": (
        "from stages.sandbox.harness import capture\n"
        "capture.finish = lambda: {'status': 'ok', 'pngs': [b'no'], 'figures': 1, 'evidence': {}}\n",
        "killed",
        "damaged",
    ),
    "evidence_without_end": (
        "from stages.sandbox.harness import capture\n"
        "capture.finish = lambda: {'status': 'ok', 'pngs': [b'1' * 10**7], 'figures': 1, 'evidence': {}}\n",
        "forbidden",
        "output_kb",
    ),
}


@pytest.fixture(scope="module")
def listeners() -> Iterator[tuple[int, list[str]]]:
    """A port open on TCP and UDP on the host, and what arrived there."""
    arrived: list[str] = []
    stream, datagrams = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stream.bind(("127.0.0.1", 0))
    stream.listen()
    port = stream.getsockname()[1]
    datagrams.bind(("127.0.0.1", port))
    stream.settimeout(0.2)
    datagrams.settimeout(0.2)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            for sock, receive in ((stream, stream.accept), (datagrams, lambda: datagrams.recvfrom(9))):
                try:
                    receive()
                    arrived.append(str(sock.type))
                except TimeoutError:
                    continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield port, arrived
    over.set()
    thread.join()
    stream.close()
    datagrams.close()


@pytest.fixture(scope="module")
def verdicts(
    listeners: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Execution]]:
    """All cases through one executor, which then has to draw once more."""
    secret = tmp_path_factory.mktemp("secret") / "key"
    secret.write_text("TOPSECRET")
    os.environ["JANUS_TEST_SECRET"] = "TOPSECRET"
    head = f"SECRET, PORT = {str(secret)!r}, {listeners[0]}\n"
    jobs = [(head + code, "python") for code, _, _ in CASES.values()]
    with Executor(runtimes(cpu_s=1.0), SAFE, None, count=2) as executor:
        found = dict(zip(CASES, executor.map(jobs, label="hostile"), strict=True))
        found["afterwards"] = executor.execute(DRAW, "python")
        yield found
    del os.environ["JANUS_TEST_SECRET"]


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, verdicts: dict[str, Execution]) -> None:
    _, status, said = CASES[name]
    verdict = verdicts[name]
    assert (verdict.status, said in verdict.stderr) == (status, True), verdict.stderr
    assert (verdict.png is None) == (status != "ok")


def test_waiting_ends_by_the_clock() -> None:
    waits = ("time.sleep(600)", "threading.Event().wait()", "select.select([], [], [])")
    with Executor(runtimes(wall_s=1.0), SAFE, None, count=2) as executor:
        jobs = [(f"import select, threading, time\n{wait}\n", "python") for wait in waits]
        found = [(v.status, v.stderr) for v in executor.map(jobs, label="waiting")]
    assert found == [("wall_timeout", "more than 1 s")] * 3


def test_nothing_got_out(verdicts: dict[str, Execution], listeners: tuple[int, list[str]]) -> None:
    said = "\n".join(v.stderr for v in verdicts.values())
    assert not any(word in said for word in ("TOPSECRET", "WROTE", "READ", "SENT", "LINKED", "ENV "))
    assert listeners[1] == []
    assert not any(Path(p).exists() for p in ("/x", "/usr/x", "/etc/x", "/janus", "/root/x"))


def test_the_pool_still_serves_and_nothing_lives_on(verdicts: dict[str, Execution]) -> None:
    assert verdicts["afterwards"].status == "ok"
    assert named("janusleak") == []


def test_a_marked_process_would_be_found() -> None:
    """The search for survivors finds a process of that name when there is one."""
    pid = os.fork()
    if pid == 0:
        Path("/proc/self/comm").write_text("janusalive")
        threading.Event().wait(30)
        os._exit(0)
    try:
        for _ in range(100):
            if pid in named("janusalive"):
                return
            threading.Event().wait(0.05)
        pytest.fail("not found")
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
