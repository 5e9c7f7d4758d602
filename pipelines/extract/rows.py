"""Put the facts of a batch into Arrow tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.extract.dates import EventDate
from pipelines.extract.entry import Entry
from pipelines.extract.event_types import Told
from pipelines.extract.host import Host
from pipelines.extract.mentions import Spans, covers, mention_columns
from pipelines.extract.organisations import PartnerFacts, PartnerMention
from pipelines.extract.participants import People
from pipelines.extract.text import Offsets, TextBatch
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
    entries: pa.RecordBatch | pa.Table, batch: TextBatch, facts: Sequence[Facts], quotes: Sequence[str | None]
) -> dict[str, pa.Table]:
    """The annotation tables by the schemas; `facts` and `quotes` are one for each of the entries, in their order."""
    places = _places(facts)
    partners = _partners(facts)
    topics = _topics(facts)
    kinds = (places, *_single_facts(facts), partners, topics)
    mention_entry, mentions = mention_columns(batch, kinds)
    return {
        "events": _events(entries, batch.text, facts, quotes),
        "event_countries": _table("event_countries", entries, *_event_countries(facts, places, partners)),
        "event_partners": _table("event_partners", entries, *_rows(facts, _event_partners)),
        "event_topics": _table("event_topics", entries, topics.entry, [["gcm"] * len(topics.entry), topics.entity]),
        "mentions": _table("mentions", entries, mention_entry, mentions),
        "partner_sightings": _table("partner_sightings", entries, *_rows(facts, lambda each: sorted(each.sightings))),
    }


def _table(
    name: str, entries: pa.RecordBatch | pa.Table, entry: Sequence[int] | Offsets, columns: Sequence[Any]
) -> pa.Table:
    """A table whose first column is the event's id, given by the entry's number."""
    schema = _SCHEMAS[name]
    ids = entries.column("event_id").cast(schema[0].type).take(pa.array(np.asarray(entry, np.int64)))
    rest = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for column, field in zip(columns or [()] * (len(schema) - 1), list(schema)[1:], strict=True)
    ]
    return pa.Table.from_arrays([ids, *rest], schema=schema)


def _rows(facts: Sequence[Facts], rows: Callable[[Facts], Sequence[Row]]) -> tuple[list[int], list[Row]]:
    """The numbers of the entries and the columns of a table with so many rows for each entry."""
    entry: list[int] = []
    found: list[Row] = []
    for number, each in enumerate(facts):
        own = rows(each)
        found += own
        entry += [number] * len(own)
    return entry, list(zip(*found, strict=True))


def _places(facts: Sequence[Facts]) -> Spans:
    found = [place for each in facts for place in each.entry.places]
    return Spans(
        "country",
        [number for number, each in enumerate(facts) for _ in each.entry.places],
        [place.start for place in found],
        [place.end for place in found],
        [place.country_iso3 for place in found],
        [place.meaning.basis for place in found],
    )


def _partners(facts: Sequence[Facts]) -> Spans:
    found = [mention for each in facts for mention in each.partners]
    return Spans(
        "partner",
        [number for number, each in enumerate(facts) for _ in each.partners],
        [mention.start for mention in found],
        [mention.end for mention in found],
        [mention.partner_id for mention in found],
        [mention.method for mention in found],
    )


def _topics(facts: Sequence[Facts]) -> Spans:
    found = [(number, *topic) for number, each in enumerate(facts) for topic in sorted(each.topics)]
    entry, code, start, end = zip(*found, strict=True) if found else ((), (), (), ())
    return Spans("topic", entry, start, end, code, ["cue"] * len(found))


def _single_facts(facts: Sequence[Facts]) -> tuple[Spans, Spans, Spans]:
    """The facts of which an entry has at most one: date, event type, participants."""
    dates = [(number, day) for number, each in enumerate(facts) if (day := each.event_date) is not None]
    types = [(number, told) for number, each in enumerate(facts) if (told := each.event_type) is not None]
    people = [(number, counted) for number, each in enumerate(facts) if (counted := each.people) is not None]
    return (
        _spans("date", dates, [day.span.edtf() for _, day in dates], "date_grammar"),
        _spans("event_type", types, [told.code for _, told in types], "cue"),
        _spans("participants", people, [str(counted.count) for _, counted in people], "number_grammar"),
    )


def _spans(
    kind: str, facts: Sequence[tuple[int, EventDate | Told | People]], entities: Sequence[str], method: str
) -> Spans:
    return Spans(
        kind,
        [number for number, _ in facts],
        [fact.start for _, fact in facts],
        [fact.end for _, fact in facts],
        entities,
        [method] * len(facts),
    )


def _event_countries(facts: Sequence[Facts], places: Spans, partners: Spans) -> tuple[Offsets, list[Any]]:
    """Each country that an entry names: whether it is the host, the strongest way it is named in, and how often."""
    countries = sorted(set(places.entity))
    code = {country: number for number, country in enumerate(countries)}
    basis = np.array([_BASES.index(each) for each in places.method], np.int64)
    inside = covers(partners, np.array(places.start, np.int64), np.array(places.end, np.int64))
    basis[inside] = _BASES.index("organisation")
    size = max(len(countries), 1)
    key = np.array(places.entry, np.int64) * size + np.array([code[country] for country in places.entity], np.int64)
    order = np.lexsort((basis, key))
    group, first, count = np.unique(key[order], return_index=True, return_counts=True)
    entry, country = group // size, [countries[number] for number in (group % size).tolist()]
    hosts = [facts[number].host.country_iso3 for number in entry.tolist()]
    return entry, [
        country,
        [own == host for own, host in zip(country, hosts, strict=True)],
        [_BASES[number] for number in basis[order][first].tolist()],
        count,
    ]


def _event_partners(facts: Facts) -> list[Row]:
    counts: dict[str, int] = {}
    for mention in facts.partners:
        counts[mention.partner_id] = counts.get(mention.partner_id, 0) + 1
    return [(partner_id, facts.roles[partner_id], count) for partner_id, count in sorted(counts.items())]


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
