"""Across articles: reprints and reports, stories, and what rests on them. Reads and writes the store; knows no stage."""
