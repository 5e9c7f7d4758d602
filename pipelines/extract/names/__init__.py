"""Names and cue phrases of the reference tables, found in one pass over the tokens of a batch.

Comes in: `reference/*.csv` and tokens. Goes out: where each name stands and what it may stand for
(`reference_tables.load_reference`, `finder`).
"""
