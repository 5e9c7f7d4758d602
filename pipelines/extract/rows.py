"""Put the facts of a batch into Arrow tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.extract.dates import EventDate
from pipelines.extract.entry import Entry
from pipelines.extract.event_types import Told
from pipelines.extract.host import Host
from pipelines.extract.organisations import PartnerFacts, PartnerMention
from pipelines.extract.participants import People
from pipelines.extract.places import PlaceMention
from schemas.arrow import arrow_schema
from schemas.registry import ALL

TABLES = ("events", "event_countries", "event_partners", "event_topics", "mentions", "partner_sightings")
_SCHEMAS = {name: arrow_schema(ALL[name]) for name in TABLES}
_BASES = ("name", "demonym", "place", "organisation")
_NO_DATE = _NO_PLACE = (None, None, None, None)

Row = tuple[Any, ...]


class Facts(NamedTuple):
    """What one entry tells."""

    entry: Entry
    places: Sequence[PlaceMention]
    host: Host
    event_date: EventDate | None
    partners: Sequence[PartnerMention]
    sightings: Sequence[PartnerFacts]
    roles: Mapping[str, str]
    event_type: Told | None
    topics: Sequence[Told]
    people: People | None

    def starts(self) -> Iterator[int]:
        """The characters with which the facts begin that a quote should hold: date, people, the first six partners."""
        if self.event_date is not None:
            yield self.event_date.start
        if self.people is not None:
            yield self.people.start
        for mention in self.partners[:6]:
            yield mention.start


def tables(
    entries: pa.RecordBatch | pa.Table, text: str, facts: Sequence[Facts], quotes: Sequence[str | None]
) -> dict[str, pa.Table]:
    """The annotation tables by the schemas; `facts` and `quotes` are one for each of the entries, in their order."""
    return {
        "events": _events(entries, text, facts, quotes),
        "event_countries": _table("event_countries", entries, map(_event_countries, facts)),
        "event_partners": _table("event_partners", entries, map(_event_partners, facts)),
        "event_topics": _table("event_topics", entries, map(_event_topics, facts)),
        "mentions": _table("mentions", entries, (_mentions(each, text) for each in facts)),
        "partner_sightings": _table("partner_sightings", entries, map(_partner_sightings, facts)),
    }


def _events(
    entries: pa.RecordBatch | pa.Table, text: str, facts: Sequence[Facts], quotes: Sequence[str | None]
) -> pa.Table:
    """The columns that `entries` has too as they are there; the others, in the schema's order, tell of the event."""
    schema = _SCHEMAS["events"]
    rows = [_event(each, quote, text) for each, quote in zip(facts, quotes, strict=True)]
    told = iter(zip(*rows, strict=True) if rows else [()] * len(schema))
    columns = [
        entries.column(field.name).cast(field.type)
        if field.name in entries.schema.names
        else pa.array(next(told), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _event(facts: Facts, quote: str | None, text: str) -> Row:
    event_type, people = facts.event_type, facts.people
    return (
        quote,
        event_type.code if event_type else None,
        *_date(facts),
        facts.host.country_iso3,
        *_host_place(facts.host, text),
        people.count if people else None,
        people.qualifier if people else None,
    )


def _date(facts: Facts) -> Row:
    if facts.event_date is None:
        return _NO_DATE
    span = facts.event_date.span
    return span.edtf(), span.start.first_day(), span.end.last_day(), facts.event_date.precision


def _host_place(host: Host, text: str) -> Row:
    if host.place is None:
        return _NO_PLACE
    meaning = host.place.meaning
    return text[host.place.start : host.place.end], meaning.subdivision, meaning.latitude, meaning.longitude


def _table(name: str, entries: pa.RecordBatch | pa.Table, rows_of_entries: Iterable[list[Row]]) -> pa.Table:
    """A table of so many rows for each entry, whose first column is the event's id."""
    rows_of_entries = list(rows_of_entries)
    schema = _SCHEMAS[name]
    events = np.repeat(np.arange(len(rows_of_entries)), [len(rows) for rows in rows_of_entries])
    rest = list(zip(*chain.from_iterable(rows_of_entries), strict=True)) or [()] * (len(schema) - 1)
    ids = entries.column("event_id").cast(schema[0].type).take(pa.array(events))
    columns = [pa.array(column, field.type) for column, field in zip(rest, list(schema)[1:], strict=True)]
    return pa.Table.from_arrays([ids, *columns], schema=schema)


def _event_countries(facts: Facts) -> list[Row]:
    bases: dict[str, list[str]] = {}
    for place in facts.places:
        basis = "organisation" if _is_inside(place, facts.partners) else place.meaning.basis
        bases.setdefault(place.country_iso3, []).append(basis)
    return [
        (country, country == facts.host.country_iso3, min(found, key=_BASES.index), len(found))
        for country, found in sorted(bases.items())
    ]


def _is_inside(place: PlaceMention, partners: Sequence[PartnerMention]) -> bool:
    """Whether a place is part of an organisation's name as mentioned; the mentions are in the order of the text."""
    for mention in partners:
        if mention.start > place.start:
            return False
        if place.end <= mention.end:
            return True
    return False


def _event_partners(facts: Facts) -> list[Row]:
    counts: dict[str, int] = {}
    for mention in facts.partners:
        counts[mention.partner_id] = counts.get(mention.partner_id, 0) + 1
    return [(partner_id, facts.roles[partner_id], count) for partner_id, count in sorted(counts.items())]


def _event_topics(facts: Facts) -> list[Row]:
    return sorted(("gcm", topic.code) for topic in facts.topics)


def _partner_sightings(facts: Facts) -> list[Row]:
    return sorted(facts.sightings, key=lambda sighting: sighting.partner_id)


def _mentions(facts: Facts, text: str) -> list[Row]:
    """Where each fact was read, by kind, field and place; offsets are counted from the beginning of the field."""
    found = [("country", p.country_iso3, p.start, p.end, p.meaning.basis) for p in facts.places]
    found += [("partner", m.partner_id, m.start, m.end, m.method) for m in facts.partners]
    if facts.event_date is not None:
        found.append(("date", facts.event_date.span.edtf(), facts.event_date.start, facts.event_date.end, "date_grammar"))
    if facts.people is not None:
        found.append(("participants", str(facts.people.count), facts.people.start, facts.people.end, "number_grammar"))
    if facts.event_type is not None:
        found.append(("event_type", facts.event_type.code, facts.event_type.start, facts.event_type.end, "cue"))
    found += [("topic", topic.code, topic.start, topic.end, "cue") for topic in facts.topics]
    headline, body = facts.entry.start, facts.entry.body_start
    rows = [
        (kind, "body", start - body, end - body, entity_id, method, text[start:end])
        if start >= body
        else (kind, "headline", start - headline, end - headline, entity_id, method, text[start:end])
        for kind, entity_id, start, end, method in found
    ]
    rows.sort()
    return [(kind, entity_id, field, start, end, words, method) for kind, field, start, end, entity_id, method, words in rows]
