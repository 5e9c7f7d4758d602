"""An undated notice of an event: section titles, paragraphs, and last a line with nothing but a place."""

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.headlines import headlines_among, is_section_title
from pipelines.ingest.read.layouts.base import Placing, Reading, split_tail
from pipelines.ingest.read.layouts.dated import date_positions

NAME = "event_notice"
VERSION = 1
_LONGEST_PLACE = 6
_AFTER_TEXT = frozenset(
    {furniture.SHARE, furniture.PAGER, furniture.CONTACT, furniture.LANGUAGE_LABEL, furniture.READ_MORE}
)


def fits(document: Document) -> float:
    """No date line, a section title under the only headline, and a place for a last line."""
    blocks = [block for block in document.blocks if block.furniture is None or block.is_place]
    if len(blocks) < 4 or date_positions(blocks):
        return 0.0
    is_single = is_section_title(blocks[1]) and len(headlines_among(blocks)) == 1
    return 0.93 if is_single and _is_place(blocks[-1]) else 0.0


def read(document: Document) -> Reading:
    """The first line is the headline, and all the rest but the page's furniture is text."""
    placing = Placing(document)
    start = next(at for at, block in enumerate(document.blocks) if block.furniture is None or block.is_place)
    text, tail = split_tail(document.blocks[start + 1 :], _AFTER_TEXT)
    placing.furniture([*document.blocks[:start], *tail])
    placing.entry(document.blocks[start], text, None)
    return placing.done()


def _is_place(block: Block) -> bool:
    return block.is_place or (
        len(block.text.split()) <= _LONGEST_PLACE and block.text[0].isupper() and block.text[-1] not in ".:!?"
    )
