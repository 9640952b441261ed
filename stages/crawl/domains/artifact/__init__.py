"""Interactive pages: widgets taken out of real pages, and demonstrations drawn by a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from stages.crawl.config import Selection, Size
from stages.crawl.domains.artifact.drawings import boards, sketch
from stages.crawl.domains.artifact.widgets import widgets
from stages.crawl.reader import Companions, Piece, SeedReader

VERSION = "1"


class ArtifactSelection(Selection):
    """`form`: what a file holds.

    widget: pages whose markup declares what a click shows (tabs, collapsing parts, menus).
    board: pages with JSXGraph boards. sketch: pages with one script for Paper.js.
    """

    form: Literal["widget", "board", "sketch"]
    piece_bytes: Size = 8192


def read(content: bytes, path: str, selection: ArtifactSelection, companions: Companions) -> Iterable[Piece]:
    if selection.form == "widget":
        return widgets(content, path, companions, selection.piece_bytes)
    return boards(content, selection.piece_bytes) if selection.form == "board" else sketch(content)


READERS = (SeedReader("artifact", "html", "html", VERSION, read, ArtifactSelection),)
