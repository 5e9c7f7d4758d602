"""Put the facts of a batch into Arrow tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

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
from pipelines.extract.types.event_types import Told
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

TABLES = ("events", "event_countries", "event_partners", "event_topics", "mentions", "partner_sightings")
_SCHEMAS = {name: arrow_schema(ALL[name]) for name in TABLES}
_MOST_QUOTED = 6

Entries: TypeAlias = pa.RecordBatch | pa.Table


@dataclass(frozen=True)
class Facts:
    """What the entries of a batch tell; hosts are one for each entry, roles (numbers in ROLES) one for
    each of the partners sighted."""

    places: Places
    hosts: Hosts
    dates: EventDates
    people: People
    types: Told
    topics: Told
    partners: Partners
    roles: Offsets

    def starts(self) -> Offsets:
        """The characters with which the facts begin that a quote should hold: dates, people, the first six partners of
        each entry."""
        entry, start = self.partners.mentions.entry, self.partners.mentions.start
        first = np.arange(len(entry)) - np.searchsorted(entry, entry) < _MOST_QUOTED
        return np.concatenate((self.dates.start, self.people.start, start[first]))


def no_tables() -> dict[str, pa.Table]:
    """The annotation tables of no entries."""
    return {name: schema.empty_table() for name, schema in _SCHEMAS.items()}


def tables(entries: Entries, batch: TextBatch, facts: Facts, quotes: Sequence[str | None]) -> dict[str, pa.Table]:
    """The annotation tables by the schemas; the quotes are one for each of the entries, in their order."""
    entry = batch.entry_of(facts.places.start)
    partners, sighted = facts.partners.mentions, facts.partners.sightings
    topics = _told("topic", facts.topics)
    excerpts = Excerpts(batch.text)
    edtf = facts.dates.span.edtf()
    ids = entries.column("event_id").cast(_SCHEMAS["events"].field("event_id").type)
    kinds = (
        _places(facts.places, entry),
        _spans("date", facts.dates, edtf, "date_grammar"),
        _told("event_type", facts.types),
        _spans("participants", facts.people, pa.array(facts.people.number).cast(pa.string()), "number_grammar"),
        partners,
        topics,
    )
    codes = [_all("gcm", len(topics.entry)), coded(facts.topics.codes, facts.topics.code)]
    return {
        "events": _events(entries, excerpts, facts, edtf, quotes),
        "event_countries": _table("event_countries", ids, *_event_countries(facts, entry, partners)),
        "event_partners": _table("event_partners", ids, sighted.entry, _event_partners(facts)),
        "event_topics": _table("event_topics", ids, topics.entry, codes),
        "mentions": _table("mentions", ids, *mention_columns(batch, excerpts, kinds)),
        "partner_sightings": _table("partner_sightings", ids, sighted.entry, sighted[1:]),
    }


def _table(name: str, ids: pa.Array, entry: Offsets, columns: Sequence[pa.Array]) -> pa.Table:
    """A table whose first column is the event's id, given by the entry's number."""
    return pa.Table.from_arrays([ids.take(pa.array(entry)), *columns], schema=_SCHEMAS[name])


def _places(places: Places, entry: Offsets) -> Spans:
    countries, methods = pa.array(places.meanings.countries, pa.string()), pa.array(BASES)
    return Spans("country", entry, places.start, places.end, places.country, countries, places.basis, methods)


def _told(kind: str, told: Told) -> Spans:
    method = np.zeros(len(told.entry), np.int64)
    return Spans(
        kind, told.entry, told.start, told.end, told.code, pa.array(told.codes, pa.string()), method, pa.array(["cue"])
    )


def _spans(kind: str, facts: EventDates | People, entities: pa.Array, method: str) -> Spans:
    entity, methods = np.arange(len(facts.entry)), np.zeros(len(facts.entry), np.int64)
    return Spans(kind, facts.entry, facts.start, facts.end, entity, entities, methods, pa.array([method]))


def _all(word: str, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(word), size)


def _event_countries(facts: Facts, entry: Offsets, partners: Spans) -> tuple[Offsets, list[pa.Array]]:
    """Each country that an entry names: whether it is the host, the strongest way it is named in, and how often."""
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


def _event_partners(facts: Facts) -> list[pa.Array]:
    """Each partner of an entry, as those sighted: its role, and how often it is mentioned."""
    partners = facts.partners
    return [partners.sightings.partner_id, coded(ROLES, facts.roles), pa.array(partners.mention_count, pa.int32())]


def _events(
    entries: Entries, excerpts: Excerpts, facts: Facts, edtf: pa.Array, quotes: Sequence[str | None]
) -> pa.Table:
    """The columns that `entries` has too as they are there; the others tell of the event."""
    schema = _SCHEMAS["events"]
    told = {"quote": pa.array(quotes, pa.string()), **_when(facts, edtf), **_where(facts, excerpts), **_what(facts)}
    columns = [
        told[field.name] if field.name in told else entries.column(field.name).cast(field.type) for field in schema
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
    """Country, and the place in it as it is written, with what is known of it."""
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
    told = {name: _by_entry(column, entry, len(hosts.place)) for name, column in columns.items()}
    return {"host_country_iso3": coded(places.meanings.countries, hosts.country), **told}


def _what(facts: Facts) -> dict[str, pa.Array]:
    people, size = facts.people, len(facts.hosts.country)
    return {
        "event_type": _by_entry(coded(facts.types.codes, facts.types.code), facts.types.entry, size),
        "participant_count": _by_entry(pa.array(people.number, pa.int32()), people.entry, size),
        "participant_qualifier": _by_entry(coded(QUALIFIERS, people.qualifier), people.entry, size),
    }


def _by_entry(column: pa.Array, entry: Offsets, size: int) -> pa.Array:
    """A column with an element for each entry, null for those that have none."""
    number = np.full(size, NONE)
    number[entry] = np.arange(len(entry))
    return column.take(pa.array(number, mask=number == NONE))
