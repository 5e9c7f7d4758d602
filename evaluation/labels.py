"""Labelled sets: entries and what a careful reader says of them, by `GUIDELINES.md`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class LabelError(ValueError):
    """A set cannot be read; the message says which file and line."""


@dataclass(frozen=True, slots=True)
class LabelledOrganisation:
    """A named organisation: its fullest name in the entry, its acronym, and each form it takes there."""

    name: str
    acronym: str | None
    mentions: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which it may be found."""
        return tuple(form for form in (self.name, self.acronym, *self.mentions) if form)


@dataclass(frozen=True, slots=True)
class Label:
    """The wanted value of one column, null where nothing is wanted, and the further values that can be defended."""

    wanted: str | int | None
    alternatives: tuple[str | int | None, ...]

    def accepts(self, value: str | int | None) -> bool:
        """Whether the value is the wanted one or an alternative."""
        return value == self.wanted or value in self.alternatives


@dataclass(frozen=True, slots=True)
class LabelledEntry:
    """An entry of a set with its labels; the fields are those of `GUIDELINES.md`."""

    id: str
    origin: str
    layout: str
    language: str
    headline: str
    body: str
    cut: bool
    published_on: Label
    event_edtf: Label
    host_country: Label
    event_type: Label
    participants: Label
    countries: frozenset[str]
    countries_optional: frozenset[str]
    partners: tuple[LabelledOrganisation, ...]
    partners_optional: tuple[LabelledOrganisation, ...]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set by its folder's name, its entries in the order of their file."""

    name: str
    entries: tuple[LabelledEntry, ...]


def load_set(folder: Path) -> LabelledSet:
    """Read `entries.jsonl` and `gold.jsonl` of a set.

    Raises:
        LabelError: a file is missing, a line is no JSON object or lacks a field, or an entry has no labels.
    """
    labels = {str(row["id"]): row for row in read_rows(folder / "gold.jsonl", "id")}
    entries = []
    for row in read_rows(folder / "entries.jsonl", "id", "headline", "body", "language", "layout"):
        if row["id"] not in labels:
            raise LabelError(f"{folder.name}/gold.jsonl: no labels for the entry {row['id']}")
        entries.append(_labelled(row, labels[row["id"]], folder))
    return LabelledSet(folder.name, tuple(entries))


def read_rows(path: Path, *required: str) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line.

    Raises:
        LabelError: there is no such file, or a line is no object with all of the `required` keys.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise LabelError(f"{name}: cannot be read: {error.strerror}") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise LabelError(f"{name}: line {number}: not JSON: {error.msg}") from error
        if not isinstance(row, dict) or any(key not in row for key in required):
            raise LabelError(f"{name}: line {number}: must be an object with the keys {', '.join(required)}")
        rows.append(row)
    return rows


def _labelled(entry: Mapping[str, Any], gold: Mapping[str, Any], folder: Path) -> LabelledEntry:
    try:
        return LabelledEntry(
            id=entry["id"],
            origin=entry.get("origin", ""),
            layout=entry["layout"],
            language=entry["language"],
            headline=entry["headline"],
            body=entry["body"],
            cut=bool(entry.get("cut", False)),
            published_on=_label(gold, "published_on"),
            event_edtf=_label(gold, "event_edtf"),
            host_country=_label(gold, "host_country"),
            event_type=_label(gold, "event_type"),
            participants=_label(gold, "participants"),
            countries=frozenset(gold["countries"]),
            countries_optional=frozenset(gold["countries_optional"]),
            partners=tuple(_organisation(each) for each in gold["partners"]),
            partners_optional=tuple(_organisation(each) for each in gold["partners_optional"]),
        )
    except KeyError as error:
        raise LabelError(f"{folder.name}/gold.jsonl: the labels of {entry['id']} lack {error}") from error


def _label(gold: Mapping[str, Any], key: str) -> Label:
    alternatives = gold.get(f"{key}_alt")
    if alternatives is None:
        return Label(gold[key], ())
    return Label(gold[key], tuple(alternatives) if isinstance(alternatives, list) else (alternatives,))


def _organisation(row: Mapping[str, Any]) -> LabelledOrganisation:
    return LabelledOrganisation(row["name"], row["acronym"], tuple(row["mentions"]))
