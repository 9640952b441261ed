"""Section `teacher` of params.yaml: who writes instructions and code. `name` says which."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, RootModel

from stages.config import Section
from stages.endpoint.config import Sampling, Server


class ProgrammaticTeacher(Section):
    """Syntax-tree transforms and execution-grounded words: no weights, no network."""

    name: Literal["programmatic"]


class EndpointTeacher(Server):
    """A server with the OpenAI chat API. Its key comes from $JANUS_TEACHER_KEY alone."""

    role: ClassVar[str] = "teacher"
    place: ClassVar[str] = "teacher"
    name: Literal["endpoint"]


class TransformersTeacher(Section):
    """A language model in this process."""

    name: Literal["transformers"]
    model: str = Field(min_length=1)
    """A folder, or the name of a pretrained model."""
    vision: bool
    """It reads images: it is shown the picture of a program besides its code."""
    device: Literal["auto", "cpu", "cuda"]
    dtype: Literal["auto", "float32", "bfloat16"]
    batch: int = Field(ge=1)
    """Requests decoded together; another batch may give other replies."""
    sampling: Sampling


class TeacherSection(
    RootModel[
        Annotated[ProgrammaticTeacher | EndpointTeacher | TransformersTeacher, Field(discriminator="name")]
    ]
):
    """One of the teachers, by its name; `root` is it."""

    model_config = ConfigDict(frozen=True, strict=True)
