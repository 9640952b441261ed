"""Typed params: `params.yaml` read into frozen models, and its generation from `conf/` by Hydra."""

from stages.config.params import PARAMS_FILE, Section, load_section, nested, raw_params

__all__ = ["PARAMS_FILE", "Section", "load_section", "nested", "raw_params"]
