"""Looks at the sources, fetches what is new or has changed, and writes it to the store.

Comes in: source models and the store. Goes out: the documents that hold the sources' entries now, what failed, and
counts for each source (`collection.collect`).
"""
