"""Great Expectations gates, one after every table (`python -m stages.check TABLE`)."""
