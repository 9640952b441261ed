"""Lineage: the graph that the columns of the tables span, and the check that the bytes still match.

`views` reads the columns with DuckDB, `edges` says which columns are edges, `index` keeps the graph as mapped
arrays, `graph` walks them, `refs` finds what a REF means, `answer`, `narrow`, `tree` and `mermaid` shape what
is printed, `verify` re-hashes.
"""
