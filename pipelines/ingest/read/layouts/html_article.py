"""A page with one entry, whose headline is the page's first-level heading."""

from pipelines.ingest.documents import Block, Document, fold
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.layouts.page import place_item, set_aside_regions

NAME = "html_article"
VERSION = 1
_TEXT_TAGS = frozenset({"p", "div", "li", "td", "blockquote"})


def fits(document: Document) -> float:
    """A first-level heading that is no section label, and text after it that stands in no listing."""
    headline = _headline(document)
    if headline is None:
        return 0.0
    text = [block for block in _content(document, headline) if block.markup and block.markup.tag in _TEXT_TAGS]
    return 1.0 if any(block.furniture is None and block.published_on is None for block in text) else 0.0


def read(document: Document) -> Reading:
    """The entry is the heading and what follows it outside of navigation and related links."""
    placing = Placing(document)
    set_aside_regions(document.blocks, placing)
    headline = _headline(document)
    if headline is not None:
        place_item([headline, *_content(document, headline)], headline, placing, document.own_address)
    return placing.done()


def _headline(document: Document) -> Block | None:
    firsts = [
        block
        for block in document.blocks
        if block.markup and block.markup.heading == 1 and block.markup.region is None and block.furniture is None
    ]
    title = fold(document.title or "")
    named = [block for block in firsts if title.startswith(fold(block.text))]
    inside = [block for block in firsts if block.markup and block.markup.item is not None]
    return next(iter(named or inside or firsts), None)


def _content(document: Document, headline: Block) -> list[Block]:
    """The blocks after the headline that are in its own element, or in none that has a heading with a link."""
    after = [block for block in document.blocks[headline.number :] if block.markup and block.markup.region is None]
    own = headline.markup.item if headline.markup else None
    if own is not None:
        return [block for block in after if block.markup and block.markup.item == own]
    listed = {block.markup.item for block in after if block.markup and block.markup.heading and block.markup.link}
    return [block for block in after if block.markup and (block.markup.item is None or block.markup.item not in listed)]
