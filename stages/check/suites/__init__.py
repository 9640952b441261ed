"""One module a table: `READS` (tables its queries join) and `projections(section)`, the suite itself."""
