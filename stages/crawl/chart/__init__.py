"""Chart seeds: Python scripts that draw by themselves."""
