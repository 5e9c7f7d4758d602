"""Data that the steps of ingest pass on: references to documents, their blocks, and the entries read from them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipelines.ingest.sources.date_order import DateOrder
from pipelines.ingest.sources.selectors import Selectors

# What a document of a site is: a page with entries, or an entry's own page.
PAGE = "page"
ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of a source's current state.

    Args:
        source_id: which source it came from.
        sha256: of its bytes, which the store holds.
        location: where it was got: a path relative to the sources file, or an address.
        language: `en`, `es` or `auto`, as the source states it.
        address: the http address that links in it are relative to, where one is known.
        charset: the character set a server stated, where one did.
        selectors: what the source says of its pages' markup, where it does.
        role: `page` or `article` for what was fetched from a site, else empty.
        channel: which of its source's locations it was found by; of two documents of one channel the later counts.
        recency: the order in which a source's documents were got, from 1; 0 where they are all of now.
        first_seen: the order in which the ledger first names them (files by their path, pages by their bytes), from 1.
        date_order: how its source writes numeric dates, where the source states it.
        is_former: whether the sources file no longer names the channel.
        seen_at: when the ledger first names them, ISO 8601 in UTC; empty where that is not known.
    """

    source_id: str
    sha256: str
    location: str
    language: str = "auto"
    address: str | None = None
    charset: str | None = None
    selectors: Selectors | None = None
    role: str = ""
    channel: str = ""
    recency: int = 0
    first_seen: int = 0
    date_order: DateOrder | None = None
    is_former: bool = False
    seen_at: str = ""

    @property
    def bulletin_id(self) -> str:
        """The document's id in the published tables."""
        return f"bul_{self.sha256[:16]}"


# The tag of lines whose type is known and nothing else: those of typeset documents.
TYPESET = "typeset"


class Node(NamedTuple):
    """An element of a page that ends lines, and which blocks are in it.

    Args:
        tag: the element's name.
        parent: position of the element around it, -1 for the first.
        first: position of its first block, from 0.
        end: position after its last block.
        name: its class as written, which only tells whether two elements are of one make.
        has_image: whether an image is in it and in no element further inside.
        stated: the day that an attribute of it, or of an element in its lines, states.
    """

    tag: str
    parent: int
    first: int
    end: int
    name: str = ""
    has_image: bool = False
    stated: date | None = None


class Markup(NamedTuple):
    """The markup of a block on a page.

    Args:
        tag: the innermost element that ends lines.
        heading: level of the heading that it stands in, else 0.
        item: number of the `article` element that it stands in.
        region: kind of page furniture that the elements around it hold.
        hint: `label` where a class says that it is a label, a date or a byline.
        link: what it links to.
        time: the day that a `time` element in it states.
        node: position of its element among the page's nodes.
        linked: share of its text that is in links, from 0 to 1.
        is_strong: whether all of it is set in bold.
        pieces: the parts of a short line with numbers, where it has several, as elements part them.
    """

    tag: str
    heading: int = 0
    item: int | None = None
    region: str | None = None
    hint: str | None = None
    link: str | None = None
    time: date | None = None
    node: int = 0
    linked: float = 0.0
    is_strong: bool = False
    pieces: tuple[str, ...] = ()


class Head(NamedTuple):
    """The metadata that a page states about itself.

    Args:
        title: its title element.
        titles: further titles that its metadata states (JSON-LD, Open Graph and the like).
        published_on: when it was published.
        listed: headlines of the articles that it lists, with the days on which they were published.
        is_article: whether it is one article.
        is_calendar: whether it lists events that are to take place.
        language: `en` or `es`.
        country: code of the country that it states with its language, in small letters.
        base: the address that its links are relative to.
        canonical: its own address.
    """

    title: str | None = None
    titles: tuple[str, ...] = ()
    published_on: date | None = None
    listed: tuple[tuple[str, date], ...] = ()
    is_article: bool = False
    is_calendar: bool = False
    language: str | None = None
    country: str | None = None
    base: str | None = None
    canonical: str | None = None


class Block(NamedTuple):
    """A line of a document's text that is not white space, with what is known from the line alone.

    Args:
        number: counted from 1.
        text: without blanks at its ends.
        opens: whether a paragraph begins with it (a blank line or a new element before it).
        published_on: where the whole line is a date line, its date.
        furniture: where the whole line is a known piece of page furniture, its kind.
        is_place: whether it consists of names of countries or is a catch-all word for them.
        markup: where the document is a page, what its markup says.
    """

    number: int
    text: str
    opens: bool
    published_on: date | None = None
    furniture: str | None = None
    is_place: bool = False
    markup: Markup | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document as numbered blocks.

    Args:
        blocks: its lines, in their order.
        media_type: of its bytes.
        language: `en` or `es`.
        title: of a page, as its head states it.
        address: the http address that its links are relative to.
        own_address: the http address of the page itself.
        nodes: of a page, its elements, each after those around it.
        head: of a page, what it states of itself.
        is_marked: whether a feed or the source's selectors mark its entries.
        selector_faults: which of the source's selectors find nothing, in words.
        guids: of a feed, the identifiers of its entries, by address and by headline.
    """

    blocks: tuple[Block, ...]
    media_type: str
    language: str
    title: str | None = None
    address: str | None = None
    own_address: str | None = None
    nodes: tuple[Node, ...] = ()
    head: Head | None = None
    is_marked: bool = False
    selector_faults: tuple[str, ...] = ()
    guids: Mapping[str, str] = field(default_factory=dict)


class Entry(NamedTuple):
    """An entry as read: `number` counts from 1 within its document, `body` has blank lines between paragraphs.

    `guid` is the identifier that a feed gives the entry, whatever becomes of its text and address.
    """

    number: int
    headline: str
    body: str
    published_on: date | None
    url: str | None = None
    guid: str | None = None


class Fate(NamedTuple):
    """The disposition of a block: in an entry (`entry_number`), furniture or quarantined (with the `reason`)."""

    disposition: str
    entry_number: int | None = None
    reason: str | None = None


class Problem(NamedTuple):
    """A row for quarantine: a block, or with `block_number` 0 a whole document."""

    bulletin_id: str
    source_id: str
    block_number: int
    reason: str
    text: str | None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The result of reading one document; if it could not be read, `problems` says why and the rest is empty."""

    ref: DocumentRef
    byte_count: int
    media_type: str | None = None
    encoding: str | None = None
    reader: str | None = None
    fit: float | None = None
    language: str | None = None
    address: str | None = None
    selector_faults: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    fates: tuple[Fate, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def in_order(documents: Iterable[DocumentRef]) -> list[DocumentRef]:
    """Return them in the order in which the first of a source's documents with the same bytes counts."""
    return sorted(documents, key=lambda ref: (ref.source_id, ref.sha256, ref.location))


def fold(text: str) -> str:
    """Return the text with each run of white space, including non-breaking, replaced by one space."""
    return " ".join(text.split())


def event_id(source_id: str, published_on: date | None, headline: str, counter: int = 1) -> str:
    """Return the id of the event that an entry reports.

    Args:
        source_id: of the entry's source.
        published_on: its publication date, where it has one.
        headline: as written; white space is folded.
        counter: tells stories apart that share the other three, from 1 in the order of the ledger.
    """
    parts = [source_id, published_on.isoformat() if published_on else "", fold(headline)]
    key = "\n".join(parts if counter == 1 else [*parts, str(counter)])
    return f"evt_{hashlib.sha256(key.encode('utf-8')).hexdigest()[:16]}"
