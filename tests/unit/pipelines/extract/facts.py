"""What the annotator tells of entries that tests make up, in a form that reads well in assertions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa

from pipelines.extract.annotate import Annotations, Annotator, load_annotator
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

REFERENCE = Path(__file__).resolve().parents[4] / "reference"


@dataclass(frozen=True)
class Text:
    """An entry as a test writes it."""

    headline: str
    body: str
    published_on: str | None = None
    language: str = "en"


@dataclass(frozen=True)
class Partner:
    """An organisation of an entry: `written` holds each distinct form in which the text names it."""

    name: str
    acronym: str | None
    role: str
    status: str
    written: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What one entry tells; `partners` by id."""

    date: str | None
    precision: str | None
    host: str | None
    place: str | None
    event_type: str | None
    participants: int | None
    qualifier: str | None
    quote: str | None
    countries: frozenset[str]
    partners: dict[str, Partner]
    topics: frozenset[str]

    def written(self, form: str) -> Partner | None:
        """The organisation that the text names in that form."""
        return next((partner for partner in self.partners.values() if form in partner.written), None)

    def forms(self) -> set[str]:
        """All forms in which the text names organisations."""
        return {form for partner in self.partners.values() for form in partner.written}

    def groups(self) -> set[frozenset[str]]:
        """The forms of each organisation."""
        return {partner.written for partner in self.partners.values()}


@cache
def annotator() -> Annotator:
    """The annotator with the project's reference tables, loaded once for all tests."""
    return load_annotator(REFERENCE)


def entries(texts: Sequence[Text], first: int = 1) -> pa.Table:
    """A table `entries`; the entries are numbered from `first`, which also tells their ids."""
    rows = [
        {
            "event_id": f"evt_{number:016x}",
            "source_id": "invented",
            "bulletin_id": f"bul_{0:016x}",
            "entry_number": number,
            "published_on": date.fromisoformat(text.published_on) if text.published_on else None,
            "language": text.language,
            "headline": text.headline,
            "body": text.body,
            "url": None,
            "source_status": "listed",
        }
        for number, text in enumerate(texts, first)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["entries"]))


def annotate(*texts: Text) -> Annotations:
    """The annotations of entries, as one batch."""
    return annotator().annotate(entries(texts))


def facts(headline: str, body: str, published_on: str | None = None, language: str = "en") -> Facts:
    """What an entry of that text tells."""
    found = annotate(Text(headline, body, published_on, language))
    (event,) = found.events.to_pylist()
    sightings = {row["partner_id"]: row for row in found.partner_sightings.to_pylist()}
    written: dict[str, set[str]] = {}
    for row in found.mentions.to_pylist():
        if row["kind"] == "partner":
            written.setdefault(row["entity_id"], set()).add(row["text"])
    partners = {
        row["partner_id"]: Partner(
            sightings[row["partner_id"]]["name"],
            sightings[row["partner_id"]]["acronym"],
            row["role"],
            sightings[row["partner_id"]]["status"],
            frozenset(written[row["partner_id"]]),
        )
        for row in found.event_partners.to_pylist()
    }
    return Facts(
        event["event_date_edtf"],
        event["date_precision"],
        event["host_country_iso3"],
        event["host_place"],
        event["event_type"],
        event["participant_count"],
        event["participant_qualifier"],
        event["quote"],
        frozenset(found.event_countries.column("country_iso3").to_pylist()),
        partners,
        frozenset(found.event_topics.column("code").to_pylist()),
    )
