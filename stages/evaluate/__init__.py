"""Evaluate: answers to test records, executed, judged, and compared with baselines."""
