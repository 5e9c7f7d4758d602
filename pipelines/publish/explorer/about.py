"""What the explorer shows about a release besides its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.publish.provenance import Source


@dataclass(frozen=True)
class File:
    """A file of the release: its path within the release's folder, and its size in bytes if known."""

    path: str
    bytes: int | None = None


@dataclass(frozen=True)
class Change:
    """The number of rows of a table `added`, `removed` or `changed` since the previous release, with the cause."""

    table: str
    change: str
    cause: str
    rows: int


@dataclass(frozen=True)
class Accuracy:
    """The accuracy of one kind of fact: shares from 0 to 1.

    `unseen`: F1, or the share that is right, on entries that were unseen when rules were written, None where it was not
    measured on them; `precision` and `recall` belong to an F1, `items` is how many labelled facts they rest on.
    `all_sets`: the same figure on all labelled sets together.
    """

    name: str
    unseen: float | None
    precision: float | None = None
    recall: float | None = None
    items: int | None = None
    all_sets: float | None = None


@dataclass(frozen=True)
class About:
    """A release as its page presents it.

    `report` is where errors are reported: a `mailto:` address, or the `https:` address of a form that takes `title`
    and `body` (such as the form for new issues). Without it the page offers the report's text to copy.
    `measured_on` describes in words what `accuracy` was measured on. `attributions` are what the licences of the
    reference tables' own sources ask to be said. `search_description` is the release as a schema.org `Dataset`.
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
    attributions: Sequence[str] = ()
    search_description: Mapping[str, Any] = field(default_factory=dict)
