"""Merges entries into events, and accounts for blocks. Every rule on which entries are the same is here.

Input: the entries of all documents. Output: one row per event (`events.merged`, `out_of_core.merge_file`).
`docs/ids.md` states the rules: `namesakes` keeps stories apart, `identity` joins wordings, `own_pages` drops pages that
are none, `order` says which event was seen first.
"""
