"""What a Vega-Lite specification would fetch: data and images by URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MOST = 8
_INLINE = "data:image/"


def references(spec: dict[str, Any]) -> list[str]:
    """The URLs in the specification, at most 8. Those of images that stand in it are none.

    Where an image's URL is a field, every string of the data that could be one counts.
    """
    found = list(_urls(spec))
    if _image_by_field(spec):
        found += [text for text in _strings(spec.get("data")) if "/" in text or "." in text]
    return list(dict.fromkeys(url for url in found if not url.startswith(_INLINE)))[:_MOST]


def _urls(value: Any) -> Iterator[str]:
    """Strings under a key `url`, also as `{"value": ...}`, anywhere but among the rows of data."""
    if isinstance(value, list):
        for item in value:
            yield from _urls(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "url":
                yield from _strings(item.get("value", item.get("datum")) if isinstance(item, dict) else item)
            if key not in ("values", "datasets"):
                yield from _urls(item)


def _image_by_field(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_image_by_field, value))
    if not isinstance(value, dict):
        return False
    url = value.get("url")
    return (isinstance(url, dict) and not {"value", "datum"} & set(url)) or any(
        _image_by_field(item) for key, item in value.items() if key not in ("values", "datasets")
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
