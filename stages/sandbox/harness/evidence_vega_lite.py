"""Facts of a Vega-Lite chart: what its specification says, and what stands in the scene that Vega drew."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from stages.sandbox.harness.drawn import rounded
from stages.sandbox.harness.rounding import MOST, numbers

_PARTS = ("layer", "concat", "hconcat", "vconcat", "spec")
_SAID = ("field", "type", "title", "aggregate", "bin", "timeUnit", "stack", "sort", "value", "datum", "scale")
_PAINT = ("fill", "stroke")
_POSITIONS = ("x", "y", "x2", "y2", "width", "height", "size")


def views(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The unit views in their order, outer ones inherited.

    `mark`, its `look` (what else the specification says of it), `encoding`, `transforms`, the number of
    `rows` and the first of their `values`, by field of the encoding.
    """
    return [rounded(view) for view in _views(spec, {}, None, [])][:MOST]


def _views(
    spec: dict[str, Any], outer: dict[str, Any], data: Any, before: list[str]
) -> Iterator[dict[str, Any]]:
    encoding = {**outer, **(spec.get("encoding") or {})}
    data = spec.get("data", data)
    transforms = [*before, *(next(iter(step), "") for step in spec.get("transform") or ())]
    for part in _PARTS:
        inner = spec.get(part, ())
        for view in [inner] if isinstance(inner, dict) else inner:
            yield from _views(view, encoding, data, transforms)
    if "mark" in spec:
        mark = spec["mark"]
        yield {
            "mark": mark.get("type") if isinstance(mark, dict) else mark,
            "look": {k: v for k, v in mark.items() if k != "type"} if isinstance(mark, dict) else {},
            "encoding": {name: _channel(channel) for name, channel in encoding.items()},
            "transforms": transforms[:MOST],
            "rows": _rows(data),
            "values": _values(data, encoding),
        }


def _channel(channel: Any) -> Any:
    """What the channel says of itself, without axis, legend and conditions."""
    if isinstance(channel, list):
        return [_channel(one) for one in channel][:MOST]
    if not isinstance(channel, dict):
        return channel
    return {name: channel[name] for name in _SAID if name in channel}


def _rows(data: Any) -> int | None:
    rows = _listed(data)
    return None if rows is None else len(rows)


def _listed(data: Any) -> list[Any] | None:
    """The rows of data given in line, as JSON or as text with commas."""
    values = data.get("values") if isinstance(data, dict) else None
    if isinstance(values, str) and (data.get("format") or {}).get("type") == "csv":
        return [{k: _number(v) for k, v in row.items()} for row in csv.DictReader(values.splitlines())]
    return values if isinstance(values, list) else None


def _number(text: Any) -> Any:
    try:
        return float(text)
    except (TypeError, ValueError):
        return text


def _values(data: Any, encoding: dict[str, Any]) -> dict[str, list[Any]]:
    """Numbers and texts of the fields that the encoding names, of at most 64 rows of data given in line."""
    fields = {
        c["field"] for c in encoding.values() if isinstance(c, dict) and isinstance(c.get("field"), str)
    }
    rows = _listed(data)
    if rows is None:
        return {}
    rows = [row for row in rows if isinstance(row, dict)][:MOST]
    return {name: [_plain(row.get(name)) for row in rows] for name in sorted(fields)}


def _plain(value: Any) -> Any:
    return value[:200] if isinstance(value, str) else value if isinstance(value, int | float) else None


def scene_facts(scene: dict[str, Any]) -> dict[str, Any]:
    """`title`, `axes`, `grids` (a number), `legends`, `marks`; lengths in pixels of the mark's group."""
    facts: dict[str, Any] = {"title": [], "axes": [], "legends": [], "headers": [], "marks": []}
    facts["grids"] = 0
    _read(scene["scenegraph"], facts)
    return {name: found[:MOST] if isinstance(found, list) else found for name, found in facts.items()}


def _read(node: dict[str, Any], facts: dict[str, Any]) -> None:
    role = node.get("role") or ""
    texts = _texts(node)
    if role == "axis" and texts:
        titles, labels = _texts(node, "axis-title"), _texts(node, "axis-label")
        orient = next((i.get("orient") for i in node["items"]), None)
        facts["axes"].append({"orient": orient, "title": "\n".join(titles), "labels": labels})
    elif role == "axis" and _has_grid(node):
        facts["grids"] += 1
    elif role == "legend":
        titles, labels = _texts(node, "legend-title"), _texts(node, "legend-label")
        facts["legends"].append({"title": "\n".join(titles), "labels": labels})
    elif role == "title":
        facts["title"] += texts
    elif role.startswith(("column-", "row-")) or role == "axis":
        facts["headers"] += texts
    elif role == "mark" and node.get("marktype") != "group":
        facts["marks"].append(_mark(node))
    else:
        for child in node.get("items", ()):
            _read(child, facts)


def _has_grid(node: dict[str, Any]) -> bool:
    """Whether a rule of a grid stands below the node."""
    if node.get("role") == "axis-grid":
        return bool(node.get("items"))
    return any(_has_grid(child) for child in node.get("items", ()))


def _texts(node: dict[str, Any], role: str | None = None) -> list[str]:
    """Texts below a node, of one role where it is given; at most 64."""
    found = []
    for child in node.get("items", ()):
        if "text" in child and (role is None or node.get("role") == role):
            lines = child["text"]
            found.append("\n".join(map(str, lines)) if isinstance(lines, list) else str(lines))
        found += _texts(child, role)
    return found[:MOST]


def _mark(node: dict[str, Any]) -> dict[str, Any]:
    items = node.get("items", [])
    paint = {str(item[name]) for item in items for name in _PAINT if isinstance(item.get(name), str)}
    places = {name: numbers(i[name] for i in items if name in i) for name in _POSITIONS}
    return {
        "type": node.get("marktype"),
        "n": len(items),
        "colours": sorted(paint)[:8],
        "texts": _texts(node),
        **{name: values for name, values in places.items() if values},
    }
