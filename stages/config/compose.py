"""conf/ to params.yaml, with the same composition and the same writer as `dvc exp run`.

DVC composes `conf/config.yaml` and writes params.yaml whole; `dvc repro` never does. Both must agree byte for
byte, so this follows dvc.utils.hydra: compose, resolve, `OmegaConf.to_yaml`.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from stages.config.params import PARAMS_FILE
from stages.errors import JanusError

CONF = Path("conf")


def compose_params(overrides: list[str], conf: Path = CONF) -> str:
    """The text of params.yaml. Raises JanusError naming the key or group that Hydra refuses."""
    import yaml
    from hydra import compose, initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    if not (conf / "config.yaml").is_file():
        raise JanusError(f"{conf}/config.yaml is missing", do="run the command in the project's folder")
    try:
        with initialize_config_dir(str(conf.absolute()), version_base=None):
            config = compose(config_name="config", overrides=overrides)
            OmegaConf.resolve(config)
    except (HydraException, OmegaConfBaseException, yaml.YAMLError) as error:
        raise JanusError(
            f"conf does not compose: {str(error).splitlines()[0]}",
            where=f"{conf}/ with overrides {overrides}",
            do="use an existing key (key=value) or group (group=option); `ls conf` shows the groups",
        ) from error
    return OmegaConf.to_yaml(config)


def drift(overrides: list[str]) -> str:
    """Unified diff between params.yaml and what conf/ composes to; empty where they agree."""
    found = PARAMS_FILE.read_text(encoding="utf-8") if PARAMS_FILE.is_file() else ""
    wanted = compose_params(overrides)
    return "".join(
        difflib.unified_diff(
            found.splitlines(keepends=True),
            wanted.splitlines(keepends=True),
            str(PARAMS_FILE),
            f"{CONF}/ composed",
        )
    )
