"""Functions with examples: what goes along with them, and why some do not stand alone."""

from __future__ import annotations

import pytest

from stages.crawl.domains.algorithm import AlgorithmSelection, read

HELPERS = b'''"""More."""

SIZE = 2


def halved(n):
    """Half.

    >>> halved(0)
    1
    """
    return n // SIZE
'''
MODULE = b'''from __future__ import annotations

import os
from collections import deque
from typing import Iterable, TypeVar

import numpy

from .helpers import halved

T = TypeVar("T")
LIMIT = 3


def last(items: Iterable[int], n: int = LIMIT) -> list[int]:
    """The last items.

    >>> from pack.more import last
    >>> last([1, 2, 3, 4])
    [2, 3, 4]
    >>> last([4, 8], n=halved(2))
    [8]
    """
    # a deque forgets
    return list(deque(items, maxlen=n))


def typed(value: T) -> T:
    """Itself.

    >>> typed(1)
    1
    >>> typed(2)
    2
    """
    return value


def home(name):
    """
    >>> home("a")
    1
    >>> home("b")
    1
    """
    return len(os.sep)


def matrix(n):
    """
    >>> matrix(1)
    1
    >>> matrix(2)
    2
    """
    return numpy.eye(n)


def once(n):
    """
    >>> once(1)
    1
    """
    return n


def lost(n):
    """
    >>> lost(1)
    1
    >>> lost(2)
    2
    """
    return nowhere(n)


def _private(n):
    """
    >>> _private(1)
    1
    """
    return n
'''


def selection(**changes) -> AlgorithmSelection:
    values = dict(
        domain="algorithm", language="python", include=["**"], exclude=[], max_bytes=9999, cap=None,
        min_examples=2, max_prepared=4000,
    )  # fmt: skip
    return AlgorithmSelection(**{**values, **changes})


@pytest.fixture(scope="module")
def pieces() -> dict:
    found = read(MODULE, "pack/more.py", selection(), {"pack/helpers.py": HELPERS})
    return {MODULE[p.start : p.end].split(b"(")[0].removeprefix(b"def ").decode(): p for p in found}


def test_what_a_function_needs_comes_before_it(pieces):
    piece = pieces["last"]
    assert piece.reason is None and piece.includes == ("pack/helpers.py",)
    names: dict = {}
    exec(compile(piece.prepared, "piece", "exec", dont_inherit=True), names)
    assert names["last"]([1, 2, 3, 4]) == [2, 3, 4] and names["halved"](2) == 1
    assert "from pack" not in piece.prepared and ">>> halved" not in piece.prepared
    assert "# a deque forgets" in piece.prepared and "numpy" not in piece.prepared
    assert piece.prepared.rindex("def ") == piece.prepared.index("def last")


def test_the_span_holds_the_function_alone(pieces):
    piece = pieces["last"]
    text = MODULE[piece.start : piece.end]
    assert text.startswith(b"def last(items: Iterable[int]") and text.endswith(b"maxlen=n))")


def test_annotations_stay_where_their_names_are_known(pieces):
    assert "items: Iterable[int], n: int = LIMIT) -> list[int]:" in pieces["last"].prepared
    assert "def typed(value):" in pieces["typed"].prepared


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("home", "world: os"),
        ("matrix", "imports: numpy is outside the standard library"),
        ("once", "examples: 1, fewer than 2"),
        ("lost", "names: nowhere is not bound"),
    ],
)
def test_why_a_function_is_not_taken(pieces, name, reason):
    assert pieces[name].prepared is None and pieces[name].reason.startswith(reason)


def test_private_functions_are_no_pieces(pieces):
    assert set(pieces) == {"last", "typed", "home", "matrix", "once", "lost"}


def test_limits_and_files_that_are_no_python():
    assert all(
        (p.reason or "").startswith("size")
        for p in read(MODULE, "pack/more.py", selection(max_prepared=10), {"pack/helpers.py": HELPERS})
        if MODULE[p.start :].startswith((b"def last", b"def typed"))
    )
    for content in (b"def f(:", b"\xff\xfe", b"\0"):
        assert [p.reason.partition(":")[0] for p in read(content, "a/b.py", selection(), {})] == ["syntax"]


def test_a_helper_may_call_the_function_back():
    code = (
        b"def even(n):\n    return n == 0 or odd(n - 1)\n\n\ndef odd(n):\n"
        b'    """\n    >>> odd(3)\n    True\n    >>> odd(4)\n    False\n    """\n'
        b"    return n > 0 and even(n - 1)\n"
    )
    (piece,) = read(code, "pack/more.py", selection(), {})
    assert piece.reason is None and piece.prepared.count("def odd") == 1
