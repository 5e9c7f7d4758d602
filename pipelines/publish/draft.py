"""A release before it is written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.comparison import Changes
from pipelines.publish.columnar.rows import Rows, Tables, pieces
from pipelines.publish.provenance import Provenance, Source
from pipelines.publish.versions import Version
from schemas.declarations import Table
from schemas.registry import CODE_TABLES, PUBLISHED, SCHEMA_VERSION

NAME = "migration-bulletins"
TITLE = "Migration Bulletins"
DESCRIPTION = (
    "Events that migration bulletins report: what happened, where, when, for how many people, with which organisations "
    "and countries; each fact with the characters it was read from."
)
KEYWORDS = ("migration", "events", "partnerships", "international organizations", "Mesoamerica", "Caribbean")


@dataclass(frozen=True)
class Content:
    """The tables of a release, a hash of each, and one of all with the sources' terms and the schema version."""

    tables: Tables
    hashes: Mapping[str, str]
    digest: str


@dataclass(frozen=True)
class Draft:
    """The input of a release's files: `previous` is the previous release, `as_of` the newest day in this one,
    `changes` the differences from the previous release, `accuracy` the measured accuracy of the extraction,
    `doubts` the rows of `schemas.tables.doubts`."""

    version: Version
    previous: Version | None
    as_of: date | None
    content: Content
    provenance: Provenance
    changes: Changes
    accuracy: Mapping[str, Any] | None
    doubts: pa.Table | None = None

    @property
    def main_tables(self) -> dict[str, Table]:
        """Return the declarations of the tables and code tables, in the order of the release."""
        return PUBLISHED | CODE_TABLES

    def rows(self, name: str) -> Rows:
        """Return the rows of a table."""
        of_changes = {
            "changes": self.changes.rows,
            "withdrawn": self.changes.withdrawn,
            "withdrawn_partners": self.changes.withdrawn_partners,
            "withdrawn_activities": self.changes.withdrawn_activities,
        }
        return of_changes[name] if name in of_changes else self.content.tables[name]


def content_of(tables: Tables, hashes: Mapping[str, str], provenance: Provenance) -> Content:
    """Hash the content of a release; the versions of the code and the order of sources do not affect it.

    Args:
        tables: tables by name.
        hashes: the hash of each table's content.
        provenance: the sources.
    """
    hashed = {
        "schema_version": SCHEMA_VERSION,
        "tables": hashes,
        "sources": [source_terms(source) for source in sorted(provenance.sources, key=lambda source: source.id)],
    }
    canonical = json.dumps(hashed, sort_keys=True, ensure_ascii=False)
    return Content(tables, hashes, hashlib.sha256(canonical.encode()).hexdigest())


def source_terms(source: Source) -> dict[str, Any]:
    """Return a source's terms as published in a release."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": {"name": source.licence.name, "url": str(source.licence.url) if source.licence.url else None},
        "attribution": source.attribution,
        "republish_text": source.republish_text,
    }


def newest_day(events: Rows, latest: date = date.max) -> date | None:
    """Return the newest publication date, or the newest event date if no entry has one.

    Args:
        events: columns `published_on` and `end_on`.
        latest: later days do not count.
    """
    for column in ("published_on", "end_on"):
        columns = (piece[column] for piece in pieces(events.select([column])))
        newest = (pc.max(days.filter(pc.less_equal(days, pa.scalar(latest, pa.date32())))).as_py() for days in columns)
        days: list[date] = [day for day in newest if day is not None]
        if days:
            return max(days)
    return None
