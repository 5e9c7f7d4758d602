"""What the pipeline says of a set's entries, from a release's folder or straight from the extraction's tables."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_COLUMNS = {
    "events": (
        "event_id", "published_on", "headline", "body", "event_type", "event_date_edtf", "host_country_iso3",
        "participant_count",
    ),
    "event_countries": ("event_id", "country_iso3"),
    "mentions": ("event_id", "kind", "entity_id", "text"),
}  # fmt: skip
# What not every table of events holds that can be scored.
_ORIGIN = ("source_id", "bulletin_id")
_FURTHER_COLUMNS = {
    "event_partners": ("event_id", "partner_id", "role"),
    "event_topics": ("event_id", "scheme", "code"),
}


class ReleaseError(ValueError):
    """A release's folder cannot be read; the message says which table or column is missing."""


@dataclass(frozen=True, slots=True)
class PartnerMention:
    """A place in an entry that was read as an organisation."""

    partner_id: str
    text: str


@dataclass(frozen=True, slots=True)
class PredictedEvent:
    """One event as published; `partner_mentions` in the order of the table, `roles` by partner.

    `source_id` and `bulletin_id` are empty where the table of events does not hold them.
    """

    event_id: str
    published_on: date | None
    headline: str
    body: str | None
    event_type: str | None
    event_date_edtf: str | None
    host_country_iso3: str | None
    participant_count: int | None
    countries: frozenset[str]
    partner_mentions: tuple[PartnerMention, ...]
    roles: Mapping[str, str]
    topics: frozenset[str]
    source_id: str = ""
    bulletin_id: str = ""


def read_release(folder: Path) -> list[PredictedEvent]:
    """The events of a release: Parquet files in the folder itself or in its `parquet/`.

    Roles and topics are empty where the release has no `event_partners` or `event_topics`.

    Raises:
        ReleaseError: a table or column is missing, or a file is broken.
    """
    inner = folder / "parquet"
    files = inner if inner.is_dir() else folder
    further = [name for name in _FURTHER_COLUMNS if (files / f"{name}.parquet").is_file()]
    return predicted_events({name: _read(files, name) for name in (*_COLUMNS, *further)})


def predicted_events(tables: Mapping[str, pa.Table]) -> list[PredictedEvent]:
    """The events that the tables `events`, `event_countries`, `mentions` and, where given, `event_partners` and
    `event_topics` hold, in the order of `events`.

    Raises:
        ReleaseError: a column is missing.
    """
    columns = {**_COLUMNS, "events": (*_COLUMNS["events"], *_origin(tables["events"]))}
    rows = {name: _rows(tables[name], name, names) for name, names in columns.items()}
    rows |= {name: _rows(tables[name], name, columns) for name, columns in _FURTHER_COLUMNS.items() if name in tables}
    countries = defaultdict(set)
    for row in rows["event_countries"]:
        countries[row["event_id"]].add(row["country_iso3"])
    mentions = defaultdict(list)
    for row in rows["mentions"]:
        if row["kind"] == "partner":
            mentions[row["event_id"]].append(PartnerMention(row["entity_id"], row["text"]))
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows.get("event_partners", ()):
        roles[row["event_id"]][row["partner_id"]] = row["role"]
    topics = defaultdict(set)
    for row in rows.get("event_topics", ()):
        topics[row["event_id"]].add(row["code"])
    return [
        PredictedEvent(
            **row,
            countries=frozenset(countries[row["event_id"]]),
            partner_mentions=tuple(mentions[row["event_id"]]),
            roles=roles[row["event_id"]],
            topics=frozenset(topics[row["event_id"]]),
        )
        for row in rows["events"]
    ]


def _origin(events: pa.Table) -> tuple[str, ...]:
    return tuple(name for name in _ORIGIN if name in events.column_names)


def _read(folder: Path, name: str) -> pa.Table:
    path = folder / f"{name}.parquet"
    try:
        return pq.ParquetFile(path).read()
    except FileNotFoundError:
        raise ReleaseError(f"{folder} holds no {name}.parquet: name the folder of a release") from None
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{path} cannot be read: {error}") from error


def _rows(table: pa.Table, name: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    missing = [column for column in columns if column not in table.column_names]
    if missing:
        raise ReleaseError(f"{name} lacks {', '.join(missing)}")
    rows: list[dict[str, Any]] = table.select(columns).to_pylist()
    return rows
