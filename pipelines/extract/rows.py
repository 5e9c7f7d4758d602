"""Collect an entry's facts as rows, and rows as Arrow tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
_BASES = ("name", "demonym", "place", "organisation")


@dataclass
class Rows:
    """Rows of the annotation tables, by table."""

    by_table: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def add(
        self,
        entry: Entry,
        row: Mapping[str, Any],
        text: str,
        places: Sequence[PlaceMention],
        host: Host,
        event_date: EventDate | None,
        partners: Sequence[PartnerMention],
        facts: Sequence[PartnerFacts],
        roles: Mapping[str, str],
        event_type: Told | None,
        topics: Sequence[Told],
        people: People | None,
        quote: str | None,
    ) -> None:
        """All rows of one entry."""
        event_id = row["event_id"]
        in_organisation = [any(m.start <= place.start and place.end <= m.end for m in partners) for place in places]
        self.by_table["events"].append(_event(row, text, host, event_date, event_type, people, quote))
        self.by_table["event_countries"] += _event_countries(event_id, places, in_organisation, host)
        counts = Counter(mention.partner_id for mention in partners)
        self.by_table["event_partners"] += [
            (event_id, key, roles.get(key, "mentioned"), n) for key, n in sorted(counts.items())
        ]
        self.by_table["event_topics"] += sorted((event_id, "gcm", topic.code) for topic in topics)
        self.by_table["partner_sightings"] += [
            (
                event_id,
                f.partner_id,
                f.name,
                f.acronym,
                f.org_type,
                f.country_iso3,
                "registered" if f.registered else "provisional",
            )
            for f in sorted(facts, key=lambda f: f.partner_id)
        ]
        found = [("country", p.country_iso3, p.start, p.end, p.meaning.basis) for p in places]
        found += [("partner", m.partner_id, m.start, m.end, m.method) for m in partners]
        if event_date is not None:
            found.append(("date", event_date.span.edtf(), event_date.start, event_date.end, "date_grammar"))
        if people is not None:
            found.append(("participants", str(people.count), people.start, people.end, "number_grammar"))
        if event_type is not None:
            found.append(("event_type", event_type.code, event_type.start, event_type.end, "cue"))
        found += [("topic", topic.code, topic.start, topic.end, "cue") for topic in topics]
        self.by_table["mentions"] += _mentions(event_id, entry, text, found)


def _event(
    row: Mapping[str, Any],
    text: str,
    host: Host,
    event_date: EventDate | None,
    event_type: Told | None,
    people: People | None,
    quote: str | None,
) -> tuple[Any, ...]:
    place = host.place
    meaning = place.meaning if place else None
    return (
        *(
            row[name]
            for name in ("event_id", "source_id", "bulletin_id", "entry_number", "published_on", "language", "headline")
        ),
        quote,
        row["body"],
        row["url"],
        event_type.code if event_type else None,
        event_date.span.edtf() if event_date else None,
        event_date.span.start.first_day() if event_date else None,
        event_date.span.end.last_day() if event_date else None,
        event_date.precision if event_date else None,
        host.country_iso3,
        None if place is None else text[place.start : place.end],
        meaning.subdivision if meaning else None,
        meaning.latitude if meaning else None,
        meaning.longitude if meaning else None,
        people.count if people else None,
        people.qualifier if people else None,
    )


def _event_countries(
    event_id: str, places: Sequence[PlaceMention], in_organisation: Sequence[bool], host: Host
) -> list[tuple[Any, ...]]:
    bases: dict[str, list[str]] = {}
    for place, inside in zip(places, in_organisation, strict=True):
        bases.setdefault(place.country_iso3, []).append("organisation" if inside else place.meaning.basis)
    return [
        (event_id, country, country == host.country_iso3, min(found, key=_BASES.index), len(found))
        for country, found in sorted(bases.items())
    ]


def _mentions(
    event_id: str, entry: Entry, text: str, found: Sequence[tuple[str, str, int, int, str]]
) -> list[tuple[Any, ...]]:
    rows = {}
    for kind, entity_id, start, end, method in found:
        in_body = start >= entry.body_start
        offset = entry.body_start if in_body else entry.start
        key = (event_id, kind, "body" if in_body else "headline", start - offset, end - offset, entity_id)
        rows.setdefault(key, (event_id, kind, entity_id, key[2], key[3], key[4], text[start:end], method))
    return [rows[key] for key in sorted(rows)]


def tables(rows: Rows) -> dict[str, pa.Table]:
    """The rows as Arrow tables by the schemas."""
    made = {}
    for name in TABLES:
        schema = arrow_schema(ALL[name])
        columns = list(zip(*rows.by_table[name], strict=True)) or [()] * len(schema)
        made[name] = pa.Table.from_arrays(
            [pa.array(column, f.type) for column, f in zip(columns, schema, strict=True)], schema=schema
        )
    return made
