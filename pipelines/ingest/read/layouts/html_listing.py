"""A page with several entries, each an `article` element with a heading, or one with a heading that is a link."""

from collections.abc import Sequence
from itertools import groupby

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.layouts.page import heading_of, place_item, resolved_link, set_aside_regions

NAME = "html_listing"
VERSION = 1


def fits(document: Document) -> float:
    """Entries in elements of their own, with headings below the first level."""
    headings = [heading for item in items(document.blocks) if (heading := heading_of(item)) is not None]
    lesser = [heading for heading in headings if heading.markup is not None and heading.markup.heading > 1]
    return 0.98 if lesser and len(lesser) == len(headings) else 0.0


def read(document: Document) -> Reading:
    """Each element is an entry; what stands outside of them is the page's furniture."""
    placing = Placing(document)
    set_aside_regions(document.blocks, placing)
    for item in items(document.blocks):
        heading = heading_of(item)
        if heading is not None:
            place_item(item, heading, placing, resolved_link(document, heading))
    return placing.done()


def items(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each `article` element, without those in navigation and the like."""
    inside = [
        block for block in blocks if block.markup and block.markup.item is not None and block.markup.region is None
    ]
    return [list(group) for _, group in groupby(inside, key=lambda block: block.markup and block.markup.item)]
