"""What a release says of where it comes from: the sources' terms, and the versions of code and reference tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Licence(Protocol):
    """A licence: its name, and an address where its text stands."""

    @property
    def name(self) -> str:
        """The licence's name."""

    @property
    def url(self) -> str | None:
        """Where its text stands."""


class Source(Protocol):
    """What publishing needs to know of a source; `pipelines.ingest.sources.sources_file.Source` is one."""

    @property
    def id(self) -> str:
        """The source's id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def publisher(self) -> str:
        """Who publishes it."""

    @property
    def licence(self) -> Licence:
        """The terms its texts come under."""

    @property
    def attribution(self) -> str:
        """How it wants to be named."""

    @property
    def republish_text(self) -> bool:
        """Whether its texts may stand in a release."""


@dataclass(frozen=True)
class Provenance:
    """Versions of the code and of the reference tables a release was made with, and its sources."""

    code_version: str
    reference_version: str
    sources: Sequence[Source]
