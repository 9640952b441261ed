"""Calibration of the reward: defects planted on good samples, and what the criteria make of them."""
