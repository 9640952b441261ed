"""The lineage explorer: a page that walks the whole graph both ways, offline (`write`).

reports/explorer/index.html   the graph, aggregated by kind: ids, labels, edges, decisions and reasons
reports/explorer/NNN.js       codes, pictures, criteria and facts of some records, read when one is opened

Not covered: code beyond its first 3,000 characters (1,000 of what was dropped), and the frames of animations.
MLflow's viewer opens the page without the files beside it, so without code and pictures: download the folder.
"""

from stages.report.explorer.write import write

__all__ = ["write"]
