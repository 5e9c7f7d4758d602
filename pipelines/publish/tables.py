"""All tables of a release, made from annotations and the reference tables."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import conformed, one_of
from pipelines.publish.corrections import (
    applied,
    corrected_events,
    corrected_hosts,
    correction_rows,
    load_corrections,
)
from pipelines.publish.dimensions import dimensions
from pipelines.publish.facts import valid_facts
from pipelines.publish.flat import flat_events
from pipelines.publish.provenance import Source
from pipelines.publish.reference import load_reference
from schemas import event_texts, quarantine
from schemas.arrow import arrow_schema
from schemas.registry import PUBLISHED

DIGEST_DIGITS = 16


def build_tables(
    annotations: Mapping[str, pa.Table], quarantined: pa.Table, sources: Sequence[Source], reference: Path
) -> dict[str, pa.Table]:
    """The published tables by name, `event_texts` and `corrections`, each in its declared schema and sorted by its key.

    Invalid rows go to `quarantine` with their reasons before anything is counted. Bodies are null where their
    source does not allow them to be published.

    Args:
        annotations: `events` (with the whole body), `event_countries`, `event_partners`, `event_topics`, `mentions`
            and `partner_sightings` by name.
        quarantined: columns of `schemas.quarantine`: what earlier stages set aside.
        sources: the sources' terms.
        reference: folder of curated tables.

    Raises:
        ValueError: a table lacks a column, a curated table cannot be read, a correction does not hold, or an event's
            source is not among `sources`.
    """
    curated = load_reference(reference)
    sightings = annotations["partner_sightings"]
    known_partners = pa.concat_arrays(
        [curated.organisations["partner_id"].combine_chunks(), sightings["partner_id"].combine_chunks()]
    )
    corrections = applied(load_corrections(reference), annotations["events"])
    events = corrected_events(_without_empty_texts(annotations["events"]), corrections)
    event_countries = corrected_hosts(annotations["event_countries"], events, corrections)
    corrected = {**annotations, "events": events, "event_countries": event_countries}
    facts = valid_facts(corrected, curated.countries, known_partners)
    tables = facts.tables
    grouped = dimensions(tables["events"], tables["event_partners"], tables["event_countries"], sightings, curated)
    flat = flat_events(
        tables["events"],
        tables["event_countries"],
        tables["event_partners"],
        tables["event_topics"],
        grouped.partners,
    )
    published = {
        **tables,
        "events": _with_allowed_texts(tables["events"], sources),
        "partners": grouped.partners,
        "countries": grouped.countries,
        "quarantine": _all_quarantined(quarantined, facts.quarantine),
        "events_flat": flat,
    }
    ids = tables["events"]["event_id"]
    made_right = correction_rows(corrections)
    return {name: published[name] for name in PUBLISHED} | {
        "event_texts": _texts(tables["events"]),
        "corrections": made_right.filter(one_of(made_right["event_id"], ids)),
    }


def _without_empty_texts(events: pa.Table) -> pa.Table:
    """An entry that is a headline alone has no body, rather than one without characters."""
    return _with_bodies(events, pc.greater(pc.utf8_length(events["body"]), 0))


def _with_bodies(events: pa.Table, where: pa.ChunkedArray) -> pa.Table:
    bodies = pc.if_else(where, events["body"], pa.scalar(None, pa.string()))
    position = events.schema.get_field_index("body")
    return events.set_column(position, events.schema.field(position), bodies)


def _with_allowed_texts(events: pa.Table, sources: Sequence[Source]) -> pa.Table:
    unknown = set(events["source_id"].unique().to_pylist()) - {source.id for source in sources}
    if unknown:
        raise ValueError(f"events come from sources that are not configured: {', '.join(sorted(unknown))}")
    allowed = pa.array([source.id for source in sources if source.republish_text], pa.string())
    return _with_bodies(events, one_of(events["source_id"], allowed))


def _all_quarantined(before: pa.Table, here: pa.Table) -> pa.Table:
    both = pa.concat_tables([before.select(here.column_names).cast(here.schema), here])
    keys = list(quarantine.TABLE.primary_key)
    once = both.group_by(keys, use_threads=False).aggregate([("text", "first")]).rename_columns({"text_first": "text"})
    return conformed(once, quarantine.TABLE)


def _texts(events: pa.Table) -> pa.Table:
    bodies = pc.fill_null(events["body"], "").combine_chunks().cast(pa.binary())
    digests = [hashlib.sha256(body.as_buffer()).hexdigest()[:DIGEST_DIGITS] for body in bodies]
    columns = [events["event_id"].combine_chunks(), pa.array(digests, pa.string())]
    return pa.Table.from_arrays(columns, schema=arrow_schema(event_texts.TABLE))
