"""Confidence: fits `reference/confidence.csv` to labelled entries, and measures it on entries it was not fitted to."""
