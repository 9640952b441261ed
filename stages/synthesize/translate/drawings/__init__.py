"""Drawings: shapes in a frame, as SVG, as an HTML page of positioned boxes, and as a Manim scene."""
