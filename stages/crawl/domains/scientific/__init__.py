"""Scientific languages: mermaid diagrams, schemdraw drawings, and demonstrations of Octave, gnuplot and R."""

from __future__ import annotations

from stages.crawl.domains.scientific.mermaid import read_mermaid
from stages.crawl.domains.scientific.schematics import read_schematics
from stages.crawl.reader import SeedReader

READERS = (
    SeedReader("scientific", "mermaid", "mermaid", "1", read_mermaid),
    SeedReader("scientific", "python", "python", "1", read_schematics),
)
