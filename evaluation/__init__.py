"""Labelled sets of entries, the scorer, and the measured accuracy."""
