"""From a page's markup to lines of visible text, each with what the markup says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.documents import DocumentRef, Markup
from pipelines.ingest.read.blocks.blocks import Line
from pipelines.ingest.read.blocks.decode import Decoded, DecodeError
from pipelines.ingest.sources.selectors import Selectors

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr picture q s samp"  # noqa: SIM905
    " small source span strong sub sup time tt u var wbr".split()
)
_HIDDEN = frozenset(
    ("head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea")
)
_BY_TAG = {
    "aside": "related",
    "button": "form",
    "figcaption": "caption",
    "footer": "page_footer",
    "form": "form",
    "header": "page_header",
    "nav": "navigation",
}
_BY_ROLE = {
    "banner": "page_header",
    "complementary": "related",
    "contentinfo": "page_footer",
    "navigation": "navigation",
    "search": "form",
}
# Words in an element's class that say what it holds, in the order in which they count.
_BY_CLASS = {
    "visually-hidden|sr-only|skip-link|screen-reader": "navigation",
    "share|sharing|social": "share",
    "pager|pagination": "pager",
    "breadcrumbs?|menu|navbar|language-(?:link|switcher)": "navigation",
    "related": "related",
    "(?:press|media)-contact": "contact",
    "read-more|readmore|more-link": "read_more",
}
_HEADINGS = {f"h{level}": level for level in range(10)}
_LABELS = "tags?|label|category|country|countries|location|submitted|date|meta|author|byline|kicker"


def _class_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])")


_REGIONS = tuple((_class_words(words), region) for words, region in _BY_CLASS.items())
_HINTS = _class_words(_LABELS)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LATIN_1 = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_DEEPEST = 200
_ADDRESS = re.compile(r"https?://[^\s/]\S*")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, and what its head states."""

    lines: tuple[Line, ...]
    encoding: str
    language: str | None
    title: str | None
    base: str | None
    canonical: str | None

    def address(self, ref: DocumentRef) -> str | None:
        """The address that the page's links are relative to, where it is known."""
        return resolved(self.base, ref.address) or ref.address or resolved(self.canonical, None)

    def own_address(self, ref: DocumentRef) -> str | None:
        """The page's own address, where it states one."""
        return resolved(self.canonical, self.address(ref))


def read_page(raw: bytes, decoded: Decoded, selectors: Selectors | None = None) -> Page:
    """The visible text of a page, also of one that is broken off.

    Args:
        raw: the page's bytes, from which the HTML library tells the character set where `decoded` is a guess.
        decoded: the page as text.
        selectors: what the source says of its markup.

    Raises:
        DecodeError: there is no element in it.
    """
    root, encoding = parsed(raw, decoded)
    if selectors is not None:
        selectors.mark(root)
    head = root.find("head")
    return Page(
        lines=tuple(_Walk().lines(root)),
        encoding=encoding,
        language=_language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        title=_SPACE.sub(" ", head.findtext("title", "")).strip() or None if head is not None else None,
        base=_stated(head, ".//base", "href"),
        canonical=_stated(head, ".//link[@rel='canonical']", "href")
        or _stated(head, ".//meta[@property='og:url']", "content"),
    )


def parsed(raw: bytes, decoded: Decoded) -> tuple[etree._Element, str]:
    """The page's root element, and the character set it was in.

    Raises:
        DecodeError: there is no element in it.
    """
    if decoded.is_guess:
        root = _root(raw, None)
        stated = (root.getroottree().docinfo.encoding or "").lower()
        if stated and stated not in _LATIN_1:
            return root, stated
    return _root(decoded.text.encode("utf-8", "replace"), "utf-8"), decoded.encoding


def _root(raw: bytes, encoding: str | None) -> etree._Element:
    # The plain parser: elements of `lxml.html` take several times as long to walk.
    try:
        root = etree.fromstring(raw, _parser(encoding))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise DecodeError("a page without text")
    return root


@cache
def _parser(encoding: str | None) -> etree.HTMLParser:
    return etree.HTMLParser(encoding=encoding, huge_tree=True)


def _language(stated: str | None) -> str | None:
    primary = (stated or "").split("-")[0].lower()
    return primary if primary in {"en", "es"} else None


def _stated(head: etree._Element | None, path: str, attribute: str) -> str | None:
    found = head.find(path) if head is not None else None
    return (found.get(attribute) or "").strip() or None if found is not None else None


