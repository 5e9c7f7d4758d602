"""Publish: the tables of a release, checked, written, described and compared with the release before.

The way through, each step a function of plain values:

    tables = build_tables(annotations, quarantined, sources, reference)         pipelines.publish.tables
    report = audit(tables, entries=entries.num_rows)                            pipelines.publish.audit
    publication = publish(tables, data, Provenance(code, reference, sources))   pipelines.publish.release

- `build_tables` takes annotations as Arrow tables by name (`events`, `event_countries`, `event_partners`,
  `event_topics`, `mentions`, `partner_sightings`; further ones are passed over). Rows that break a rule go to
  `quarantine` before anything is counted. It gives the tables of `schemas.registry.PUBLISHED`, and of `CHANGES`
  those that are made here: `event_texts` and `corrections`.
- `audit` gives an `AuditReport`: `ok`, `problems` (table, rule, rows, examples), `of_table(name)`; one asset check a
  table can be made of it. `publish` audits by itself too, and refuses what breaks a rule (`PublishError`).
- `publish` tells through `progress(step)` where it is, recovers what a killed run left, and gives a `Publication`:
  `version`, `path`, `is_new`, `rows` by table, `warnings`, `message` (one line). One process at a time may publish
  into a data folder.
- `python -m pipelines.publish.verify RELEASE` checks a release alone, wherever it lies.
"""
