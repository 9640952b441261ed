"""Code as HTML with syntax classes; the colours are the page's own."""

from __future__ import annotations

from markupsafe import Markup

LONGEST = 3000
"""Characters of a program that the page shows."""


LEXERS = {"svg": "xml", "vega-lite": "json", "mermaid": "text", "canvas": "javascript"}
"""Names of Pygments where they are not the language's own."""


def listing(code: str | None, language: str) -> Markup:
    """`code` highlighted by Pygments (class names only); very long code is cut, and says so."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    text = code or ""
    cut = len(text) - LONGEST
    lexer = get_lexer_by_name(LEXERS.get(language, language), stripnl=False)
    html = highlight(text[:LONGEST], lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    more = f'\n<span class="cut">… {cut} more characters</span>' if cut > 0 else ""
    return Markup(html + more)
