"""Fits the weights of the cues for event types to the labelled entries, and tries the fit on sets that it left out."""
