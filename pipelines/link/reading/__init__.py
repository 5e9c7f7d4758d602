"""Reads of each event what tells its activity from others: facts, and the words, names and cues of its text."""
