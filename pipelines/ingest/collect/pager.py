"""Find the link to the next page of a listing."""

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree  # type: ignore[import-untyped]
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]

from pipelines.ingest.documents import DocumentRef, fold
from pipelines.ingest.read.blocks.decode import HTML, DecodeError, decode
from pipelines.ingest.read.markup.tree import parsed, resolved

_STATED = CSSSelector("link[rel~='next'][href], a[rel~='next'][href]")
_LINKS = CSSSelector("a[href]")
_IN_CLASS = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])")
_LABELS = {"next", "next page", "siguiente", "página siguiente", "older", "older posts", "más antiguas"} | set("›»→>")
_MARKS = " ›»→>|"


def next_page(raw: bytes, ref: DocumentRef) -> str | None:
    """Return the address of the page after this one, or None if the page links to none.

    The source's own selector counts first, then `rel="next"`, then a link whose class or label says so.

    Args:
        raw: the page.
        ref: where it was got.
    """
    try:
        decoded = decode(raw, ref.charset)
        if decoded.media_type != HTML:
            return None
        root, _ = parsed(raw, decoded)
    except DecodeError:
        return None
    candidates = chain(_selected(root, ref), _STATED(root), filter(_is_next, _LINKS(root)))
    link = next(candidates, None)
    return resolved(link.get("href"), ref.address) if link is not None else None


def _selected(root: etree._Element, ref: DocumentRef) -> Iterator[etree._Element]:
    """Links that the source's own selector finds, or that lie in what it finds."""
    if ref.selectors is not None and ref.selectors.next is not None:
        for found in CSSSelector(ref.selectors.next)(root):
            yield from [found] if found.get("href") else _LINKS(found)


def _is_next(link: etree._Element) -> bool:
    around = link.getparent()
    classes = f"{link.get('class') or ''} {around.get('class') or '' if around is not None else ''}"
    label = fold(link.xpath("string()")).casefold()
    return _IN_CLASS.search(classes) is not None or label in _LABELS or label.strip(_MARKS) in _LABELS
