"""The tables of a release: facts that keep the rules, corrections, dimensions, and one flat table.

Comes in: annotations and the register. Goes out: the published tables, sorted by key (`build.build_tables`).
"""
