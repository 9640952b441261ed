"""Lineage: the graph that the columns of the tables span, and the check that the bytes still match.

Nothing is stored beside the tables: `views` reads the columns with DuckDB, `edges` says which columns are
edges, `graph` walks them in memory, `refs` finds what a REF means, `answer` and `tree` print
it, `verify` re-hashes.
"""
