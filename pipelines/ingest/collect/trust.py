"""Decide whether what a server sent is what was asked for.

Servers answer with status 200 for error, maintenance, cookie and sign-in pages too. Such pages are recognised by what
they lack: entries that are known, dates, links, and the entry that is announced at an address.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipelines.ingest.documents import ReadDocument, fold
from pipelines.ingest.merge.likeness import Wording, is_announced
from pipelines.ingest.merge.links import identity_of_link
from pipelines.ingest.read.blocks.feed import ATOM, RSS
from pipelines.ingest.read.tables import Row

# Shares of a source's entries from which on its pages are known to state dates or links.
MOST = 0.5
# A page whose text outside of entries grew by less than this is read as well as before.
GROWTH, GROWN_CHARACTERS = 1.25, 300
# A page at first sight with less text, one entry and neither date nor link may be an error page.
SHORTEST_ENTRY = 400
# An address at the top of a site with this number of hyphens is named after a headline.
FEWEST_HYPHENS = 3
_ENTRY = "entry"
NO_FEED = "no feed: the server sent {media_type}: correct `location` of the source, or ask the site"
NO_LISTING = (
    "no known entry, and none with {lacking}, is on the page: it may be an error, cookie or sign-in page; "
    "what was read before stays. If the page is right, run with ONLY={source_id} ACCEPT=1"
)
NOT_OWN = "not the page of its entry: {why}; the text that was read before stays"


@dataclass(frozen=True)
class Habits:
    """The number of a source's entries on pages, the shares of those with a date and with a link, and where links lead.

    `kinds` are those of `kinds_of_links`.
    """

    count: int
    dated: float
    linked: float
    kinds: frozenset[str] = frozenset()


def kinds_of_links(addresses: Iterable[str]) -> Counter[str]:
    """Return how many addresses lead to the same kind of pages.

    So do those in one folder, whatever numbers are in it, those that differ by their query, and those named after a
    headline at the top of a site. Other pages at the top are of no kind: `/contact`, `/shop`.
    """
    return Counter(kind for kind in map(_kind_of_link, addresses) if kind is not None)


def _kind_of_link(address: str) -> str | None:
    path, _, query = (identity_of_link(address) or "").partition("?")
    folder, _, name = path.rpartition("/")
    if folder:
        return re.sub(r"\d+", "0", folder)
    if query:
        return f"{path}?"
    return "-" if name.count("-") >= FEWEST_HYPHENS else None


def refusal_of_feed(read: ReadDocument) -> str | None:
    """Return why the document is not a feed, or None."""
    return None if read.media_type in (RSS, ATOM) else NO_FEED.format(media_type=read.media_type or "nothing of use")


def refusal_of_page(
    source_id: str, entries: Sequence[Row], is_known: Iterable[bool], habits: Habits, is_listing: bool
) -> str | None:
    """Return why a page cannot be the source's, if so.

    Args:
        source_id: of the source.
        entries: read from the page.
        is_known: whether the source told each of them before.
        habits: of the source's entries so far.
        is_listing: whether the page should list several entries.
    """
    if not entries or any(is_known):
        return None
    has_dates = any(row[4] is not None for row in entries)
    kinds = kinds_of_links(str(row[8]) for row in entries if row[8])
    has_links = bool(kinds.keys() & habits.kinds)
    if habits.count:
        lacking = "a date" if habits.dated >= MOST else "a link as before" if habits.linked >= MOST else None
        has_sign = has_dates if habits.dated >= MOST else has_links
    else:
        lacking = "a date or a link like another's" if is_listing or _is_slight(entries) else None
        has_sign = has_dates or has_links or max(kinds.values(), default=0) > is_listing
    return NO_LISTING.format(lacking=lacking, source_id=source_id) if lacking and not has_sign else None


def refusal_of_own_page(
    entries: Sequence[Row], announced: Collection[Wording], asked: str, address: str, pages: Collection[str]
) -> str | None:
    """Return why a document is not the page of an entry, if it is not.

    Args:
        entries: read from it.
        announced: how listings or feeds announce the entry.
        asked: the entry's address.
        address: where redirects led.
        pages: the source's pages with several entries.
    """
    link = identity_of_link(address)
    if link != identity_of_link(asked) and (link is None or link in set(map(identity_of_link, pages))):
        return NOT_OWN.format(why=f"it leads to {address}")
    if len(entries) != 1:
        return NOT_OWN.format(why=f"{len(entries)} entries are on it")
    wording = Wording(str(entries[0][6]), fold(str(entries[0][7])))
    if announced and not any(is_announced(wording, each) for each in announced):
        return NOT_OWN.format(why=f"it says {wording.headline[:80]!r}")
    return None


def is_well_read(entries: Sequence[Row], is_known: Sequence[bool], now: ReadDocument, before: ReadDocument) -> bool:
    """Return whether fewer entries than usual are all that the page holds, rather than a sign of a new layout.

    So it is where most of them are known, or where all have dates and no more text than before is in no entry.
    """
    if entries and sum(is_known) * 2 >= len(entries):
        return True
    is_dated = bool(entries) and all(row[4] is not None for row in entries)
    return is_dated and _unread(now) <= _unread(before) * GROWTH + GROWN_CHARACTERS


def _is_slight(entries: Sequence[Row]) -> bool:
    return len(entries) == 1 and len(str(entries[0][7])) < SHORTEST_ENTRY


def _unread(read: ReadDocument) -> int:
    """Return how many characters of a document are in no entry."""
    fates = zip(read.blocks, read.fates, strict=True)
    return sum(len(block.text) for block, fate in fates if fate.disposition != _ENTRY)
