"""Report: one offline page that shows what went in, what came out and why."""
