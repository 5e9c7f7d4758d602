"""Readers of pages: which blocks are a story, which are entries of a listing, and which belong to neither.

Comes in: a page as a `Document`, with its elements and what its head states. Goes out: a `Reading`. The account of
every block (`account`) is made once; the repeated structure (`repeats`), the story (`story`) and the dates (`dates`)
are found in it.
"""
