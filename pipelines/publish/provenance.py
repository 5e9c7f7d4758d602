"""The provenance of a release: the sources' terms, and the versions of code and reference tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Licence(Protocol):
    """A licence: its name, and optionally the address of its text."""

    @property
    def name(self) -> str:
        """The licence's name."""

    @property
    def url(self) -> str | None:
        """The address of its text."""


class Source(Protocol):
    """What publishing needs of a source; `pipelines.ingest.sources.sources_file.Source` satisfies it."""

    @property
    def id(self) -> str:
        """The source's id."""

    @property
    def title(self) -> str:
        """The source's title."""

    @property
    def publisher(self) -> str:
        """The source's publisher."""

    @property
    def public_address(self) -> str | None:
        """Where the source is on the web."""

    @property
    def licence(self) -> Licence:
        """The licence of the source's texts."""

    @property
    def attribution(self) -> str:
        """The attribution that the source asks for."""

    @property
    def republish_text(self) -> bool:
        """Whether the source's texts may be published in a release."""


class Overlay(NamedTuple):
    """A folder of reference tables of one's own: its name, and a version that changes with any of its tables."""

    folder: str
    version: str


@dataclass(frozen=True)
class Provenance:
    """The sources of a release, and the versions of code and reference tables that it was made with.

    `attributions`: what the licences of the reference tables' own sources ask a release to say. `overlays`: the
    folders whose tables were merged over those of the project, in their order.
    """

    code_version: str
    reference_version: str
    sources: Sequence[Source]
    attributions: Sequence[str] = ()
    overlays: Sequence[Overlay] = ()
