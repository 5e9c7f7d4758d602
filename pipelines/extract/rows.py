"""Writes the facts of a batch to Arrow tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from pipelines.extract.confidence.calibration import Confidences
from pipelines.extract.dates.activity_date import EventDates
from pipelines.extract.organisations.partners import Partners
from pipelines.extract.organisations.roles import ROLES
from pipelines.extract.participants.counts import People
from pipelines.extract.participants.number_grammar import QUALIFIERS
from pipelines.extract.places.countries import BASES, Places
from pipelines.extract.places.host import Hosts
from pipelines.extract.text.batch import Offsets, TextBatch
from pipelines.extract.text.columns import NONE
from pipelines.extract.text.excerpts import Excerpts
from pipelines.extract.text.mentions import Spans, coded, covers, mention_columns
from pipelines.extract.types.event_types import Indicated
from schemas.formats.arrow import arrow_schema
from schemas.registry import ANNOTATED

TABLES = ("events", "event_countries", "event_partners", "event_topics", "mentions", "partner_sightings")
_SCHEMAS = {name: arrow_schema(ANNOTATED[name]) for name in TABLES}
_MOST_QUOTED = 2
_WORTH = (5, 3, 3, 2, 1)
RATED = ("type", "date", "host", "participants", "row")
"""The facts of an event whose confidence is a column of `events`."""

Entries: TypeAlias = pa.RecordBatch | pa.Table


@dataclass(frozen=True)
class Facts:
    """The facts of the entries of a batch; one host per entry, and one role (a number in ROLES) for each
    sighting."""

    places: Places
    hosts: Hosts
    dates: EventDates
    people: People
    types: Indicated
    topics: Indicated
    partners: Partners
    roles: Offsets

    def quotable(self) -> tuple[Offsets, Offsets]:
        """The first characters of the facts that a quote should contain, and what each is worth: when, what and where
        more than how many and who; of the partners the first two."""
        entry, start = self.partners.mentions.entry, self.partners.mentions.start
        first = np.arange(len(entry)) - np.searchsorted(entry, entry) < _MOST_QUOTED
        place = self.hosts.place[self.hosts.place != NONE]
        starts = (self.dates.start, self.types.start, self.places.start[place], self.people.start, start[first])
        worth = [np.full(len(each), value) for each, value in zip(starts, _WORTH, strict=True)]
        return np.concatenate(starts), np.concatenate(worth)


def no_tables() -> dict[str, pa.Table]:
    """Return the annotation tables of no entries."""
    return {name: schema.empty_table() for name, schema in _SCHEMAS.items()}


def tables(
    entries: Entries, batch: TextBatch, facts: Facts, quotes: Sequence[str | None], confidences: Confidences
) -> dict[str, pa.Table]:
    """Return the annotation tables in their schemas; there is one quote per entry, in their order."""
    entry = batch.entry_of(facts.places.start)
    partners, sighted = facts.partners.mentions, facts.partners.sightings
    topics = _cue_spans("topic", facts.topics)
    excerpts = Excerpts(batch.text)
    edtf = facts.dates.span.edtf()
    ids = entries.column("event_id").cast(_SCHEMAS["events"].field("event_id").type)
    kinds = (
        _places(facts.places, entry),
        _spans("date", facts.dates, edtf, "date_grammar"),
        _cue_spans("event_type", facts.types),
        _spans("participants", facts.people, pa.array(facts.people.number).cast(pa.string()), "number_grammar"),
        partners,
        topics,
    )
    codes = [_all("gcm", len(topics.entry)), coded(facts.topics.codes, facts.topics.code)]
    return {
        "events": _events(entries, excerpts, facts, edtf, quotes, confidences),
        "event_countries": _table("event_countries", ids, *_event_countries(facts, entry, partners)),
        "event_partners": _table("event_partners", ids, sighted.entry, _event_partners(facts, confidences)),
        "event_topics": _table("event_topics", ids, topics.entry, codes),
        "mentions": _table("mentions", ids, *mention_columns(batch, excerpts, kinds)),
        "partner_sightings": _table("partner_sightings", ids, sighted.entry, sighted[1:]),
    }


def _table(name: str, ids: pa.Array, entry: Offsets, columns: Sequence[pa.Array]) -> pa.Table:
    """Return a table whose first column is the event's id, given by the entry's number."""
    return pa.Table.from_arrays([ids.take(pa.array(entry)), *columns], schema=_SCHEMAS[name])


def _places(places: Places, entry: Offsets) -> Spans:
    countries, methods = pa.array(places.meanings.countries, pa.string()), pa.array(BASES)
    return Spans("country", entry, places.start, places.end, places.country, countries, places.basis, methods)


def _cue_spans(kind: str, found: Indicated) -> Spans:
    method = np.zeros(len(found.entry), np.int64)
    codes = pa.array(found.codes, pa.string())
    return Spans(kind, found.entry, found.start, found.end, found.code, codes, method, pa.array(["cue"]))


def _spans(kind: str, facts: EventDates | People, entities: pa.Array, method: str) -> Spans:
    entity, methods = np.arange(len(facts.entry)), np.zeros(len(facts.entry), np.int64)
    return Spans(kind, facts.entry, facts.start, facts.end, entity, entities, methods, pa.array([method]))


def _all(word: str, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(word), size)


def _event_countries(facts: Facts, entry: Offsets, partners: Spans) -> tuple[Offsets, list[pa.Array]]:
    """Return each country that an entry names: whether it is the host, its strongest basis, its number of mentions."""
    places = facts.places
    inside = covers(partners, places.start, places.end)
    basis = np.where(inside, BASES.index("organisation"), places.basis)
    size = len(places.meanings.countries)
    key = entry * size + places.country
    order = np.lexsort((basis, key))
    group, first, count = np.unique(key[order], return_index=True, return_counts=True)
    entry, country = group // size, group % size
    return entry, [
        coded(places.meanings.countries, country),
        pa.array(facts.hosts.country[entry] == country),
        coded(BASES, basis[order][first]),
        pa.array(count, pa.int32()),
    ]


def _event_partners(facts: Facts, confidences: Confidences) -> list[pa.Array]:
    """Return, for each sighting of a partner, its role, how often it is mentioned, and its confidence."""
    partners = facts.partners
    return [
        partners.sightings.partner_id,
        coded(ROLES, facts.roles),
        pa.array(partners.mention_count, pa.int32()),
        pa.array(confidences.partner, pa.float64()),
    ]


def _events(
    entries: Entries,
    excerpts: Excerpts,
    facts: Facts,
    edtf: pa.Array,
    quotes: Sequence[str | None],
    confidences: Confidences,
) -> pa.Table:
    """Return the table `events`: columns copied from `entries`, and the facts of each event."""
    schema = _SCHEMAS["events"]
    found = {"quote": pa.array(quotes, pa.string()), **_when(facts, edtf), **_where(facts, excerpts), **_what(facts)}
    found |= {f"{field}_confidence": pa.array(getattr(confidences, field), pa.float64()) for field in RATED}
    columns = [
        found[field.name] if field.name in found else entries.column(field.name).cast(field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _when(facts: Facts, edtf: pa.Array) -> dict[str, pa.Array]:
    dates, size = facts.dates, len(facts.hosts.country)
    columns = {
        "event_date_edtf": edtf,
        "start_on": pa.array(dates.span.start.first_day()),
        "end_on": pa.array(dates.span.end.last_day()),
        "date_precision": pa.array(dates.precision(), pa.string()),
    }
    return {name: _by_entry(column, dates.entry, size) for name, column in columns.items()}


def _where(facts: Facts, excerpts: Excerpts) -> dict[str, pa.Array]:
    """Return the host country, and the place in it as written, with its subdivision and position."""
    hosts, places = facts.hosts, facts.places
    entry = np.flatnonzero(hosts.place != NONE)
    place = hosts.place[entry]
    meanings = [places.meanings.rows[number] for number in places.meaning[place].tolist()]
    columns = {
        "host_place": excerpts.between(places.start[place], places.end[place]),
        "host_subdivision": pa.array([meaning.subdivision for meaning in meanings], pa.string()),
        "latitude": pa.array([meaning.latitude for meaning in meanings], pa.float64()),
        "longitude": pa.array([meaning.longitude for meaning in meanings], pa.float64()),
    }
    found = {name: _by_entry(column, entry, len(hosts.place)) for name, column in columns.items()}
    return {"host_country_iso3": coded(places.meanings.countries, hosts.country), **found}


def _what(facts: Facts) -> dict[str, pa.Array]:
    people, size = facts.people, len(facts.hosts.country)
    return {
        "event_type": _by_entry(coded(facts.types.codes, facts.types.code), facts.types.entry, size),
        "participant_count": _by_entry(pa.array(people.number, pa.int32()), people.entry, size),
        "participant_qualifier": _by_entry(coded(QUALIFIERS, people.qualifier), people.entry, size),
    }


def _by_entry(column: pa.Array, entry: Offsets, size: int) -> pa.Array:
    """Return a column with one element per entry, null for those without a value."""
    number = np.full(size, NONE)
    number[entry] = np.arange(len(entry))
    return column.take(pa.array(number, mask=number == NONE))
