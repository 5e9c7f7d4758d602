"""From a page's tree to lines of visible text, each with what the markup says of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.documents import Markup, Node
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import parse_date_line
from pipelines.ingest.read.blocks.decode import DecodeError
from pipelines.ingest.read.blocks.line import Line
from pipelines.ingest.read.markup.head import day_stated
from pipelines.ingest.read.markup.regions import SECTIONS, Own, is_label, own_region, regions

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr picture q s samp"  # noqa: SIM905
    " small source span strong sub sup time tt u var wbr".split()
)
_HIDDEN = frozenset(
    ("head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea")
)
_HEADINGS = {f"h{level}": level for level in range(10)}
_STRONG = frozenset(("b", "strong"))
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
MOST_LINES = 200_000
TOO_LONG = f"the page has more than {MOST_LINES:,} lines, more than any page of news: split it into pages"
# A line with more characters is text, whose parts are no labels.
_LONGEST_LABEL = 160
_NUMBER = re.compile(r"\d")
_LONGEST_DATE = 40
_AROUND_DATE = " \t\r\n\f\u00a0|·,:()[]-–—"
_AROUND_PARTS = " \t\r\n\f\u00a0|·,"
_LONGEST_LINK = 40
# Attributes that begin with a year: those that may state when something was published.
_DAYS = etree.XPath("//@*[starts-with(., '20') or starts-with(., '19')]")
_NO_DAY = re.compile(r"href|src|content|value|modif|updat|expir|end|width|height|^id$|^class$|^name$", re.IGNORECASE)


class _Context(NamedTuple):
    """What the elements around a text say of it."""

    node: int = -1
    tag: str = "body"
    heading: int = 0
    item: int | None = None
    hint: str | None = None
    link: str | None = None
    is_strong: bool = False
    time: date | None = None
    is_in_section: bool = False


def walk(root: etree._Element) -> tuple[tuple[Line, ...], tuple[Node, ...]]:
    """Return a page's lines and its elements that end lines.

    Raises:
        DecodeError: it has more lines than can be read in bounded time.
    """
    body = root.find("body")
    steps = _Walk(_days_stated(root))
    steps.element(root if body is None else body, _Context(), 0)
    steps.end_line(_Context(0))
    nodes = steps.nodes()
    return _with_regions(steps.done, regions(nodes, steps.owns, steps.done)), nodes


def _days_stated(root: etree._Element) -> dict[etree._Element, date]:
    """Return the days that attributes state, by their elements; of several the first."""
    days: dict[etree._Element, date] = {}
    for value in _DAYS(root):
        element = value.getparent()
        name = value.attrname
        is_property = name == "content" and "ublished" in element.get("itemprop", "")
        if (is_property or not _NO_DAY.search(name)) and (day := day_stated(str(value))):
            days.setdefault(element, day)
    return days


def _with_regions(lines: Iterable[Line], found: list[str | None]) -> tuple[Line, ...]:
    return tuple(
        line._replace(markup=line.markup._replace(region=region))
        if line.markup and (region := found[line.markup.node])
        else line
        for line in lines
    )


@dataclass(slots=True)
class _Walk:
    """A walk over the tree that gathers text into lines."""

    days: dict[etree._Element, date]
    done: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    opens: bool = True
    link: str | None = None
    time: date | None = None
    items: int = 0
    links: int = 0
    linked: int = 0
    after_link: int = 0
    strongs: int = 0
    strong: int = 0
    # Of each node: its tag, its parent, its class, its first and end; and what is known only once it is closed.
    tags: list[tuple[str, int, str]] = field(default_factory=list)
    owns: list[Own | None] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    images: set[int] = field(default_factory=set)
    stated: dict[int, date] = field(default_factory=dict)

    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes of the walk."""
        return tuple(
            Node(tag, parent, first, end, name, number in self.images, self.stated.get(number))
            for number, ((tag, parent, name), first, end) in enumerate(
                zip(self.tags, self.firsts, self.ends, strict=True)
            )
        )

    def element(self, element: etree._Element, around: _Context, depth: int) -> None:
        """Gather an element's text."""
        tag = element.tag
        if tag in _HIDDEN or not isinstance(tag, str):
            return
        if depth > _DEEPEST:
            self._text("".join(element.itertext()))
        elif tag == "br":
            self._break(around)
        elif depth > 0 and tag in _INLINE and not _stands_alone(element, around):
            self._inline(element, around, depth)
        else:
            self._block(element, around, depth)

    def _text(self, text: str) -> None:
        self.pieces.append(text)
        if self.links:
            self.linked += len(text)
        if self.strongs:
            self.strong += len(text)

    def _content(self, element: etree._Element, context: _Context, depth: int) -> None:
        if text := element.text:
            self._text(text)
        for child in element:
            self.element(child, context, depth)
            if tail := child.tail:
                self._text(tail)

    def _inline(self, element: etree._Element, around: _Context, depth: int) -> None:
        tag = element.tag
        if tag == "img":
            self.images.add(around.node)
        if element in self.days:
            self.time = self.time or self.days[element]
            self.stated.setdefault(around.node, self.days[element])
        if tag == "a":
            self._link(element, around, depth)
        elif tag in _STRONG or _is_bold(element):
            self.strongs += 1
            self._content(element, around, depth + 1)
            self.strongs -= 1
        else:
            self._content(element, around, depth + 1)

    def _link(self, element: etree._Element, around: _Context, depth: int) -> None:
        address = element.get("href")
        if _is_date("".join(self.pieces)):
            # A row that begins with its date and goes on with its title.
            self.end_line(around)
        self.link = self.link or address
        self.links += 1
        self._content(element, around._replace(link=around.link or address), depth + 1)
        self.links -= 1
        self.after_link = len(self.pieces)

    def _block(self, element: etree._Element, around: _Context, depth: int) -> None:
        self.end_line(around)
        self.opens = True
        context = self._opened(element, around)
        # What a link around the element says is no part of the text's own links.
        links, strongs, self.links, self.strongs = self.links, self.strongs, int(element.tag == "a"), 0
        self._content(element, context, depth + 1)
        self.end_line(context)
        self.ends[context.node] = len(self.done)
        self.links, self.strongs = links, strongs
        self.opens = True

    def _opened(self, element: etree._Element, around: _Context) -> _Context:
        tag, stated = element.tag, element.get("class")
        node = len(self.tags)
        self.tags.append((tag, around.node, stated or ""))
        self.firsts.append(len(self.done))
        self.ends.append(len(self.done))
        self.owns.append(own_region(element, around.is_in_section))
        if element in self.days:
            self.stated[node] = self.days[element]
        item = around.item
        if tag == "article" and item is None:
            self.items += 1
            item = self.items
        hint = "label" if is_label(stated) else (around.hint if tag != "p" else None)
        link = around.link or (element.get("href") if tag == "a" else None)
        is_strong = around.is_strong or _is_bold(element)
        time = self.days.get(element) if tag == "time" else around.time
        heading = _HEADINGS.get(tag, around.heading)
        is_in_section = around.is_in_section or tag in SECTIONS
        return _Context(node, tag, heading, item, hint, link, is_strong, time, is_in_section)

    def _break(self, context: _Context) -> None:
        if not self.end_line(context):
            self.opens = True

    def end_line(self, context: _Context) -> bool:
        """Put an end to the line, and return whether there was any text in it."""
        if not self.pieces:
            self.link = self.time = None
            return False
        rest = self.pieces[self.after_link :] if self.after_link else []
        if rest and _is_date("".join(rest)):
            # A row that begins with its title and ends with its date.
            del self.pieces[self.after_link :]
            self._end_piece(context)
            self.pieces.extend(rest)
        return self._end_piece(context)

    def _end_piece(self, context: _Context) -> bool:
        text = "".join(self.pieces).strip()
        if text:
            markup = Markup(
                context.tag, context.heading, context.item, None, context.hint, self.link or context.link,
                self.time or context.time,
                context.node, min(1.0, self.linked / len(text)), context.is_strong or self.strong >= len(text),
                self._parts(text),
            )  # fmt: skip
            self.done.append(Line(_with_single_blanks(text), self.opens, markup))
            if len(self.done) > MOST_LINES:
                raise DecodeError(TOO_LONG)
            self.opens = False
        self.pieces.clear()
        self.link = self.time = None
        self.linked = self.strong = self.after_link = 0
        return bool(text)

    def _parts(self, text: str) -> tuple[str, ...]:
        """Return a short line's pieces, where there are several and a number among them."""
        if len(self.pieces) < 2 or len(text) > _LONGEST_LABEL or not _NUMBER.search(text):
            return ()
        parts = [part for piece in self.pieces if (part := piece.strip(_AROUND_PARTS))]
        return tuple(parts) if len(parts) > 1 else ()


def _with_single_blanks(text: str) -> str:
    # To search for each costs a tenth of what the pattern does.
    is_single = not ("\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text)
    return text if is_single else _SPACE.sub(" ", text)


def _is_bold(element: etree._Element) -> bool:
    style = element.get("style")
    return style is not None and _BOLD.search(style) is not None


def _stands_alone(element: etree._Element, around: _Context) -> bool:
    """Return whether an inline element is a line of its own: furniture, or a label that no sentence runs through."""
    if (element.tag == "a" and _is_more(element)) or own_region(element, around.is_in_section) is not None:
        return True
    return around.tag != "p" and around.heading == 0 and (element.tag == "time" or is_label(element.get("class")))


def _is_date(text: str) -> bool:
    """Return whether a part of a line is a date, perhaps with marks around it."""
    bare = text.strip(_AROUND_DATE)
    return (
        0 < len(bare) <= _LONGEST_DATE and bare[-1:].isdigit() and parse_date_line(bare, is_labelled=True) is not None
    )


def _is_more(link: etree._Element) -> bool:
    """Return whether a link only leads to the whole text."""
    text = "".join(link.itertext()).strip()
    return 0 < len(text) <= _LONGEST_LINK and furniture.kind_of(text) == furniture.READ_MORE
