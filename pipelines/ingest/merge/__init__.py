"""One event for each entry, however many documents hold it, in however many versions; and the accounting of blocks.

Comes in: the entries of all documents. Goes out: one row per event (`events.merged`, `out_of_core.merge_file`).
Every rule on which entries are the same belongs here.
"""
