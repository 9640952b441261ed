"""Scientific languages: Octave, R, gnuplot and Vega-Lite by their pictures, mermaid by its graph,
schemdraw drawings by their labels.

Charts: facts, words and describe say what the picture of stages/synthesize/translate shows; concepts change
that picture and write it again, for programs in the form that the writer has; differences say what changed.
"""

from __future__ import annotations

from stages.synthesize.domains.scientific.chart_language import ChartLanguage
from stages.synthesize.domains.scientific.mermaid import Mermaid
from stages.synthesize.domains.scientific.schematic import Schematic

DOMAINS = (
    ChartLanguage("octave", "octave", "Octave"),
    ChartLanguage("r", "r", "R"),
    ChartLanguage("gnuplot", "gnuplot", "gnuplot"),
    ChartLanguage("vega-lite", "vega-lite", "Vega-Lite"),
    Mermaid(),
    Schematic(),
)
