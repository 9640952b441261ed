"""Layouts of texts and the fonts that they need, worked out once in a drawing: matplotlib asks for those of
tick labels and titles up to four times, and evidence for all of them once more.

A layout hangs on the text, its font and how it is aligned and turned, not on where it stands. Settings
(rcParams) count too, so that it is remembered for one drawing only, and for no text that wraps its lines.
A font that is missing is reported to stderr less often; nothing else differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.text import Text


@contextmanager
def remembered() -> Iterator[None]:
    """While this lasts, a layout or the fonts that were asked for before are given again."""
    lay_out, find_fonts = Text._get_layout, fontManager._find_fonts_by_props
    found: dict[tuple[Any, ...], Any] = {}
    fonts: dict[int, list[Any]] = {}

    def layout(self: Text, renderer: Any) -> Any:
        if self.get_wrap():
            return lay_out(self, renderer)
        key = (
            self.get_text(),
            hash(self._fontproperties),
            self.get_figure(root=True).dpi,
            self.get_rotation(),
            self.get_rotation_mode(),
            self._horizontalalignment,
            self._verticalalignment,
            self._get_multialignment(),
            self._linespacing,
            self.get_usetex(),
            self.get_parse_math(),
        )
        if key not in found:
            found[key] = lay_out(self, renderer)
        return found[key]

    def fonts_of(properties: FontProperties) -> list[Any]:
        key = hash(properties)
        if key not in fonts:
            fonts[key] = find_fonts(properties)
        return fonts[key]

    Text._get_layout, fontManager._find_fonts_by_props = layout, fonts_of
    try:
        yield
    finally:
        Text._get_layout, fontManager._find_fonts_by_props = lay_out, find_fonts
