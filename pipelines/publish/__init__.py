"""Publish: the tables of a release, checked, written, described and compared with the release before.

The way through, each step a function of plain values:

    built = build_tables(annotations, quarantined, sources, reference, target)  pipelines.publish.tables.build
    report = audit(built, entries=entries.num_rows)                             pipelines.publish.checks.audit
    publication = publish(built, data, Provenance(code, reference, sources))    pipelines.publish.release

- Tables are `Rows` (`pipelines.publish.columnar.rows`): an Arrow table, or a Parquet file that is read piece by
  piece. Tables of events are sorted by `event_id` and pass in parts that hold the same events, so that memory grows
  with the number of partners and of their names, not with that of events. However they are cut, the release is the
  same to the byte.
- `build_tables` takes annotations by name (`events`, `event_countries`, `event_partners`, `event_topics`, `mentions`,
  `partner_sightings`; further ones are passed over). Rows that break a rule go to `quarantine` before anything is
  counted. It writes the tables of `schemas.registry.PUBLISHED`, and of `CHANGES` those that are made here:
  `event_texts` and `corrections`.
- `audit` gives an `AuditReport`: `ok`, `problems` (table, rule, rows, examples), `of_table(name)`; one asset check a
  table can be made of it. `publish` audits by itself too, and refuses what breaks a rule (`PublishError`).
- `publish` tells through `progress(step)` where it is, recovers what a killed run left, and gives a `Publication`:
  `version`, `path`, `is_new`, `rows` by table, `warnings`, `message` (one line). One process at a time may publish
  into a data folder.
- `python -m pipelines.publish.verify RELEASE` checks a release alone, wherever it lies.
"""
