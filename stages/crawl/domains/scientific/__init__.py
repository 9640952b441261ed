"""Scientific languages: mermaid diagrams, schemdraw drawings, and demonstrations of Octave and
gnuplot, and the examples of R's help pages."""

from __future__ import annotations

from stages.crawl.domains.scientific.gnuplot import read_gnuplot
from stages.crawl.domains.scientific.mermaid import read_mermaid
from stages.crawl.domains.scientific.octave import read_octave
from stages.crawl.domains.scientific.r import read_r
from stages.crawl.domains.scientific.schematics import read_schematics
from stages.crawl.reader import SeedReader

READERS = (
    SeedReader("scientific", "mermaid", "mermaid", "1", read_mermaid),
    SeedReader("scientific", "python", "python", "1", read_schematics),
    SeedReader("scientific", "octave", "octave", "1", read_octave),
    SeedReader("scientific", "gnuplot", "gnuplot", "1", read_gnuplot),
    SeedReader("scientific", "r", "r", "1", read_r),
)
