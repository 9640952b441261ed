"""Crawl: real code from package archives, with its bytes, its place, its licence and its authors."""
