"""An undated notice of an event: section titles, paragraphs, and last a line with nothing but a place."""

from pipelines.ingest import furniture
from pipelines.ingest.documents import Block, Document
from pipelines.ingest.readers.base import Placing, Reading, split_tail
from pipelines.ingest.readers.dated import date_positions

NAME = "event_notice"
VERSION = 1
_LONGEST_TITLE = 6
_LONGEST_PLACE = 6
_AFTER_TEXT = frozenset({furniture.SHARE, furniture.PAGER, furniture.CONTACT, furniture.LANGUAGE_LABEL, furniture.READ_MORE})


def fits(document: Document) -> float:
    """No date line, a section title that ends in a colon, and a place for a last line."""
    blocks = [block for block in document.blocks if block.furniture is None or block.is_place]
    if len(blocks) < 4 or date_positions(blocks):
        return 0.0
    return 0.95 if _is_place(blocks[-1]) and any(_is_section_title(block) for block in blocks[1:-1]) else 0.0


def read(document: Document) -> Reading:
    """A notice reaches from its headline to its place; what follows a place is the next notice's headline."""
    placing = Placing(document)
    text, tail = split_tail(document.blocks, _AFTER_TEXT)
    placing.furniture(tail)
    notice: list[Block] = []
    for block in text:
        if not notice and (block.furniture is not None or block.is_place):
            placing.furniture([block])
            continue
        notice.append(block)
        if block.is_place and len(notice) > 2:
            placing.entry(notice[0], notice[1:], None)
            notice = []
    if notice:
        placing.entry(notice[0], notice[1:], None)
    return placing.done()


def _is_section_title(block: Block) -> bool:
    return block.text.endswith(":") and len(block.text.split()) <= _LONGEST_TITLE


def _is_place(block: Block) -> bool:
    return block.is_place or (len(block.text.split()) <= _LONGEST_PLACE and block.text[0].isupper() and block.text[-1] not in ".:!?")
