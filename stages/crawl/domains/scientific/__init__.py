"""Scientific languages: mermaid diagrams, schemdraw drawings, and demonstrations of Octave and gnuplot."""

from __future__ import annotations

from stages.crawl.domains.scientific.gnuplot import read_gnuplot
from stages.crawl.domains.scientific.mermaid import read_mermaid
from stages.crawl.domains.scientific.octave import read_octave
from stages.crawl.domains.scientific.schematics import read_schematics
from stages.crawl.reader import SeedReader

READERS = (
    SeedReader("scientific", "mermaid", "mermaid", "1", read_mermaid),
    SeedReader("scientific", "python", "python", "1", read_schematics),
    SeedReader("scientific", "octave", "octave", "1", read_octave),
    SeedReader("scientific", "gnuplot", "gnuplot", "1", read_gnuplot),
)
