"""The tables of a release: valid facts, corrections, dimensions, and one flat table.

Input: annotations and the register. Output: the published tables, sorted by key (`build.build_tables`).
"""
