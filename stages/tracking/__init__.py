"""Tracking: run records while stages run, MLflow runs from them afterwards.

`run_record` is what every stage writes; `live` logs training while it runs; `sync` turns records and dvc.lock
into MLflow runs. MLflow takes seconds to import, so only training and `janus sync` do.
"""
