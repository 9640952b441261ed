"""A seccomp filter written as classic BPF, so that no library is needed.

A deny list over everything that reaches beyond the process's own memory and files: mounting, namespaces,
other processes' memory, network sockets, kernel services with a large surface, and the ways to hold memory
that resident size does not show (memfd, System V segments). A refused call fails with EPERM; clone3 with
ENOSYS, so that the C library falls back to clone, whose flags can be read.
Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_X86_64 = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "mount": 165,
    "umount2": 166, "pivot_root": 155, "chroot": 161, "swapon": 167, "swapoff": 168, "reboot": 169,
    "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173, "init_module": 175,
    "delete_module": 176, "finit_module": 313, "kexec_load": 246, "kexec_file_load": 320, "bpf": 321,
    "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249, "keyctl": 250,
    "open_by_handle_at": 304, "name_to_handle_at": 303, "unshare": 272, "setns": 308, "memfd_create": 319,
    "shmget": 29, "msgget": 68, "quotactl": 179, "acct": 163, "syslog": 103, "settimeofday": 164,
    "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305, "personality": 135, "vhangup": 153,
    "mbind": 237, "set_mempolicy": 238, "migrate_pages": 256, "move_pages": 279, "fanotify_init": 300,
    "modify_ldt": 154, "vmsplice": 278, "mlock": 149, "mlock2": 325, "mlockall": 151,
    "clone": 56, "socket": 41, "ioctl": 16,
}  # fmt: skip
_AARCH64 = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "mount": 40,
    "umount2": 39, "pivot_root": 41, "chroot": 51, "swapon": 224, "swapoff": 225, "reboot": 142,
    "sethostname": 161, "setdomainname": 162, "init_module": 105, "delete_module": 106,
    "finit_module": 273, "kexec_load": 104, "kexec_file_load": 294, "bpf": 280, "perf_event_open": 241,
    "userfaultfd": 282, "add_key": 217, "request_key": 218, "keyctl": 219, "open_by_handle_at": 265,
    "name_to_handle_at": 264, "unshare": 97, "setns": 268, "memfd_create": 279, "shmget": 194,
    "msgget": 186, "quotactl": 60, "acct": 89, "syslog": 116, "settimeofday": 170, "clock_settime": 112,
    "adjtimex": 171, "clock_adjtime": 266, "personality": 92, "vhangup": 58, "mbind": 235,
    "set_mempolicy": 237, "migrate_pages": 238, "move_pages": 239, "fanotify_init": 262, "vmsplice": 75,
    "mlock": 228, "mlock2": 284, "mlockall": 230, "clone": 220, "socket": 198, "ioctl": 29,
}  # fmt: skip
_BOTH = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "clone3": 435, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "memfd_secret": 447,
}  # fmt: skip
_ARCHITECTURES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}

_NAMESPACES = 0x7E020000
"""CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET}."""
_AF_UNIX, _TIOCSTI, _TIOCLINUX = 1, 0x5412, 0x541C

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENT_0, _ARGUMENT_1 = 0, 4, 16, 24
"""Offsets in struct seccomp_data (low halves of the arguments, little endian)."""


def _refuse(code: int) -> int:
    return 0x00050000 | code


def program(machine: str) -> bytes:
    """The filter for a machine as BPF instructions. Raises KeyError for a machine without a table."""
    audit, table = _ARCHITECTURES[machine]
    calls = {**table, **_BOTH}
    special = {"clone", "clone3", "socket", "ioctl"}
    eperm = _refuse(errno.EPERM)
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, 0x40000000),  # the x32 calls of x86_64
        (_RETURN, 0, 0, _refuse(errno.ENOSYS)),
        (_EQUAL, 0, 1, calls["clone3"]),
        (_RETURN, 0, 0, _refuse(errno.ENOSYS)),
    ]
    for name in sorted(set(calls) - special):
        code += [(_EQUAL, 0, 1, calls[name]), (_RETURN, 0, 0, eperm)]
    code += _argument(calls["clone"], _ARGUMENT_0, [(_ANY_BIT, 0, 1, _NAMESPACES), (_RETURN, 0, 0, eperm)])
    code += _argument(calls["socket"], _ARGUMENT_0, [(_EQUAL, 1, 0, _AF_UNIX), (_RETURN, 0, 0, eperm)])
    terminal = [(_EQUAL, 1, 0, _TIOCSTI), (_EQUAL, 0, 1, _TIOCLINUX), (_RETURN, 0, 0, eperm)]
    code += _argument(calls["ioctl"], _ARGUMENT_1, terminal)
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *step) for step in code)


def _argument(
    call: int, offset: int, steps: list[tuple[int, int, int, int]]
) -> list[tuple[int, int, int, int]]:
    """Steps on an argument of `call`, between loading it and loading the number again."""
    return [(_EQUAL, 0, len(steps) + 2, call), (_LOAD, 0, 0, offset), *steps, (_LOAD, 0, 0, _NUMBER)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def install() -> None:
    """Install the filter for this process and its children. Needs no_new_privs. Raises OSError."""
    code = program(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    fprog = _Program(len(code) // 8, code)
    if libc.prctl(22, 2, ctypes.byref(fprog), 0, 0) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        raise OSError(ctypes.get_errno(), "seccomp filter refused by the kernel")
