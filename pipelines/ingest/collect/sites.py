"""Collects sites: which addresses are fetched, in which order, and when to stop."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.collect.fetching import Fetching, Look
from pipelines.ingest.collect.pager import next_page
from pipelines.ingest.documents import ARTICLE
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.read.tables import Row
from pipelines.ingest.sources.models import PAGE as PAGE_NUMBER
from pipelines.ingest.sources.models import DocumentSource, FeedSource, ListingSource
from pipelines.ingest.store.sightings import UNREACHABLE
from pipelines.ingest.store.state import Latest

# An own page that holds nothing usable is fetched again in this number of runs in a row.
MOST_TRIES = 20
# Fewer dates on a page may rise by chance, as where an old entry is pinned on top.
FEWEST_DAYS = 5


@dataclass(frozen=True)
class Month:
    """A month whose entries are to be fetched again."""

    first: date

    @classmethod
    def of(cls, stated: str) -> "Month":
        """Return the month written as `2018-05`.

        Raises:
            ValueError: it is not a month.
        """
        try:
            return cls(date.fromisoformat(f"{stated}-01"))
        except ValueError:
            raise ValueError(f"{stated!r} is not a month. Write it as 2018-05.") from None

    def holds(self, days: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return whether each day is in the month."""
        last = self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return pc.and_(pc.greater_equal(days, self.first), pc.less_equal(days, last))


@dataclass(frozen=True)
class Depth:
    """How far back a run reads: until nothing is new, `everything`, or back to a `month`."""

    everything: bool = False
    month: Month | None = None

    @property
    def is_backfill(self) -> bool:
        """Whether known pages are fetched as well."""
        return self.everything or self.month is not None


def look_at_listing(fetching: Fetching, source: ListingSource, depth: Depth) -> None:
    """Fetch the pages of each location from the first on, until one has nothing new."""
    for channel in source.location:
        _walk(fetching, source, channel, depth)
    if source.follow:
        _follow(fetching, source.location, depth)


def look_at_feed(fetching: Fetching, source: FeedSource, depth: Depth) -> None:
    """Fetch each feed."""
    for location in source.location:
        _look_at_whole(fetching, location, is_whole=False)
    if source.follow:
        _follow(fetching, source.location, depth)


def look_at_document(fetching: Fetching, source: DocumentSource) -> None:
    """Fetch each address."""
    for location in source.addresses:
        _look_at_whole(fetching, location, is_whole=True)


def _look_at_whole(fetching: Fetching, location: str, is_whole: bool) -> None:
    """Fetch a channel of one address."""
    look = fetching.look(location, location)
    if look.ref is not None and look.entries:
        fetching.mark_left(location, look.entries, is_whole)
        fetching.walked(location)


def _walk(fetching: Fetching, source: ListingSource, channel: str, depth: Depth) -> None:
    """Fetch the pages of one location.

    Where an earlier walk broke off, this one goes at least as far; pages that brought something to a run that was
    killed do so once more. Pages that do not begin with the newest entries are all fetched.
    """
    resume = fetching.state.walks.get(channel, "")
    view: list[Row] = []
    location: str | None = channel.replace(PAGE_NUMBER, str(source.first_page))
    passed: set[str] = set()
    is_end = False
    is_in_order = True
    while location is not None and len(passed) < source.max_pages:
        passed.add(location)
        look = fetching.look(location, channel, is_entrance=len(passed) == 1)
        view += look.entries
        if len(passed) == 1:
            is_in_order = _is_newest_first(fetching, channel, look)
        if look.is_failure or (look.is_missing and len(passed) == 1):
            fetching.broke_off(channel, location)
            return
        if resume == location:
            resume = None
        is_end = look.is_missing or not look.entries
        is_resuming = resume is not None or (channel, location) in fetching.state.unfinished
        if is_end or _is_enough(look, depth, is_resuming or not is_in_order):
            break
        location = _next(fetching, source, channel, look, len(passed), passed)
        is_end = location is None
    if len(view) > 1 and (is_in_order or is_end):
        fetching.mark_left(channel, view, is_whole=is_end)
    fetching.walked(channel)


