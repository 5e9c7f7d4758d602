"""Inspect: what is read of one document, and why.

Comes in: a document's bytes and what its source says of it. Goes out: an `Inspection`, as text to read or as a page
coloured by what became of each line. Nothing is stored. The reading itself is that of `pipelines.ingest.read`.
"""
