"""Measurements, not tests: pytest collects nothing here. `make bench` runs `tests.benchmarks.execution`."""
