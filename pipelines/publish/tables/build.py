"""Builds all tables of a release from annotations and the reference tables."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, look_up, one_of
from pipelines.publish.columnar.rows import Rows, Tables, distinct, in_parts
from pipelines.publish.columnar.staged import Staged
from pipelines.publish.provenance import Source
from pipelines.publish.tables.activities import LINKS, ActivityGrouping
from pipelines.publish.tables.corrections import (
    corrected_events,
    corrected_hosts,
    correction_rows,
    corrections_of,
    rejected_rows,
)
from pipelines.publish.tables.corrections_file import (
    Correction,
    Corrections,
    Rejected,
    load_corrections,
    missing,
    with_present_ids,
)
from pipelines.publish.tables.dimensions import Grouping
from pipelines.publish.tables.facts import FACTS, Facts, valid_facts
from pipelines.publish.tables.flat import flat_events
from pipelines.publish.tables.origins import OriginGrouping
from pipelines.publish.tables.register import Reference, load_reference
from pipelines.publish.tables.strikes import (
    Strike,
    followed,
    load_strikes,
    quarantine_of_struck,
    struck_ids,
    warn_missing,
    without_struck,
)
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, PUBLISHED
from schemas.tables import event_texts, quarantine
from schemas.tables.events import LINKED

DIGEST_DIGITS = 16
SIGHTINGS = "partner_sightings"
REJECTED = "rejected_corrections"
# Tables built from each event alone.
OF_EVENTS = (*FACTS, "event_texts")
BUILT = (*PUBLISHED, "event_texts", "corrections")
MADE_FLAT = ("events", "event_countries", "event_partners", "event_topics")

Part = dict[str, pa.Table]


def build_tables(
    annotations: Tables,
    documents: pa.Table,
    quarantined: pa.Table,
    sources: Sequence[Source],
    reference: Path,
    target: Path,
    present_ids: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Rows]:
    """Write the published tables, `event_texts` and `corrections`, each in its declared schema and sorted by its key.

    Invalid rows go to `quarantine` with their reasons before anything is counted. Bodies are null where their
    source does not allow them to be published. Only a part of the events is in memory at a time.

    Args:
        annotations: `events` (with the whole body), `event_countries`, `event_partners`, `event_topics`, `mentions`
            and `partner_sightings` of the extraction, `event_activities` and `event_links` of linking, by name, each
            sorted by `event_id`.
        documents: columns of `schemas.tables.documents`: the current documents and how they were read.
        quarantined: columns of `schemas.tables.quarantine`, rows that earlier stages quarantined.
        sources: the sources' terms.
        reference: folder of the curated tables.
        target: empty folder for `<name>.parquet` of each table, and of `rejected_corrections`.
        present_ids: by the id of an event that corrections name and that is gone, the id of its replacement.

    Returns:
        The written tables by name, the published ones first, in the order of the release.

    Raises:
        ValueError: a table lacks a column or is not sorted, a curated table or the file of corrections cannot be
            read, or an event's source is not among `sources`.
    """
    origins = OriginGrouping(documents, sources)
    corrections = with_present_ids(load_corrections(reference), present_ids)
    strikes = followed(load_strikes(reference), present_ids)
    building = _Building(annotations, origins, sources, load_reference(reference), corrections, strikes)
    with Staged(target, {name: ALL[name] for name in OF_EVENTS}) as facts:
        for part in in_parts({name: annotations[name] for name in (*FACTS, SIGHTINGS, LINKS)}):
            facts.write(building.published_facts(part))
    warn_missing(strikes, building.struck)
    grouped = building.grouping.dimensions()
    quarantine_rows = _all_quarantined(quarantined, building.quarantined)
    of_origin = building.origins.origins(quarantine_rows)
    dimensions = {
        "partners": grouped.partners,
        "countries": grouped.countries,
        "sources": of_origin.sources,
        "bulletins": of_origin.bulletins,
        **building.activities.tables(),
        "quarantine": quarantine_rows,
        "corrections": correction_rows(building.applied),
        REJECTED: rejected_rows(building.all_rejected()),
    }
    with Staged(target, {name: ALL[name] for name in (*dimensions, "events_flat")}) as others:
        others.write(dimensions)
        for part in in_parts({name: facts.tables[name] for name in MADE_FLAT}):
            others.write({"events_flat": flat_events(part, grouped.partners)})
    built = {**facts.tables, **others.tables}
    return {name: built[name] for name in BUILT}


class _Building:
    """The state of the build, part by part."""

    def __init__(
        self,
        annotations: Tables,
        origins: OriginGrouping,
        sources: Sequence[Source],
        reference: Reference,
        corrections: Corrections,
        strikes: Sequence[Strike],
    ) -> None:
        self._sources, self._reference = sources, reference
        self._registered = reference.organisations["partner_id"].combine_chunks()
        self._sighted = distinct(annotations[SIGHTINGS], "partner_id")
        self._corrections = corrections.found
        self._rejected = list(corrections.rejected)
        self._strikes = strikes
        self.struck: set[str] = set()
        self._seen: set[str] = set()
        self.applied: list[Correction] = []
        self.grouping = Grouping(reference)
        self.origins = origins
        self.activities = ActivityGrouping()
        self.quarantined: list[pa.Table] = []

    def published_facts(self, part: Part) -> Part:
        """Return the valid rows of a part, with texts as far as they may be published, and digests of all texts."""
        _refuse_unknown_sources(part["events"], self._sources)
        all_events = part["events"]
        if self._strikes:
            self.quarantined.append(quarantine_of_struck(all_events, self._strikes))
            self.struck |= struck_ids(all_events, self._strikes)
            part = without_struck(part, self._strikes)
        corrections = corrections_of(self._corrections, part["events"])
        self._seen |= {each.event_id for each in corrections}
        facts = self._corrected_facts(part, corrections)
        events = facts.tables["events"]
        self.grouping.add(facts.tables, part[SIGHTINGS])
        self.activities.add(facts.tables, part[LINKS])
        self.origins.add(all_events, events)
        self.quarantined.append(facts.quarantine)
        return {
            **facts.tables,
            "events": _with_allowed_texts(events, self._sources),
            "event_texts": event_text_digests(events),
        }

    def all_rejected(self) -> list[Rejected]:
        """Return the corrections that were left out of the whole build."""
        return [*self._rejected, *missing(self._corrections, self._seen)]

    def _corrected_facts(self, part: Part, corrections: Sequence[Correction]) -> Facts:
        """Correct the part; a correction whose event is in quarantine with it is left out."""
        events = _with_activities(_without_empty_texts(part["events"]), part[LINKS])
        corrected = corrected_events(events, corrections)
        hosts = corrected_hosts(part["event_countries"], corrected.events, corrected.applied)
        rows = {**part, "events": corrected.events, "event_countries": hosts}
        known = {
            **self.origins.known,
            "countries": self._reference.countries["country_iso3"],
            "partners": self._partner_ids(part),
        }
        facts = valid_facts(rows, known)
        invalid = set(corrected.applied) - set(corrections_of(corrected.applied, facts.tables["events"]))
        if invalid:
            rejected = dict(_invalidating(invalid, facts.quarantine))
            self._rejected += rejected.values()
            return self._corrected_facts(part, [each for each in corrections if each not in rejected])
        self._rejected += corrected.rejected
        self.applied += corrected.applied
        return facts

    def _partner_ids(self, part: Part) -> pa.Array:
        """Return the part's partners that are known, here or from another part."""
        known = pa.concat_arrays([self._registered, part[SIGHTINGS]["partner_id"].combine_chunks()])
        ids = part["event_partners"]["partner_id"].combine_chunks()
        doubtful = ids.filter(pc.invert(one_of(ids, known)))
        if not len(doubtful):
            return known
        return pa.concat_arrays([known, doubtful.filter(one_of(doubtful, self._sighted))])


