"""The memory of a template in huge pages: a fork copies tables of dozens of entries, not of 36,000."""

from __future__ import annotations

import ctypes

_SIZE = 2 << 20
_MADV_COLLAPSE = 25


def collapse() -> int:
    """Gather this process's own memory into huge pages; how many that are.

    A service of Linux 6.1: where the kernel has none, or no room, forks work as before and take longer.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    count = 0
    with open("/proc/self/maps") as maps:
        ranges = [line.split() for line in maps]
    for where, access, _, _, inode, *_ in ranges:
        if access == "rw-p" and inode == "0":
            low, high = (int(end, 16) for end in where.split("-"))
            for start in range(-(-low // _SIZE) * _SIZE, high - _SIZE + 1, _SIZE):
                count += libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(_SIZE), _MADV_COLLAPSE) == 0
    return count
