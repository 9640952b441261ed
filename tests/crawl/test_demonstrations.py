"""Seeds of Octave's and gnuplot's demonstrations."""

from __future__ import annotations

import pytest

from stages.crawl.config import Selection
from stages.crawl.domains import reader_of

FUNCTION = """function y = é (x)
  y = x;  # %!demo in the middle is none
endfunction

%!demo
%! clf;
%! title ("100 % load ()");
%!
%!   plot ([1 2]);

%!demo  # bug 7
%! x = 1;
%!test
%! assert (é (1), 1);
%!demo surf (peaks)
%!error é ()
"""

DEMO = """# Two curves, é
set title "One"   # load nothing
f(x) = x
plot sin(x), \\
     f(x)
pause -1 "Hit return"

set key left
splot x*y
pause -1
reset
plot cos(x)
pause -1
do for [i=1:2] { plot i*x }
pause -1
plot x**2
"""


def pieces(language: str, text: str | bytes):
    selection = Selection(
        domain="scientific", language=language, include=["*"], exclude=[], max_bytes=9999, cap=None
    )
    content = text if isinstance(text, bytes) else text.encode()
    return list(reader_of("scientific", language).read(content, "a", selection, {}))


def test_each_demonstration_of_a_function_is_a_piece_at_its_span():
    found = pieces("octave", FUNCTION)
    assert [p.prepared for p in found] == [
        'clf;\ntitle ("100 % load ()");\n\n  plot ([1 2]);\n',
        "# bug 7\nx = 1;\n",
        "surf (peaks)\n",
    ]
    spans = [FUNCTION.encode()[p.start : p.end].decode() for p in found]
    assert [s.splitlines()[0] for s in spans] == ["%!demo", "%!demo  # bug 7", "%!demo surf (peaks)"]
    assert [s.splitlines()[-1] for s in spans] == ["%!   plot ([1 2]);", "%! x = 1;", "%!demo surf (peaks)"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [("x = input ('');", "outside: input"), ("load penny;", "outside: load"), ("% words", "empty")],
)
def test_demonstrations_that_do_not_stand_alone_are_named(code, reason):
    (piece,) = pieces("octave", f"%!demo\n%! {code}\n")
    assert piece.prepared is None and piece.reason.startswith(reason)


def test_parts_of_a_demo_keep_the_settings_before_them_and_none_of_the_plots():
    found = pieces("gnuplot", DEMO)
    first, second, third = (p.prepared for p in found[:3])
    assert first.startswith("# Two curves, é\nset title") and first.endswith("plot sin(x), \\\n     f(x)\n")
    assert second == 'set title "One"   # load nothing\nf(x) = x\n\nset key left\nsplot x*y\n'
    assert third == "plot cos(x)\n"
    spans = [DEMO.encode()[p.start : p.end].decode() for p in found]
    assert spans[1] == "\nset key left\nsplot x*y\n" and spans[2] == "plot cos(x)\n"


def test_a_part_after_a_loop_is_refused():
    assert [p.reason and p.reason.partition(":")[0] for p in pieces("gnuplot", DEMO)] == [
        *(None, None, None, None),
        "state",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("plot 'world.dat' with lines", "reads: 'world.dat'"),
        ('splot "valley" using 1:2:3', "reads"),
        ("plot '-'", "reads"),
        ("plot x; load other", "outside: load"),
        ("plot `date`", "outside: `"),
    ],
)
def test_parts_that_need_files_or_commands_are_named(line, reason):
    (piece,) = pieces("gnuplot", f"{line}\npause -1\n")
    assert piece.prepared is None and piece.reason.startswith(reason)


def test_names_in_texts_and_comments_are_none():
    (piece,) = pieces("gnuplot", 'plot x title "load 5. of it" # fit, stats\n')
    assert piece.reason is None


@pytest.mark.parametrize("language", ["octave", "gnuplot"])
def test_files_without_demonstrations_or_text(language):
    assert pieces(language, "x = 1\n") == []
    (piece,) = pieces(language, b"%!demo\n%! \xff\n")
    assert piece.reason.startswith("encoding")
