"""The register of organisations against public lists: which lists have a row, which ids they give, what it lacks.

Comes in: the rows of public lists (`listed.csv`), what people decided of them (`decisions.csv`), and the register of
`reference/`. Goes out: the rows of `organisation_sources.csv`, ids and websites for empty cells of `organisations.csv`,
and a report. `reference/data_sources.csv` says which list comes from where under which licence. The package does not
hold the lists.
"""
