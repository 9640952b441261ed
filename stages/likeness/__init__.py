"""Likeness: when two programs, instructions or pictures are almost the same."""
