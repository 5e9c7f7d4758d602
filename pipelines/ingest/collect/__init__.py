"""Looks at the sources, fetches what is new or has changed, and writes it to the store.

Input: source models and the store. Output: the documents that hold the sources' entries now, failures, and
counts for each source (`collection.collect`).
"""
