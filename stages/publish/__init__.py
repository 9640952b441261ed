"""The corpus as others load it: `janus publish DIR` writes a data set that stands alone.

`splits` writes Parquet, `chat` messages for trainers; `card`, `croissant` and `attribution` say what it is,
where it came from and under which terms. Only kept records leave, and all of them carry their sources.
"""
