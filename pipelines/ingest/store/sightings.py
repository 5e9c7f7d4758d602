"""Sightings: the outcomes of looking at the sources' locations, as objects and as Arrow columns."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import pyarrow as pa

STORED = "stored"
GONE = "gone"
FAILED = "failed"
# Of sites only: nothing new, the same bytes as before, far fewer entries than usual, or a site that cannot be reached.
NOTHING_NEW = "nothing new"
UNCHANGED = "unchanged"
DRIFTED = "drifted"
UNREACHABLE = "unreachable"
# A channel's pages were read to their end, or only up to a location.
WALKED = "walked"
BROKEN_OFF = "broken off"
# An entry is no longer listed where it was, or is listed again.
LEFT = "left"
BACK = "back"


@dataclass(frozen=True)
class Sighting:
    """One look at a location of a source; `sha256` is null if it gave no document.

    Args:
        source_id: the source.
        location: where: a path relative to the sources file, or an address.
        time: when, ISO 8601 in UTC.
        status: the outcome, one of this module's constants.
        sha256: of the bytes that are there now, where there are any.
        headers: those of the server's answer that a later request or reading needs.
        address: where redirects led.
        channel: which of its source's locations it was found by.
        role: `page` or `article`, of what was fetched.
        reason: why it gave no usable document.
        expected: how many entries would have been usual, where a document cannot be trusted.
        entry: the event whose entry left or came back.
        successor: the event whose entry stands in the place of the one that left, where it has the same text.
    """

    source_id: str
    location: str
    time: str
    status: str
    sha256: str | None
    headers: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    channel: str = ""
    role: str = ""
    reason: str = ""
    expected: int = 0
    entry: str | None = None
    successor: str | None = None

    @property
    def line(self) -> str:
        """The sighting as JSON, without empty fields."""
        values = ((each, getattr(self, each)) for each in _FIELDS)
        stated = {name: value for name, value in values if value or name in ("sha256", "headers")}
        return json.dumps(stated, ensure_ascii=False, sort_keys=True)


_FIELDS = tuple(each.name for each in fields(Sighting))
_TYPES = {"headers": pa.map_(pa.string(), pa.string()), "expected": pa.int64()}
# Sightings as columns, named as their fields.
SIGHTINGS = pa.schema([pa.field(name, _TYPES.get(name, pa.string())) for name in _FIELDS])


def as_columns(sightings: Iterable[Sighting]) -> pa.Table:
    """Return the sightings as rows of `SIGHTINGS`."""
    some = list(sightings)
    columns = {name: [getattr(each, name) for each in some] for name in _FIELDS}
    columns["headers"] = [list(headers.items()) for headers in columns["headers"]]
    return pa.table(columns, schema=SIGHTINGS)


def from_columns(rows: pa.Table) -> list[Sighting]:
    """Return the sightings in rows with the columns of `SIGHTINGS`."""
    columns = {name: rows[name].to_pylist() for name in _FIELDS}
    columns["headers"] = [dict(headers) for headers in columns["headers"]]
    return [Sighting(*values) for values in zip(*columns.values(), strict=True)]
