"""RSS and Atom: a feed as the page it would be, so that the readers of pages read it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import TYPE_CHECKING

from pipelines.ingest.read.blocks.decode import DecodeError

if TYPE_CHECKING:
    import feedparser  # type: ignore[import-untyped]

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_LOOKED_AT = 4096
_TEXT_TYPES = {"text/plain"}


def is_feed(raw: bytes) -> bool:
    """Whether the document is a feed, by its first element."""
    return _OPENING.match(raw[:_LOOKED_AT]) is not None


def page_of_feed(raw: bytes, charset: str | None) -> tuple[str, str, str]:
    """The feed as a page with an `article` for each entry, its media type and its character set.

    Args:
        raw: the feed.
        charset: what a server stated, where one did.

    Raises:
        DecodeError: it cannot be read as a feed.
    """
    # Loaded only where there is one, as it takes longer than to read some pages.
    import feedparser

    stated = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    feed = feedparser.parse(raw, response_headers=stated, resolve_relative_uris=True, sanitize_html=True)
    if not feed.version or (feed.bozo and not feed.entries):
        raise DecodeError("a broken feed")
    items = "".join("".join(_item(entry)) for entry in feed.entries)
    title = escape(feed.feed.get("title", ""))
    language = escape(feed.feed.get("language", ""), quote=True)
    page = f"<html lang='{language}'><head></head><body><header>{title}</header><main>{items}</main></body></html>"
    return page, ATOM if feed.version.startswith("atom") else RSS, (feed.encoding or "utf-8").lower()


def _item(entry: "feedparser.FeedParserDict") -> Iterator[str]:
    """An entry with its link, its date as the feed writes it, and the longest text it has."""
    link = escape(entry.get("link", ""), quote=True)
    published_on = _published_on(entry)
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


def _published_on(entry: "feedparser.FeedParserDict") -> date | None:
    """The day that the feed states in its own time zone, on which the site shows the entry."""
    stated = entry.get("published") or entry.get("updated") or ""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(stated.strip()).date()
        except (TypeError, ValueError):
            continue
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*parsed[:3]) if parsed else None
