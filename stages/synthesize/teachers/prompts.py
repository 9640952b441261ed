"""Prompts: Jinja files `conf/prompts/<strategy>/<domain>.j2`, else `<strategy>/default.j2`.

A template's text up to a line `=== user ===` is the system message, the rest the user's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from stages.endpoint.protocol import Message
from stages.errors import JanusError
from stages.records.identity import content_hash

FOLDER = Path("conf/prompts")
SPLIT = "=== user ===\n"


@dataclass(frozen=True)
class Prompt:
    """Messages, and the hash of the template's text with what was put into it."""

    messages: tuple[Message, ...]
    hash: str


class Prompts:
    """The prompts of a folder; every template is checked when it is first used."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._jinja = Environment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, keep_trailing_newline=False
        )

    def require(self, strategy: str) -> None:
        """Raises JanusError where a strategy has no prompt."""
        if not (self._folder / strategy / "default.j2").is_file():
            raise JanusError(
                f"strategy {strategy} has no prompt for a teacher",
                where=f"{self._folder}/{strategy}/default.j2",
                do="write it after the others, or take the strategy out of conf/strategy",
            )

    def prompt(
        self,
        strategy: str,
        domain: str,
        inputs: dict[str, Any],
        png: bytes | None,
        last: tuple[str | None, str] | None,
    ) -> Prompt:
        """`last`: the reply (None where there is none to show) and the reason of the attempt that failed."""
        template = self._jinja.select_template([f"{strategy}/{domain}.j2", f"{strategy}/default.j2"])
        system, split, user = template.render(inputs).partition(SPLIT)
        if not split:
            raise JanusError(f"a prompt lacks the line {SPLIT.strip()!r}", where=str(template.filename))
        messages = [Message("system", system.strip()), Message("user", user.strip(), png)]
        if last is not None:
            reply, reason = last
            again = self._jinja.get_template("feedback.j2").render(reason=reason).strip()
            if reply:
                messages.append(Message("assistant", reply))
                messages.append(Message("user", again))
            else:
                messages[-1] = Message("user", f"{messages[-1].text}\n\n{again}", png)
        return Prompt(tuple(messages), content_hash([self._source(template.name), inputs, png, last]))

    def _source(self, name: str) -> dict[str, str]:
        """The text of a template and of all that it draws in, by name."""
        text = (self._folder / name).read_text(encoding="utf-8")
        found = {name: text}
        for other in meta.find_referenced_templates(self._jinja.parse(text)):
            found |= self._source(other)
        return found
