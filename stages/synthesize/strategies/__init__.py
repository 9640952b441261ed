"""The paper's strategies (arXiv 2510.23538, section 3), one module each, all with one signature."""

from stages.synthesize.strategies.guided_evolution import GuidedEvolution
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction

__all__ = ["GuidedEvolution", "ReverseInstruction"]
