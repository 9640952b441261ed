"""The teacher that params name."""

from __future__ import annotations

from stages.synthesize.teachers.config import EndpointTeacher, ProgrammaticTeacher, TransformersTeacher
from stages.synthesize.teachers.protocol import Teacher


def open_teacher(section: ProgrammaticTeacher | EndpointTeacher | TransformersTeacher) -> Teacher | None:
    """None for the programmatic one: domains write code and words themselves."""
    if isinstance(section, EndpointTeacher):
        from stages.endpoint.client import Endpoint

        return Endpoint(section)
    if isinstance(section, TransformersTeacher):
        from stages.synthesize.teachers.in_process import InProcess

        return InProcess(section)
    return None
