"""The kernel calls that shut a sample in: namespaces, mounts, capabilities, limits.

A sample gets user, mount, pid and ipc namespaces of its own. All paths were made read-only by bubblewrap
before; here a private tmpfs of fixed size covers /tmp and /dev/shm, and an empty one covers /proc.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal

from stages.sandbox.harness import seccomp

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _PIDFD = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x1000
_CLONE = {"x86_64": 56, "aarch64": 220}
_NOSUID, _NODEV, _NOEXEC, _RDONLY, _BIND = 2, 4, 8, 1, 4096
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_DUMPABLE = 1, 24, 38, 4
_LAST_CAPABILITY = 63

_IDS = (os.getuid(), os.getgid())
"""Read when imported: inside a new user namespace the kernel answers 65534 until the map is written."""
_libc = ctypes.PyDLL(None, use_errno=True)  # PyDLL: clone must not return into a released interpreter lock


def _check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def clone_into_namespaces() -> tuple[int, int]:
    """fork() into new user, mount, pid and ipc namespaces: (pid, pidfd), pid 0 in the child.

    The child is pid 1 of its pid namespace: when it ends, the kernel kills all that is left in it.
    Call from a process with one thread, and fork() again before running anything that uses threads.
    """
    pidfd = ctypes.c_int(-1)
    flags = _NEWUSER | _NEWNS | _NEWPID | _NEWIPC | _PIDFD | signal.SIGCHLD
    number = _CLONE[platform.machine()]
    pid = _check(_libc.syscall(number, flags, 0, ctypes.byref(pidfd), 0, 0), "new namespaces")
    return pid, pidfd.value


def enter_namespaces(disk_mb: int) -> None:
    """In the new namespaces: keep uid and gid, mount the private file systems, /tmp becomes the home."""
    uid, gid = _IDS
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as out:
            out.write(text)
    _mount(b"tmpfs", b"/tmp", b"tmpfs", _NOSUID | _NODEV, f"size={disk_mb}m,nr_inodes=8192,mode=700".encode())
    os.mkdir("/tmp/.shm")
    _mount(b"/tmp/.shm", b"/dev/shm", None, _BIND, None)
    _mount(b"tmpfs", b"/proc", b"tmpfs", _RDONLY | _NOSUID | _NODEV | _NOEXEC, b"size=4k,mode=555")
    os.mkdir("/tmp/run")


def _mount(source: bytes, target: bytes, kind: bytes | None, flags: int, data: bytes | None) -> None:
    _check(_libc.mount(source, target, kind, ctypes.c_ulong(flags), data), f"mount {target.decode()}")


def drop_privileges() -> None:
    """No capabilities, none to gain, and the system call filter. There is no way back."""
    for capability in range(_LAST_CAPABILITY):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # past the kernel's last one, or no right to drop: then the set is unusable anyway
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "drop capabilities")
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    seccomp.install()


def die_with_parent() -> None:
    """SIGKILL when the parent ends (a backstop where there is no pid namespace)."""
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "parent death signal")


def address_space() -> int:
    """Bytes mapped by this process."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def limit(cpu_s: float, disk_mb: int, processes: int, address: int) -> None:
    """rlimits of a process. Processor time and memory of the whole group are watched by the parent.

    `address`: bytes of address space, a backstop against one huge allocation.
    """
    soft = int(cpu_s) + 1
    bounds = {
        resource.RLIMIT_CPU: (soft, soft + 1),
        resource.RLIMIT_FSIZE: (disk_mb << 20, disk_mb << 20),
        resource.RLIMIT_NPROC: (processes, processes),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (256, 256),
        resource.RLIMIT_AS: (address, address),
    }
    for which, bound in bounds.items():
        resource.setrlimit(which, bound)


def probe() -> int:
    """Enter the namespaces of a sample and give up privileges, in a child; its exit code."""
    pid, _ = clone_into_namespaces()
    if pid == 0:
        enter_namespaces(disk_mb=1)
        drop_privileges()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    raise SystemExit(probe())
