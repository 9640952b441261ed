"""Code as HTML with syntax classes; the colours are the page's own."""

from __future__ import annotations

from markupsafe import Markup

LONGEST = 3000
"""Characters of a program that the page shows."""


def listing(code: str | None, language: str) -> Markup:
    """`code` highlighted by Pygments (class names only); very long code is cut, and says so."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer, XmlLexer

    text = code or ""
    cut = len(text) - LONGEST
    lexer = XmlLexer(stripnl=False) if language == "svg" else PythonLexer(stripnl=False)
    html = highlight(text[:LONGEST], lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    more = f'\n<span class="cut">… {cut} more characters</span>' if cut > 0 else ""
    return Markup(html + more)
