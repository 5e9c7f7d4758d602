"""Publish: builds the tables of a release, checks, describes and writes them, and compares them with the last release.

The steps, each a function of plain values:

    built = build_tables(annotations, documents, quarantined, sources, reference, target)   tables.build
    report = audit(built, entries=entries.num_rows)                                         checks.audit
    publication = publish(built, data, Provenance(code, reference, sources))                release

- Tables are `Rows` (`pipelines.publish.columnar.rows`): an Arrow table, or a Parquet file read piece by piece.
  Tables of events are sorted by `event_id` and processed in parts that hold the same events, so that memory grows
  with the number of partners and of their names, not with the number of events. The release is the same to the
  byte however they are cut.
- `build_tables` takes annotations by name (`events`, `event_countries`, `event_partners`, `event_topics`, `mentions`,
  `partner_sightings` of the extraction; `event_activities`, `event_links` of linking; others are ignored). Rows that
  break a rule go to `quarantine` before anything is counted. It writes the tables of
  `schemas.registry.PUBLISHED`, and those of `CHANGES` that are built here: `event_texts` and `corrections`.
- `audit` returns an `AuditReport`: `ok`, `problems` (table, rule, rows, examples), `of_table(name)`; each table can
  get an asset check from it. `publish` runs the audit too and refuses tables that break a rule (`PublishError`).
- `publish` reports its steps through `progress(step)`, recovers what a killed run left, and returns a `Publication`:
  `version`, `path`, `is_new`, `rows` by table, `warnings`, `message` (one line). One process at a time may publish
  into a data folder.
- `python -m pipelines.publish.verify RELEASE` checks a release on its own, wherever its folder is.
"""
