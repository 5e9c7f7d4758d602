"""Names and cue phrases of the reference tables, found in one pass over the tokens of a batch.

Input: `reference/*.csv` and tokens. Output: the position of each name and what it may mean
(`reference_tables.load_reference`, `finder`).
"""
