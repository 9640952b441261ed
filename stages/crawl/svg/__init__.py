"""SVG seeds: pictures that stand alone."""
