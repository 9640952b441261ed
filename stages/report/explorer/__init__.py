"""The lineage explorer: a page that walks the whole graph both ways, offline (`write`).

reports/explorer/index.html   the graph, aggregated by kind: ids, labels, edges, decisions and reasons
reports/explorer/NNN.js       codes, pictures, criteria and facts of some records, read when one is opened
"""

from stages.report.explorer.write import write

__all__ = ["write"]
