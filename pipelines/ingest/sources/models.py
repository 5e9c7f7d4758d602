"""Models of the kinds of source."""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from croniter import croniter  # type: ignore[import-untyped]
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    StringConstraints,
    model_validator,
)

from pipelines.ingest.sources.date_order import DateOrder
from pipelines.ingest.sources.http_policy import HttpPolicy
from pipelines.ingest.sources.selectors import Selectors

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://\S+$")]
_CRON = re.compile(r"(\S+\s+){4}\S+")
PAGE = "{page}"
_WEB = re.compile(r"https?://")


def _scheduled(stated: str) -> str:
    """A cron expression with a time that comes, as Dagster accepts them."""
    day_and_month = " ".join([*stated.split()[:4], "*"])
    is_cron = _CRON.fullmatch(stated) and croniter.is_valid(stated)
    if not is_cron or not croniter.is_valid(day_and_month, strict=True):
        raise ValueError(f"{stated!r} is not a cron expression of five fields, such as '0 6 * * *' for six o'clock")
    return stated


Cron = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_scheduled)]


def _listed(stated: object) -> object:
    """Return a single location as a list of one."""
    return tuple(stated) if isinstance(stated, list) else (stated,)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Licence(_Model):
    """The terms under which the publisher's texts may be used."""

    name: Text
    url: Address


class Source(_Model):
    """The keys that every kind of source has.

    `language` is that of its pages, `auto` where it differs from page to page; `address` is the site's
    own, against which links on its pages are resolved. `schedule` is a cron expression in UTC at which it is
    refreshed by itself, `fresh_within_days` the time after which it is stale without news. `date_order` says
    which number its pages write first in a date such as 04/05/2021, where they differ from what is usual.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    publisher: Text
    kind: str
    language: Literal["en", "es", "auto"]
    licence: Licence
    attribution: Text
    republish_text: StrictBool = False
    address: Address | None = None
    schedule: Cron | None = None
    fresh_within_days: Annotated[int, Field(ge=1)] | None = None
    date_order: DateOrder | None = None

    _base: Path = PrivateAttr(default=Path())

    def model_post_init(self, context: Any) -> None:  # noqa: ANN401 - pydantic's signature
        """Store the sources file's folder, to which paths are relative."""
        if isinstance(context, Path):
            self._base = context

    @property
    def base(self) -> Path:
        """The folder to which paths are relative."""
        return self._base

    @property
    def public_address(self) -> str | None:
        """Where the source is on the web: the address it states, else its first location there."""
        locations: tuple[str, ...] = getattr(self, "location", ())
        return self.address or next((each for each in locations if _WEB.match(each)), None)

    @property
    def channels(self) -> tuple[str, ...]:
        """The addresses by which its entries are found on the web."""
        return ()

    @property
    def has_files(self) -> bool:
        """Whether some of its locations are files."""
        return False

    @cached_property
    def page_selectors(self) -> Selectors | None:
        """Selectors for the source's pages, where it states any."""
        stated = getattr(self, "selectors", None)
        return stated if stated != Selectors() else None


class FolderSource(Source):
    """Files in folders: each location is a folder, a file or a glob, relative to the sources file."""

    kind: Literal["folder"]
    location: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]
    selectors: Selectors = Selectors()

    @property
    def has_files(self) -> bool:
        """Always."""
        return True


class WebSource(Source):
    """The keys of sources on the web; `contact` is the address at which a site's operators reach the user."""

    contact: Text
    location: Annotated[tuple[Address, ...], BeforeValidator(_listed), Field(min_length=1)]
    selectors: Selectors = Selectors()
    http: HttpPolicy = HttpPolicy()

    @property
    def channels(self) -> tuple[str, ...]:
        """Its locations."""
        return self.location


class ListingSource(WebSource):
    """News pages with a pager: `{page}` in a location is the page's number, else the pager's next link is followed.

    With `follow`, each entry's own page is fetched for the full text, where it is of the same site.
    """

    kind: Literal["listing"]
    first_page: Annotated[int, Field(ge=0)] = 0
    max_pages: Annotated[int, Field(ge=1)] = 100
    follow: StrictBool = False


class FeedSource(WebSource):
    """RSS or Atom feeds; with `follow`, each entry's own page is fetched for the full text."""

    kind: Literal["feed"]
    follow: StrictBool = False


class DocumentSource(Source):
    """Single documents: each location is an address, which needs a `contact`, or a file."""

    kind: Literal["document"]
    location: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]
    contact: Text | None = None
    selectors: Selectors = Selectors()
    http: HttpPolicy = HttpPolicy()

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.addresses and self.contact is None:
            raise ValueError("contact: missing; state an e-mail address or a web page at which a site reaches you")
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """The locations on the web."""
        return self.addresses

    @property
    def addresses(self) -> tuple[str, ...]:
        """The locations on the web."""
        return tuple(location for location in self.location if _WEB.match(location))

    @property
    def has_files(self) -> bool:
        """Whether some of its locations are files."""
        return bool(self.files)

    @property
    def files(self) -> tuple[str, ...]:
        """The locations that are files."""
        return tuple(location for location in self.location if not _WEB.match(location))


class SourceKinds:
    """The kinds of source; a new kind is a model here and a collector in `collect`."""

    BY_NAME: ClassVar[dict[str, type[Source]]] = {
        "folder": FolderSource,
        "listing": ListingSource,
        "feed": FeedSource,
        "document": DocumentSource,
    }
