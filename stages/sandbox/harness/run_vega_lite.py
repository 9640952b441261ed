"""Runtime vega-lite: vl-convert (V8 with Vega) compiles and draws. One confined process serves many files.

A specification runs no code but Vega's own expressions. Whatever it would fetch is refused before it is
drawn and listed: a picture that depends on what is not in the file is no picture of the code. The version of
Vega-Lite is the one that `$schema` asks for, 5 or 6; older ones are drawn by 5. In expressions the clock
stands at 2024-01-01T12:00:00Z.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any

from stages.sandbox.harness import drawn, evidence_vega_lite, vega_lite_policy

_VERSIONS = {True: "5.21", False: "6.4"}
"""Whether the schema is one of up to version 5, to a version that vl-convert has."""
_MAJOR = re.compile(r"/vega-lite/v(\d+)")
_NOW = re.compile(r"\b(?:now|datetime)\s*\(\s*\)")
_PINNED = "datetime(1704110400000)"
_PROBE = '{"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}'


def prepare() -> None:
    """Start V8 and draw once with each version."""
    for version in (5, 6):
        answer(_PROBE.replace("{", f'{{"$schema": "/vega-lite/v{version}", ', 1), {})


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, picture and evidence of one file; keys as in `drawn.result`, and `cpu_s`."""
    clock = time.process_time()
    result = _draw(code)
    result["cpu_s"] = time.process_time() - clock
    return result


def _draw(code: str) -> dict[str, Any]:
    import vl_convert

    try:
        spec = json.loads(code)
    except (ValueError, RecursionError) as error:
        return {"status": "exception", "stderr": f"{type(error).__name__}: {error}"}
    if not isinstance(spec, dict):
        return {"status": "exception", "stderr": "a specification is a JSON object"}
    try:
        if outside := vega_lite_policy.references(spec):
            what = "it refers to something outside the file: "
            return {"status": "forbidden", "stderr": what + ", ".join(outside)}
        major = _MAJOR.search(str(spec.get("$schema", "")))
        version = _VERSIONS[major is not None and int(major[1]) <= 5]
        vega = vl_convert.vegalite_to_vega(_NOW.sub(_PINNED, code), version)
        scene = vl_convert.vega_to_scenegraph(vega, allowed_base_urls=[])
        png = vl_convert.vega_to_png(vega, allowed_base_urls=[])
        facts = evidence_vega_lite.scene_facts(scene)
        views = evidence_vega_lite.views(spec)
    except ValueError as error:  # what vl-convert raises for every fault of the specification
        return {"status": "exception", "stderr": _cause(str(error))}
    except RecursionError as error:
        return {"status": "exception", "stderr": f"RecursionError: {error}"}
    return drawn.result([(png, facts)], {"views": views, "vega_lite": version})


def _cause(message: str) -> str:
    """The message of the JavaScript error, without the lines of its stack."""
    lines = [line for line in message.splitlines() if not line.startswith("    at ")]
    return "\n".join(lines[1:] or lines)[:2000]
