"""The outer shell of a template process: bubblewrap, and the real unprivileged user inside it.

No network, no other processes, an empty environment, and the read-only view of `view.mounts`.

As root, bubblewrap keeps just the capabilities that `setpriv` needs to become a real unprivileged user: the
kernel ignores process limits for real root, and namespaces of an unprivileged user bound what a sample could
gain. As a user, bubblewrap makes a user namespace. What a sample adds to this is in `harness.confine`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from stages.errors import JanusError
from stages.sandbox.runtimes import RUNTIMES, Runtime
from stages.sandbox.view import HARNESS, MOUNT, library_paths, mounts

PACKAGES = {"bwrap": "bubblewrap", "setpriv": "util-linux", "setarch": "util-linux"}
"""Program to the Debian package that has it."""
_NOBODY = 65534


def missing_programs() -> list[str]:
    """Programs that isolation needs and this machine lacks."""
    return [program for program in PACKAGES if shutil.which(program) is None]


def install_line(programs: list[str]) -> str:
    """The Debian command that installs them."""
    return "apt-get install -y " + " ".join(sorted({PACKAGES[p] for p in programs}))


def isolation_available(*, allow_unsafe: bool) -> bool:
    """True: isolate. False: the machine cannot and `allow_unsafe` says to go on. Else raises JanusError."""
    missing = missing_programs()
    refusal = None if missing else _refusal()
    if not missing and refusal is None:
        return True
    if allow_unsafe:
        return False
    unsafe = "only on a machine that is itself disposable, set sandbox.allow_unsafe=true"
    if missing:
        raise JanusError(
            f"cannot isolate samples: {', '.join(missing)} is not installed",
            where="sandbox",
            do=f"install it: {install_line(missing)} (or, {unsafe})",
        )
    raise JanusError(
        "cannot isolate samples: this machine refuses namespaces",
        where=refusal,
        do=f"in a container, grant user and mount namespaces; or, {unsafe}",
    )


@cache
def _refusal() -> str | None:
    """What the machine says when a process enters the namespaces of a sample; None where it succeeds."""
    probe = [sys.executable, "-m", "stages.sandbox.harness.confine"]
    runtime = RUNTIMES["python"]
    done = subprocess.run(
        _shell(runtime, probe),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(runtime, isolated=True),
        cwd="/",
    )
    return None if done.returncode == 0 else done.stderr.strip()[-500:] or f"exit code {done.returncode}"


def label(*, isolated: bool) -> str:
    """What an Execution says of its isolation."""
    if not isolated:
        return "none: rlimits and seccomp only"
    user = f"uid {_NOBODY}" if os.geteuid() == 0 else "user namespace"
    return f"bubblewrap, {user}, namespaces and seccomp per process"


def environment(runtime: Runtime, *, isolated: bool) -> dict[str, str]:
    """The whole environment of a template: nothing is passed on from ours."""
    scratch = "/tmp" if isolated else _lone_harness()
    libraries = library_paths(runtime, isolated=isolated)
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "XDG_CONFIG_HOME": scratch,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": MOUNT if isolated else _lone_harness(),
        **runtime.environment,
        **({"JANUS_LIBRARIES": os.pathsep.join(libraries)} if libraries else {}),
        "MPLCONFIGDIR": f"{scratch}/matplotlib",
    }


@cache
def _lone_harness() -> str:
    """A folder that holds the harness under its own name and no other part of the project."""
    top = Path(tempfile.mkdtemp(prefix="janus-harness-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    (top / "stages" / "sandbox").mkdir(parents=True)
    (top / "stages" / "sandbox" / "harness").symlink_to(HARNESS)
    return str(top)


def command(runtime: Runtime, module: str, socket_fd: int, *, isolated: bool) -> list[str]:
    """The command line of a template process that runs `module` of the harness."""
    python = [sys.executable, "-m", "stages.sandbox.harness.template"]
    tail = [*python, module, str(socket_fd), "1" if isolated else "0"]
    return _shell(runtime, tail) if isolated else tail


def _shell(runtime: Runtime, inner: list[str]) -> list[str]:
    """The command line of `inner` inside the outer shell."""
    fixed_addresses = ["setarch", "-R", "--"]  # addresses order sets of objects, and sets order drawing
    if os.geteuid() == 0:
        drop = [
            "setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--inh-caps=-all",
            "--bounding-set=-all", "--no-new-privs", "--",
        ]  # fmt: skip
        needed = [x for cap in ("SETUID", "SETGID", "SETPCAP") for x in ("--cap-add", f"CAP_{cap}")]
        user = ["--cap-drop", "ALL", *needed]
    else:
        drop, user = [], ["--unshare-user"]
    return [
        shutil.which("bwrap") or "bwrap",
        *user,
        *_namespaces(),
        *mounts(runtime),
        "--",
        *drop,
        *fixed_addresses,
        *inner,
    ]


def _namespaces() -> list[str]:
    return [
        "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
        "--hostname", "sandbox", "--die-with-parent", "--new-session",
    ]  # fmt: skip
