"""RSS and Atom: a feed as the page it would be, so that the readers of pages read it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks.decode import DecodeError
from pipelines.ingest.read.blocks.page_dates import DateHints, page_dates
from pipelines.ingest.sources.date_order import DateOrder

if TYPE_CHECKING:
    import feedparser  # type: ignore[import-untyped]

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_LOOKED_AT = 4096
_TEXT_TYPES = {"text/plain"}
# No site tells of earlier years; software that lacks a date writes the year 1 or 1970.
_EARLIEST = 1990
_SHORT_YEAR = re.compile(r"[a-z]{3} \d\d(?!\d)", re.IGNORECASE)


def is_feed(raw: bytes) -> bool:
    """Whether the document is a feed, by its first element."""
    return _OPENING.match(raw[:_LOOKED_AT]) is not None


class FeedPage(NamedTuple):
    """A feed as a page: `guids` are the identifiers of its entries, by address and by headline."""

    text: str
    media_type: str
    encoding: str
    guids: Mapping[str, str]


def page_of_feed(raw: bytes, charset: str | None, date_order: DateOrder | None = None) -> FeedPage:
    """Return the feed as a page with an `article` for each entry.

    Args:
        raw: the feed.
        charset: what a server stated, where one did.
        date_order: how the source writes numeric dates, where it states that.

    Raises:
        DecodeError: it cannot be read as a feed.
    """
    # Loaded only where there is one, as it takes longer than to read some pages.
    import feedparser

    stated = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    feed = feedparser.parse(raw, response_headers=stated, resolve_relative_uris=True, sanitize_html=True)
    if not feed.version or (feed.bozo and not feed.entries):
        raise DecodeError("a broken feed")
    title, stated_language = escape(feed.feed.get("title", "")), str(feed.feed.get("language") or "")
    days = _published_on(feed.entries, DateHints(date_order, language=stated_language[:2].lower()))
    items = "".join("".join(_item(entry, day)) for entry, day in zip(feed.entries, days, strict=True))
    language = escape(stated_language, quote=True)
    page = f"<html lang='{language}'><head></head><body><header>{title}</header><main>{items}</main></body></html>"
    media_type = ATOM if feed.version.startswith("atom") else RSS
    return FeedPage(page, media_type, (feed.encoding or "utf-8").lower(), _guids(feed.entries))


def _guids(entries: "Sequence[feedparser.FeedParserDict]") -> dict[str, str]:
    """Return the identifiers by address and by headline, but for names that several entries have."""
    named = [(name, entry.id) for entry in entries if entry.get("id") for name in _names(entry)]
    counted = Counter(name for name, _ in named)
    return {name: guid for name, guid in named if counted[name] == 1}


def _names(entry: "feedparser.FeedParserDict") -> set[str]:
    return {fold(entry.get(name, "")) for name in ("link", "title")} - {""}


def _item(entry: "feedparser.FeedParserDict", published_on: date | None) -> Iterator[str]:
    """An entry with its link, its date as the feed writes it, and the longest text it has."""
    link = escape(entry.get("link", ""), quote=True)
    texts = [*entry.get("content", ()), *([entry["summary_detail"]] if "summary_detail" in entry else ())]
    longest = max(texts, key=lambda text: len(text.value), default=None)
    yield f"<article><h2><a href='{link}'>{_markup(entry.get('title_detail'))}</a></h2>"
    if published_on is not None:
        yield f"<time datetime='{published_on}'>{published_on}</time>"
    yield f"<div>{_markup(longest)}</div></article>"


def _markup(detail: "feedparser.FeedParserDict | None") -> str:
    if detail is None:
        return ""
    text = str(detail.value)
    return escape(text) if detail.get("type") in _TEXT_TYPES else text


def _published_on(entries: Sequence["feedparser.FeedParserDict"], hints: DateHints) -> list[date | None]:
    """The day that the feed states for each entry in its own time zone, on which the site shows it.

    A text in no format of feeds is read like a page's date line; one that states no day gives none.
    """
    stated = [fold(entry.get("published") or entry.get("updated") or "") for entry in entries]
    # A label stands before each: the element's name.
    on_pages = page_dates(stated, [True] * len(stated), hints)
    return [_of_format(text) or on_pages.day(at) for at, text in enumerate(stated)]


def _of_format(stated: str) -> date | None:
    """The day of a date in the format of mail or of ISO 8601, with the year that the text states."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            day = read(stated).date()
        except (TypeError, ValueError, IndexError):
            continue
        is_stated = str(day.year) in stated or _SHORT_YEAR.search(stated) is not None
        return day if is_stated and day.year >= _EARLIEST and not stated.isdigit() else None
    return None
