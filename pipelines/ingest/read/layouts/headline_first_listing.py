"""Several entries under each other, each with its date line below its headline, perhaps with labels around both."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.chrome.headlines import headline_cost
from pipelines.ingest.read.chrome.shapes import is_prose
from pipelines.ingest.read.layouts.base import Placing, Reading, split_tail
from pipelines.ingest.read.layouts.dated import BETWEEN_ENTRIES, date_positions, headlines_come_first, is_aside
from pipelines.ingest.read.layouts.stories import place_above, place_story

NAME = "headline_first_listing"
VERSION = 2
# Above this cost a line is running text, and a date line below it belongs to that text.
_SURELY_TEXT = 5.0


@dataclass(frozen=True, slots=True)
class _Head:
    """Positions of an entry's headline and of its date line."""

    headline: int
    date: int


def fits(document: Document) -> float:
    """Two or more date lines, with headlines above them."""
    if len(date_positions(document.blocks)) < 2:
        return 0.0
    return 0.9 if headlines_come_first(document) else 0.0


def read(document: Document) -> Reading:
    """Each entry reaches from its headline to the next entry's headline, less the labels above that."""
    blocks = document.blocks
    heads = _heads(blocks)
    placing = Placing(document)
    place_above(blocks[: heads[0].headline if heads else len(blocks)], placing)
    ends = [*(head.headline for head in heads[1:]), len(blocks)]
    for head, end in zip(heads, ends, strict=True):
        _place_entry(blocks, head, end, placing)
    return placing.done()


def _heads(blocks: Sequence[Block]) -> list[_Head]:
    heads: list[_Head] = []
    for date in date_positions(blocks):
        earliest = heads[-1].date + 1 if heads else 0
        headline = next((at for at in range(date - 1, earliest - 1, -1) if not is_aside(blocks[at])), None)
        if headline is not None and (not heads or _may_be_headline(blocks, headline, earliest)):
            heads.append(_Head(headline, date))
    return heads


def _may_be_headline(blocks: Sequence[Block], at: int, earliest: int) -> bool:
    """Whether the line is no running text; a sentence that is all the text of the entry above is its text."""
    if headline_cost(blocks[at]) >= _SURELY_TEXT:
        return False
    return not is_prose(blocks[at].text) or not all(map(is_aside, blocks[earliest:at]))


def _place_entry(blocks: Sequence[Block], head: _Head, end: int, placing: Placing) -> None:
    date_line = blocks[head.date]
    placing.furniture(blocks[head.headline + 1 : head.date])
    text, tail = split_tail(blocks[head.date + 1 : end], BETWEEN_ENTRIES, places=True)
    placing.furniture(tail)
    place_story(blocks[head.headline], text, date_line, placing)