def resolved(link: str | None, base: str | None) -> str | None:
    """The link as an absolute http address, or None where it is none."""
    try:
        address = urljoin(base or "", (link or "").strip()) if link else ""
    except ValueError:
        return None
    return address if _ADDRESS.fullmatch(address) else None


class _Context(NamedTuple):
    """What the elements around a text say of it."""

    tag: str = "body"
    heading: int = 0
    item: int | None = None
    region: str | None = None
    hint: str | None = None


@dataclass(slots=True)
class _Walk:
    """A walk over the tree that gathers text into lines."""

    done: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    opens: bool = True
    link: str | None = None
    time: date | None = None
    region: str | None = None
    items: int = 0

    def lines(self, root: etree._Element) -> Iterator[Line]:
        body = root.find("body")
        context = _Context()
        self._element(root if body is None else body, context, 0)
        self._end_line(context)
        yield from self.done

    def _content(self, element: etree._Element, context: _Context, depth: int) -> None:
        pieces = self.pieces
        if text := element.text:
            pieces.append(text)
        for child in element:
            self._element(child, context, depth)
            if tail := child.tail:
                pieces.append(tail)

    def _element(self, element: etree._Element, around: _Context, depth: int) -> None:
        tag = element.tag
        if tag in _HIDDEN or not isinstance(tag, str):
            return
        if depth > _DEEPEST:
            self.pieces.extend(element.itertext())
        elif tag == "br":
            self._break(around)
        elif tag in _INLINE and not _stands_alone(element, around):
            self._inline(element, around, depth)
        else:
            self._block(element, around, depth)

    def _inline(self, element: etree._Element, around: _Context, depth: int) -> None:
        if element.tag == "a" and self.link is None:
            self.link = element.get("href")
        if element.tag == "time" and self.time is None:
            self.time = _time(element.get("datetime"))
        region = _class_region(element.get("class")) if around.region is None else None
        if region is None:
            self._content(element, around, depth + 1)
            return
        context = around._replace(region=region)
        self._end_line(around)
        self._content(element, context, depth + 1)
        self._end_line(context)
        self.opens = True

    def _block(self, element: etree._Element, around: _Context, depth: int) -> None:
        self._end_line(around)
        self.opens = True
        if element.tag == "time":
            self.time = _time(element.get("datetime"))
        context = self._context(element, around)
        self._content(element, context, depth + 1)
        self._end_line(context)
        self.opens = True

    def _context(self, element: etree._Element, around: _Context) -> _Context:
        tag, stated = element.tag, element.get("class")
        item = around.item
        if tag == "article" and item is None:
            self.items += 1
            item = self.items
        region = around.region or _region(element, stated, item)
        hint = "label" if _is_label(stated) else (around.hint if tag != "p" else None)
        return _Context(tag, _HEADINGS.get(tag, around.heading), item, region, hint)

    def _break(self, context: _Context) -> None:
        if not self._end_line(context):
            self.opens = True

    def _end_line(self, context: _Context) -> bool:
        """Put an end to the line; whether there was any text in it."""
        text = "".join(self.pieces).strip() if self.pieces else ""
        if text:
            markup = Markup(*context, self.link, self.time)
            self.done.append(Line(_with_single_blanks(text), self.opens, markup))
            self.opens = False
        self.pieces.clear()
        self.link = self.time = None
        return bool(text)


def _with_single_blanks(text: str) -> str:
    # To search for each costs a tenth of what the pattern does.
    is_single = not ("\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text)
    return text if is_single else _SPACE.sub(" ", text)


def _region(element: etree._Element, stated: str | None, item: int | None) -> str | None:
    tag, role = element.tag, element.get("role", "")
    if tag == "header" and role != "banner" and (item is not None or element.find(".//h1") is not None):
        return None
    return _BY_TAG.get(tag) or _BY_ROLE.get(role) or _class_region(stated)


def _stands_alone(element: etree._Element, around: _Context) -> bool:
    """Whether an inline element is a date or a label that no sentence runs through."""
    return around.tag != "p" and around.heading == 0 and (element.tag == "time" or _is_label(element.get("class")))


@lru_cache(maxsize=4096)
def _is_label(stated: str | None) -> bool:
    return stated is not None and _HINTS.search(stated) is not None


@lru_cache(maxsize=4096)
def _class_region(stated: str | None) -> str | None:
    if not stated:
        return None
    return next((region for pattern, region in _REGIONS if pattern.search(stated)), None)


def _time(stated: str | None) -> date | None:
    try:
        return date.fromisoformat((stated or "").strip()[:10])
    except ValueError:
        return None
