"""Takedown: content that must go, what descends from it, and the places that still hold either.

`entries` keeps conf/takedown.yaml, `descent` finds the rows, `objects` and `records` empty DVC's cache and
the record cache. The tables themselves lose it with the next `dvc repro`: crawl honours the entries.
"""
