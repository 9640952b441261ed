"""Messages between the parent, the template and a sample's supervisor: length-prefixed msgpack.

Never pickle: what comes from a sample is data.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Any

import msgpack

_LENGTH = struct.Struct("<Q")


def pack(message: Any) -> bytes:
    """One frame."""
    body = msgpack.packb(message, unicode_errors="surrogatepass")
    return _LENGTH.pack(len(body)) + body


def send(sock: socket.socket, message: Any, fds: tuple[int, ...] = ()) -> None:
    """Send one message, with file descriptors beside its first byte."""
    data = pack(message)
    if fds:
        sent = socket.send_fds(sock, [data], list(fds))
        data = data[sent:]
    if data:
        sock.sendall(data)


def receive(sock: socket.socket, fds: int = 0) -> tuple[Any, list[int]]:
    """Next message and the descriptors that came with it. Raises EOFError where the other side is gone."""
    if fds:
        data, received, _, _ = socket.recv_fds(sock, _LENGTH.size, fds)
    else:
        data, received = sock.recv(_LENGTH.size), []
    data += _exactly(sock, _LENGTH.size - len(data)) if data else b""
    if not data:
        raise EOFError("the other side closed the connection")
    (length,) = _LENGTH.unpack(data)
    return unpack(_exactly(sock, length)), received


def unpack(body: bytes) -> Any:
    """The message of a frame's body. Raises ValueError where it is none."""
    return msgpack.unpackb(body, strict_map_key=False, unicode_errors="surrogatepass")


def _exactly(sock: socket.socket, length: int) -> bytes:
    chunks = []
    while length:
        chunk = sock.recv(min(length, 1 << 20))
        if not chunk:
            raise EOFError("the other side closed the connection")
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def write_all(fd: int, data: bytes) -> None:
    """Write everything to a descriptor."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
