"""Validate: every program of the tables executed, one row of table renders each."""
