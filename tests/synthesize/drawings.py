"""SVG drawings for tests: every kind of shape, with and without strokes."""

from __future__ import annotations

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48">\n'


def svg(*shapes: str) -> str:
    return HEAD + "\n".join(shapes) + "\n</svg>\n"


DRAWINGS = {
    "flag": svg(
        '<rect width="64" height="48" fill="#fff"/>',
        '<rect width="64" height="16" fill="#d00"/>',
        '<polygon points="0,0 24,24 0,48" fill="#060"/>',
    ),
    "discs": svg(
        '<circle cx="20" cy="20" r="12" fill="#08e"/>',
        '<ellipse cx="44" cy="28" rx="16" ry="8" fill="#fb0" stroke="#333" stroke-width="3"/>',
    ),
    "button": svg(
        '<rect x="8" y="8" width="48" height="32" rx="6" fill="#eee" stroke="#05b" stroke-width="4"/>',
        '<line x1="16" y1="32" x2="48" y2="16" stroke="#05b" stroke-width="4" stroke-linecap="round"/>',
    ),
    "leaf": svg('<path d="M8 40 Q8 8 56 8 Q56 40 24 44 Z" fill="#393"/>', '<circle cx="9" cy="9" r="6"/>'),
    "tick": svg('<path d="M8 24 L24 40 L56 8" fill="none" stroke="#0a0" stroke-width="6"/>'),
}
