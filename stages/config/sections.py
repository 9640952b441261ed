"""Every section of params.yaml and the class that owns it: for `janus config check` and for MLflow."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel

from stages.config.params import load_section
from stages.errors import JanusError


def sections() -> dict[str, type[BaseModel]]:
    """Section name to its class."""
    from stages.assemble.config import AssembleSection, MixtureSection
    from stages.calibrate.config import CalibrateSection
    from stages.check.config import CheckSection
    from stages.crawl.config import CrawlSection
    from stages.crawl.takedown import TakedownSection
    from stages.evaluate.config import EvaluateSection
    from stages.report.config import ReportSection
    from stages.reward.config import JudgeSection
    from stages.sandbox.config import RuntimeSection, SandboxSection
    from stages.synthesize.config import StrategySection, SynthesizeSection
    from stages.synthesize.teachers.config import TeacherSection
    from stages.train.config import EngineSection, ModelSection, TrainSection

    return {
        "crawl": CrawlSection,
        "takedown": TakedownSection,
        "teacher": TeacherSection,
        "strategy": StrategySection,
        "synthesize": SynthesizeSection,
        "runtime": RuntimeSection,
        "sandbox": SandboxSection,
        "judge": JudgeSection,
        "calibrate": CalibrateSection,
        "assemble": AssembleSection,
        "mixture": MixtureSection,
        "check": CheckSection,
        "model": ModelSection,
        "train": TrainSection,
        "engine": EngineSection,
        "evaluate": EvaluateSection,
        "report": ReportSection,
    }


def check_sections(text: str) -> dict[str, Any]:
    """Validate the text of a whole params.yaml; returns its values.

    Raises JanusError that names every key that is unknown, absent or of a wrong type.
    """
    params = yaml.safe_load(text)
    known = sections()
    unknown = sorted(set(params) - set(known) - {"seed"})
    problems = [f"unknown section {name!r}" for name in unknown]
    if not isinstance(params.get("seed"), int):
        problems.append(f"seed: must be an integer (found {params.get('seed')!r})")
    for name, section in known.items():
        try:
            load_section(name, section, params)
        except JanusError as error:
            problems.append(error.what.removeprefix("params do not fit: "))
    if problems:
        raise JanusError(
            "\n  ".join(["params do not fit:", *problems]), where="conf/", do="correct the keys named above"
        )
    return params
