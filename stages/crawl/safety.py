"""What makes a member of an archive unsafe to take: its name, its size, its compression."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from stages.crawl.config import Limits
from stages.errors import JanusError

KB, MB = 1024, 1024 * 1024
RATIO_FROM = MB
"""A ratio is judged from this many decompressed bytes on: short files compress well and harm none."""


def printable(name: str) -> str:
    """A member's name as text that every table can hold (undecodable bytes shown as escapes)."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def unsafe_name(name: str) -> str | None:
    """Why a member of this name must not be taken, or None."""
    if not name or "\0" in name:
        return "an empty name or one with a null byte"
    if name.startswith(("/", "\\")) or PureWindowsPath(name).drive:
        return "an absolute path"
    if ".." in name.replace("\\", "/").split("/"):
        return "a path that leaves the archive's folder"
    return None


def too_large(size: int, limits: Limits) -> str | None:
    """Why a member of `size` bytes must not be read into memory, or None."""
    if size > limits.member_kb * KB:
        return f"{size} bytes, more than {limits.member_kb} KB"
    return None


def bomb(decompressed: int, compressed: int, limits: Limits) -> str | None:
    """Why `compressed` bytes that hold `decompressed` ones look like a bomb, or None."""
    if decompressed > RATIO_FROM and decompressed > limits.ratio * max(1, compressed):
        return f"compressed more than {limits.ratio} times"
    return None


def unreadable(file: Path, error: Exception) -> JanusError:
    """The archive as a whole cannot be decoded."""
    return JanusError(
        f"{file.name} cannot be read as an archive ({type(error).__name__}: {error})",
        where=str(file),
        do="the pinned bytes are damaged or of another format: pin another version or hash",
    )


class Beyond(Exception):
    """The archive as a whole is beyond the limits; says which."""
