"""What the explorer says of a release beside its tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.publish.provenance import Source


@dataclass(frozen=True)
class File:
    """A file of the release: its path inside the release's folder, and its size in bytes where it is known."""

    path: str
    bytes: int | None = None


@dataclass(frozen=True)
class Change:
    """How many rows of a table were `added`, `removed` or `changed` since the release before, and for what cause."""

    table: str
    change: str
    cause: str
    rows: int


@dataclass(frozen=True)
class Accuracy:
    """How well one thing is read from the texts, measured against `items` labelled ones; shares from 0 to 1."""

    name: str
    f1: float
    precision: float | None = None
    recall: float | None = None
    items: int | None = None


@dataclass(frozen=True)
class About:
    """A release as its page presents it.

    `report` is where errors are told: a `mailto:` address, or the `https:` address of a form that takes `title` and
    `body` (as those for new issues do). Without it the page offers the report's text to copy.
    `measured_on` says in words what `accuracy` was measured on.
    """

    title: str
    version: str
    schema_version: str
    citation: str
    sources: Sequence[Source]
    previous_version: str | None = None
    files: Sequence[File] = ()
    changes: Sequence[Change] = ()
    accuracy: Sequence[Accuracy] = ()
    measured_on: str | None = None
    report: str | None = None
