"""The material of a review: events with their organisations, from the last release or from annotations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.extract.annotate import Annotations
from pipelines.publish.tables.corrections_file import CONFIDENCES
from pipelines.workspace import Workspace

PROVISIONAL = "provisional"
_TEXT_COLUMNS = ("event_id", "source_id", "headline", "body", "quote")


class MaterialError(ValueError):
    """There is nothing to review."""


@dataclass(frozen=True, slots=True)
class Text:
    """An event's text; `body` is null if it may not be published and is not in the data folder either."""

    event_id: str
    headline: str
    body: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A span that was read as an organisation; `start` and `end` count characters of the field."""

    event_id: str
    partner_id: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Provisional:
    """An organisation that is not in the register, as the grammar read it."""

    partner_id: str
    name: str
    acronym: str | None
    org_type: str | None
    country_iso3: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a column of `events`, or that there is none, with its confidence."""

    event_id: str
    source_id: str
    headline: str
    quote: str | None
    column: str
    value: str | None
    confidence: float


@dataclass(frozen=True)
class Material:
    """Texts by event, all sightings of organisations, the organisations that are not in the register, and facts."""

    texts: Mapping[str, Text]
    sightings: tuple[Sighting, ...]
    provisional: tuple[Provisional, ...]
    facts: tuple[Fact, ...] = ()


def material_of_release(data: Path) -> Material:
    """Return the last release of a data folder; texts that it may not publish are read from the data folder.

    Raises:
        MaterialError: the folder has no release, or one of its tables cannot be read.
    """
    workspace = Workspace(data)
    folder = workspace.releases / "latest" / "parquet"
    events = _read(folder / "events.parquet", [*_TEXT_COLUMNS, *CONFIDENCES, *CONFIDENCES.values()])
    mentions = _read(folder / "mentions.parquet", ["event_id", "kind", "entity_id", "field", "start", "end", "text"])
    columns = ["partner_id", "name", "acronym", "org_type", "country_iso3", "status"]
    partners = _read(folder / "partners.parquet", columns)
    kept = workspace.work / "extract" / "events.parquet"
    bodies = {row["event_id"]: row["body"] for row in _read(kept, ["event_id", "body"])} if kept.is_file() else {}
    return _material([row | {"body": row["body"] or bodies.get(row["event_id"])} for row in events], mentions, partners)


def material_of_annotations(annotations: Annotations) -> Material:
    """Return the material of annotations."""
    return _material(
        annotations.events.to_pylist(), annotations.mentions.to_pylist(), annotations.partner_sightings.to_pylist()
    )


def _material(
    events: Sequence[Mapping[str, Any]], mentions: Iterable[Mapping[str, Any]], partners: Iterable[Mapping[str, Any]]
) -> Material:
    sightings = [
        Sighting(row["event_id"], row["entity_id"], row["field"], row["start"], row["end"], row["text"])
        for row in mentions
        if row["kind"] == "partner"
    ]
    provisional: dict[str, Provisional] = {}
    for row in partners:
        if row["status"] == PROVISIONAL:
            found = Provisional(row["partner_id"], row["name"], row["acronym"], row["org_type"], row["country_iso3"])
            provisional[found.partner_id] = _fuller(found, provisional.get(found.partner_id))
    return Material(
        {row["event_id"]: Text(row["event_id"], row["headline"], row["body"], row["quote"]) for row in events},
        tuple(sightings),
        tuple(provisional.values()),
        tuple(_facts(events)),
    )


def _facts(events: Iterable[Mapping[str, Any]]) -> Iterator[Fact]:
    for row in events:
        text = row["event_id"], row["source_id"], row["headline"], row["quote"]
        for column, confidence in CONFIDENCES.items():
            value = row[column]
            yield Fact(*text, column, None if value is None else str(value), row[confidence])


def _fuller(one: Provisional, other: Provisional | None) -> Provisional:
    """Return the sighting with the longer name, completed from the other one."""
    if other is None:
        return one
    best, rest = (one, other) if (len(one.name), one.name) > (len(other.name), other.name) else (other, one)
    return Provisional(
        best.partner_id, best.name, best.acronym or rest.acronym, best.org_type or rest.org_type,
        best.country_iso3 or rest.country_iso3,
    )  # fmt: skip


def _read(path: Path, columns: list[str]) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = pq.ParquetFile(path).read(columns=columns).select(columns).to_pylist()
    except FileNotFoundError:
        advice = "Run `make datasets` first, or name the data folder with DATA=."
        raise MaterialError(f"The file {path} does not exist. {advice}") from None
    except (OSError, KeyError, pa.ArrowException) as error:
        raise MaterialError(f"{path} cannot be read ({error}). Run `make datasets` again.") from error
    return rows
