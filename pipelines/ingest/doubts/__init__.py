"""Doubts: entries that may have been cut out of their pages wrongly.

Comes in: the entries of all documents, one row an event, and how each document was read. Goes out: the table `doubts`.
Rules for doubting an entry belong here; what is not an entry at all is decided when the document is read.
"""
