"""Samples that hand over what they did not draw: what is found out, and what is believed."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from stages.sandbox import STATUSES, Execution, cross_check
from stages.sandbox.harness import pixels
from stages.sandbox.read_result import read_outcome
from stages.sandbox.worker import Outcome, _reported
from tests.sandbox.test_isolation import LIMITS

Run = Callable[[str], Execution]
REACH = """
import os, struct, sys, msgpack
import matplotlib.pyplot as plt
import numpy as np
def local(name):
    frame = sys._getframe()
    while name not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals[name]
capture = local('capture')
pixels = capture.pixels
def picture(rgb):
    facts = {'pixels': pixels.describe(rgb)}
    return {'status': 'ok', 'figures': 1, 'pngs': [pixels.png(rgb)], 'evidence': facts}
half = np.full((40, 60, 3), 255, np.uint8)
half[:, :30] = 0
def hand(**changes):
    capture.finish = lambda: {**picture(half), **changes}
def give(data):
    memory = local('memory')
    memory[8 : 8 + len(data)] = data
    memory[:8] = struct.pack('<Q', len(data))
    os._exit(0)
PACKED = msgpack.packb(picture(half))
"""
BOMB = (
    "import zlib\n"
    "def chunk(kind, data):\n"
    "    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
    "head = chunk(b'IHDR', struct.pack('>IIBBBBB', 60_000, {height}, 8, 2, 0, 0, 0))\n"
    "data = b'\\x89PNG\\r\\n\\x1a\\n' + head + chunk(b'IDAT', zlib.compress(b'')) + chunk(b'IEND', b'')\n"
    "hand(pngs=[data])\n"
)
DAMAGED = "it damaged its result"

CASES: dict[str, tuple[str, str, str]] = {
    # name: (program, expected status, text expected in stderr)
    "an_honest_result": ("hand()\n", "ok", ""),
    "an_honest_result_in_memory": ("give(PACKED)\n", "ok", ""),
    "no_picture": ("hand(pngs=[])\n", "killed", DAMAGED),
    "no_png": ("hand(pngs=[b'no'])\n", "killed", DAMAGED),
    "half_a_png": ("hand(pngs=[pixels.png(half)[:-30]])\n", "killed", DAMAGED),
    "half_a_frame": ("hand(pngs=[pixels.png(half)[:-30], pixels.png(half)])\n", "killed", DAMAGED),
    "bomb": (BOMB.format(height=60_000), "forbidden", "pixels"),
    "large_png": (BOMB.format(height=600), "forbidden", "pixels"),
    "more_than_fits": ("hand(pngs=[b'1' * 10**7])\n", "forbidden", "output_kb"),
    "blank_called_ok": (
        "white = np.full((40, 60, 3), 255, np.uint8)\ncapture.finish = lambda: picture(white)\n",
        "blank",
        "one colour all over",
    ),
    "grey_called_ok": (
        "grey = np.full((40, 60, 3), 128, np.uint8)\ncapture.finish = lambda: picture(grey)\n",
        "blank",
        "one colour all over",
    ),
    "share_of_a_colour": (
        "facts = pixels.describe(half)\nfacts['colours'][0][1] = 0.25\nhand(evidence={'pixels': facts})\n",
        "killed",
        DAMAGED,
    ),
    "painted_share": (
        "true = pixels.describe\npixels.describe = lambda rgb: {**true(rgb), 'painted': 0.9}\n"
        "plt.plot([1, 2])\n",
        "killed",
        DAMAGED,
    ),
    "another_size": (
        "hand(evidence={'pixels': {**pixels.describe(half), 'width': 999}})\n",
        "killed",
        DAMAGED,
    ),
    "grid_of_another_picture": (
        "hand(evidence={'pixels': {**pixels.describe(half), 'grid': pixels.grid(half * 0)}})\n",
        "killed",
        DAMAGED,
    ),
    "no_pixels": ("hand(evidence={})\n", "killed", DAMAGED),
    "status_unknown": ("hand(status='fine')\n", "killed", DAMAGED),
    "figures_without_end": ("hand(figures=2**40)\n", "killed", DAMAGED),
    "no_figures": ("hand(figures=-1)\n", "killed", DAMAGED),
    "not_a_number": (
        "hand(evidence={'pixels': pixels.describe(half), 'x': float('nan')})\n",
        "killed",
        DAMAGED,
    ),
    "surrogates": (
        "result = picture(half)\nresult['evidence']['x'] = chr(0xD800)\n"
        "give(msgpack.packb(result, unicode_errors='surrogatepass'))\n",
        "killed",
        DAMAGED,
    ),
    "deep_evidence": (
        "deep = b'\\x91' * 900 + b'\\xc0'\nPACKED = msgpack.packb(picture(half))\n"
        "key = msgpack.packb('evidence')\n"
        "give(PACKED.replace(key + b'\\x81', key + b'\\x82' + msgpack.packb('x') + deep))\n",
        "killed",
        DAMAGED,
    ),
    "deeper_than_is_read": ("give(b'\\x91' * 100_000 + b'\\xc0')\n", "killed", DAMAGED),
    "keys_that_cannot_be": ("give(b'\\x81\\x91\\x01\\x02')\n", "killed", DAMAGED),
    "no_message": ("give(b'\\xc1\\xc1')\n", "killed", DAMAGED),
    "a_number": ("give(msgpack.packb(7))\n", "killed", DAMAGED),
    "length_beyond_the_memory": (
        "local('memory')[:8] = b'\\xff' * 8\nos._exit(0)\n",
        "no_output",
        "exit code 0",
    ),
    "as_if_never_begun": (
        "memory = local('memory')\nmemory[:] = b'\\0' * len(memory)\nos._exit(1)\n",
        "no_output",
        "",
    ),
    "savefig_replaced_and_closed": (
        "plt.Figure.savefig = plt.savefig = lambda *a, **k: None\n"
        "plt.plot([1, 2])\nplt.savefig('a')\nplt.close()\n",
        "no_output",
        "no figure",
    ),
    "canvas_that_draws_nothing": (
        "from matplotlib.backends.backend_agg import FigureCanvasAgg\n"
        "FigureCanvasAgg.draw = lambda self: self.get_renderer()\nplt.plot([1, 2])\n",
        "blank",
        "",
    ),
    "our_modules_by_name": (
        "from stages.sandbox.harness import capture\n",
        "exception",
        "ModuleNotFoundError",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, run: Run) -> None:
    program, status, said = CASES[name]
    verdict = run(REACH + program)
    assert (verdict.status, said in verdict.stderr) == (status, True), verdict.stderr
    assert (verdict.png is None) == (status not in ("ok", "blank"))


CLAIM = """
real = capture.evidence_python.figure_evidence
def claim(figure):
    facts = real(figure)
    facts['axes'][0]['series'][0]['colour'] = '#ff0000'
    return facts