def _invalidating(corrections: Iterable[Correction], quarantined: pa.Table) -> Iterator[tuple[Correction, Rejected]]:
    """Yield the corrections that leave their event invalid: those of the columns at fault, else all of the event."""
    for event_id, of_event in groupby(sorted(corrections, key=attrgetter("event_id", "line")), attrgetter("event_id")):
        reasons = [each for each in quarantined["reason"].to_pylist() if each.endswith(f"event_id={event_id}")]
        told, lines = "; ".join(reasons), list(of_event)
        for each in [line for line in lines if line.field in told] or lines:
            reason = f"{each.field} {each.value!r} leaves an {told}. Correct the line."
            yield each, Rejected(each.line, reason)


def _with_activities(events: pa.Table, links: pa.Table) -> pa.Table:
    for name in LINKED:
        events = events.append_column(name, look_up(events["event_id"], links, "event_id", name))
    return events


def _without_empty_texts(events: pa.Table) -> pa.Table:
    """Set empty bodies to null: an entry may consist of a headline only."""
    return _with_bodies(events, pc.greater(pc.utf8_length(events["body"]), 0))


def _with_bodies(events: pa.Table, where: pa.ChunkedArray) -> pa.Table:
    bodies = pc.if_else(where, events["body"], pa.scalar(None, pa.string()))
    position = events.schema.get_field_index("body")
    return events.set_column(position, events.schema.field(position), bodies)


def _refuse_unknown_sources(events: pa.Table, sources: Sequence[Source]) -> None:
    unknown = set(events["source_id"].unique().to_pylist()) - {source.id for source in sources}
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise ValueError(f"Events come from sources missing in sources.yaml: {names}. Add them.")


def _with_allowed_texts(events: pa.Table, sources: Sequence[Source]) -> pa.Table:
    allowed = pa.array([source.id for source in sources if source.republish_text], pa.string())
    return _with_bodies(events, one_of(events["source_id"], allowed))


def _all_quarantined(before: pa.Table, here: Sequence[pa.Table]) -> pa.Table:
    schema = arrow_schema(quarantine.TABLE)
    both = pa.concat_tables([before.select(schema.names).cast(schema), *here])
    keys = list(quarantine.TABLE.primary_key)
    once = both.group_by(keys, use_threads=False).aggregate([("source_id", "first"), ("text", "first")])
    once = once.rename_columns({"source_id_first": "source_id", "text_first": "text"})
    return conformed(once, quarantine.TABLE)


def event_text_digests(events: pa.Table) -> pa.Table:
    """Return `event_texts`: a digest of the body of each event."""
    bodies = pc.fill_null(events["body"], "").combine_chunks().cast(pa.binary())
    digests = [hashlib.sha256(body.as_buffer()).hexdigest()[:DIGEST_DIGITS] for body in bodies]
    columns = [events["event_id"].combine_chunks(), pa.array(digests, pa.string())]
    return pa.Table.from_arrays(columns, schema=arrow_schema(event_texts.TABLE))
