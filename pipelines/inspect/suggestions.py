"""Suggest selectors for a page whose entries are elements of one make."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.documents import ReadDocument, fold
from pipelines.ingest.read.blocks.date_line import LONGEST, parse_date_line
from pipelines.ingest.read.blocks.decode import HTML, DecodeError, decode
from pipelines.ingest.read.markup.tree import parsed
from pipelines.ingest.sources.selectors import Selectors

# Fewer elements are no list.
FEWEST = 3
# Shorter elements hold no entry but a link of a menu.
_SHORTEST = 60
_MOST_ELEMENTS = 20_000
_COMMON = 0.8
_PLAIN = re.compile(r"[a-zA-Z][\w-]*")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "strong", "b")
_CHROME = frozenset(("nav", "header", "footer", "aside", "form"))


def suggested_selectors(raw: bytes, document: ReadDocument) -> Selectors | None:
    """Return selectors for the entries of a page by its repeated elements; null where there is no clear list.

    Args:
        raw: the page's bytes.
        document: what is read of it without selectors.
    """
    if document.media_type != HTML:
        return None
    try:
        root, _ = parsed(raw, decode(raw, document.ref.charset))
    except DecodeError:
        return None
    items = max(_lists(root), key=_text_length, default=[])
    if not items:
        return None
    headline, day = _common(items, _headlines), _common(items, _dates)
    return Selectors(entry=_selector(items[0]), headline=headline, date=day) if headline else None


def _lists(root: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements that have one class and one parent, where they are a list of texts with headlines."""
    groups = defaultdict(list)
    for count, element in enumerate(root.iter(etree.Element)):
        if count > _MOST_ELEMENTS:
            return
        if element.get("class") and not _in_chrome(element):
            groups[element.getparent(), element.tag, element.get("class")].append(element)
    for items in groups.values():
        long = [item for item in items if len(_text(item)) >= _SHORTEST and next(_headlines(item), None) is not None]
        if len(long) >= FEWEST and len(long) >= _COMMON * len(items):
            yield items


def _in_chrome(element: etree._Element) -> bool:
    return any(each.tag in _CHROME for each in element.iterancestors())


def _text_length(items: Sequence[etree._Element]) -> int:
    return sum(len(_text(item)) for item in items)


def _common(items: Sequence[etree._Element], found: Callable[[etree._Element], Iterator[etree._Element]]) -> str | None:
    """Return the selector of the first such element that most items have."""
    counts = Counter(selector for item in items for selector in dict.fromkeys(map(_selector, found(item))))
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best is not None and counts[best] >= _COMMON * len(items) else None


def _headlines(item: etree._Element) -> Iterator[etree._Element]:
    for tag in _HEADINGS:
        for element in item.iter(tag):
            if len(_text(element).split()) > 2:
                yield element
                return


def _dates(item: etree._Element) -> Iterator[etree._Element]:
    for element in item.iterdescendants(etree.Element):
        text = _text(element)
        if 4 < len(text) <= LONGEST and parse_date_line(text, is_labelled=True) is not None:
            yield element
            return


def _selector(element: etree._Element) -> str:
    """Return the element's tag with its first class, if that can stand in a selector as it is."""
    usable = [each for each in (element.get("class") or "").split() if _PLAIN.fullmatch(each)]
    return f"{element.tag}.{usable[0]}" if usable else str(element.tag)


def _text(element: etree._Element) -> str:
    return fold(" ".join(element.itertext()))