capture.evidence_python.figure_evidence = claim
"""


def test_a_colour_that_is_nowhere_is_said_to_be_unseen(run: Run) -> None:
    bars = "plt.bar([1, 2], [3, 4], color='blue')\n"
    true, forged = run(REACH + bars), run(REACH + CLAIM + bars)
    assert (true.status, forged.status) == ("ok", "ok")
    assert "unseen" not in true.evidence
    assert forged.evidence["unseen"] == ["#ff0000"]
    assert true.png == forged.png


@pytest.mark.parametrize(
    ("drawn", "unseen"),
    [
        ("plt.plot([1, 2], 'g-')\n", []),
        ("plt.plot([1, 2], color='#abcdef', lw=0.3)\n", []),
        ("plt.plot([1, 2], color='#abcdef', alpha=0.2)\n", []),
        ("plt.scatter([1, 2], [3, 4], s=2, c='crimson')\n", []),
        ("plt.bar([1], [2], color='#00ff00')\nplt.bar([1], [2], color='#0000ff')\n", ["#00ff00"]),
        ("plt.plot([5, 6], [1, 2], color='#00ff00')\nplt.xlim(0, 1)\n", ["#00ff00"]),
        ("plt.imshow(np.eye(3))\n", []),
    ],
)
def test_what_counts_as_unseen(drawn: str, unseen: list[str], run: Run) -> None:
    done = run("import matplotlib.pyplot as plt\nimport numpy as np\n" + drawn)
    assert (done.status, done.evidence.get("unseen", [])) == ("ok", unseen), done.stderr


def _described(rgb: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    return {**pixels.describe(rgb), "grid": pixels.grid(rgb)}, cross_check.decode(pixels.png(rgb))


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_true_facts_of_any_picture_agree(height: int, width: int, seed: int) -> None:
    rgb = np.random.default_rng(seed).integers(0, 3, (height, width, 3)).astype(np.uint8) * 127
    cross_check.check_pixels(*_described(rgb))


def test_a_changed_pixel_is_found() -> None:
    rgb = np.zeros((10, 10, 3), np.uint8)
    claimed, _ = _described(rgb)
    rgb[9, 9] = 1
    with pytest.raises(ValueError, match="painted"):
        cross_check.check_pixels(claimed, cross_check.decode(pixels.png(rgb)))


def test_pictures_of_other_kinds_are_decoded() -> None:
    for mode in ("1", "L", "P", "RGBA", "I;16"):
        out = io.BytesIO()
        Image.new(mode, (3, 2)).save(out, "PNG")
        assert cross_check.decode(out.getvalue()).shape == (2, 3)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.binary() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(0, 9), inner),
    max_leaves=20,
)
_PICTURE = np.zeros((2, 2, 3), np.uint8)
_PICTURE[0] = 255
_SERIES = st.fixed_dictionaries(
    {"alpha": st.none() | _ANY, "n": _ANY, "colour": st.just("#ff0000") | _ANY, "colours": _ANY}
)
_FIGURES = st.lists(st.fixed_dictionaries({"axes": st.lists(_ANY | st.just({"series": []})) | _ANY}) | _ANY)
_RESULT = st.fixed_dictionaries(
    {
        "status": st.sampled_from(STATUSES) | _ANY,
        "pngs": st.lists(st.just(pixels.png(_PICTURE)) | _ANY) | _ANY,
        "figures": st.integers(-1, 2) | _ANY,
        "evidence": st.fixed_dictionaries({"pixels": _ANY}) | _ANY,
        "stderr": _ANY,
    }
)


@settings(deadline=None)
@given(_RESULT | _ANY, st.sampled_from(["python", "svg", "test"]))
def test_no_result_ends_the_run(handed: Any, runtime: str) -> None:
    outcome = Outcome(None, "", handed, b"", 0.0, 0.0, 0.0)
    assert read_outcome("", runtime, LIMITS, outcome, "").status in STATUSES


@settings(deadline=None)
@given(_FIGURES | _ANY, st.lists(_SERIES) | _ANY)
def test_no_claim_ends_the_run(figures: Any, series: Any) -> None:
    for claim in (figures, [{"axes": [{"series": series}]}]):
        evidence = {"pixels": pixels.describe(_PICTURE), "figures": claim}
        handed = {"status": "ok", "pngs": [pixels.png(_PICTURE)], "figures": 1, "evidence": evidence}
        outcome = Outcome(None, "", handed, b"", 0.0, 0.0, 0.0)
        assert read_outcome("", "python", LIMITS, outcome, "").status in ("ok", "killed")


@settings(deadline=None)
@given(st.binary() | _ANY.map(lambda value: struct.pack("<Q", 0) + msgpack.packb(value)))
def test_no_report_ends_the_run(data: bytes) -> None:
    assert _reported(data, LIMITS, 0.0, 0.0, 0.0).cause == "killed"
