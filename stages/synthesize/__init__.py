"""Synthesis: from seeds to tasks, by the paper's strategies (arXiv 2510.23538, section 3)."""