def _is_newest_first(fetching: Fetching, channel: str, look: Look) -> bool:
    """Return whether the first page has the newest entries that are known, and its days fall rather than rise."""
    days = [row[4] for row in look.entries if isinstance(row[4], date)]
    left = {each.event_id for each in fetching.state.left if each.channel == channel}
    newest = fetching.known.newest(channel, left, fetching.client.clock.now().date())
    if not days or (newest is not None and newest > max(days)):
        return not days
    rising = sum(day > earlier for earlier, day in pairwise(days))
    return len(days) < FEWEST_DAYS or rising * 3 <= len(days) - 1


def _is_enough(look: Look, depth: Depth, is_resuming: bool) -> bool:
    if depth.month is not None:
        days = [row[4] for row in look.entries if isinstance(row[4], date)]
        return bool(days) and max(days) < depth.month.first
    return not (look.brings_news or depth.everything or is_resuming)


def _next(
    fetching: Fetching, source: ListingSource, channel: str, look: Look, number: int, passed: set[str]
) -> str | None:
    if PAGE_NUMBER in channel:
        return channel.replace(PAGE_NUMBER, str(source.first_page + number))
    if look.ref is None:
        return None
    address = next_page(fetching.store.get(look.ref.sha256), look.ref)
    is_new = address is not None and address not in passed and _host(address) == _host(channel)
    return address if is_new else None


def _follow(fetching: Fetching, locations: tuple[str, ...], depth: Depth) -> None:
    """Fetch the own pages of entries that are wanted, if they are on the same site."""
    hosts = {_host(location) for location in locations}
    for address in _in_want(fetching, depth):
        if _host(address) in hosts and address not in fetching.looked:
            fetching.look(address, locations[0], ARTICLE)


def _in_want(fetching: Fetching, depth: Depth) -> tuple[str, ...]:
    """Return entries' addresses to fetch: never reached, not the entry's page, changed, or of a backfill.

    A page that a site has under two names is looked at under one.
    """
    state, known = fetching.state, fetching.known
    newest = state.newest
    again = [location for location, tries in state.tries.items() if tries < MOST_TRIES]
    is_reached = pc.not_equal(newest.column("status"), UNREACHABLE)
    is_settled = pc.and_not(is_reached, pc.is_in(newest.column("location"), value_set=pa.array(again, pa.string())))
    settled = pc.fill_null(identities_of_links(newest.column("location").filter(is_settled)), "").combine_chunks()
    given_up = [location for location, tries in state.tries.items() if tries >= MOST_TRIES]
    strange = known.strange_links.filter(
        pc.invert(pc.is_in(known.strange_links, value_set=identities_of_links(pa.array(given_up, pa.string()))))
    )
    links = known.links()
    is_strange = pc.is_in(links["identity"], value_set=strange)
    is_settled = pc.and_not(pc.is_in(links["identity"], value_set=settled), is_strange)
    changed = pa.array({str(row[8]) for row in fetching.changed}, pa.string())
    is_wanted = pc.or_(pc.invert(is_settled), pc.is_in(links["address"], value_set=changed))
    is_wanted = pc.or_(is_wanted, _is_outdated(links, newest))
    if depth.month is not None:
        is_wanted = pc.or_(is_wanted, pc.fill_null(depth.month.holds(links["published_on"]), False))
    wanted = links if depth.everything else links.filter(is_wanted)
    first: dict[str, str] = {}
    for address, identity in zip(wanted["address"].to_pylist(), wanted["identity"].to_pylist(), strict=True):
        first.setdefault(identity, address)
    return tuple(first.values())


def _is_outdated(links: pa.Table, newest: Latest) -> pa.ChunkedArray:
    """Return which links announce another wording since their page was last fetched, as after a run that was killed."""
    looks = pa.table({"identity": identities_of_links(newest.column("location")), "place": newest.places})
    last = looks.group_by("identity").aggregate([("place", "max")])
    looked_at = last["place_max"].take(pc.index_in(links["identity"], value_set=last["identity"].combine_chunks()))
    return pc.fill_null(pc.greater(links["reworded_at"], looked_at), False)


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()
