"""Several entries under each other, each with its date line below its text."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.chrome.shapes import is_prose
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.layouts.dated import date_positions, is_aside
from pipelines.ingest.read.layouts.stories import headline_below_label, place_above, place_story, undated_headline

NAME = "date_last_listing"
VERSION = 1


def fits(document: Document) -> float:
    """Two or more date lines, each below a headline with text, and no text below the last of them."""
    blocks = document.blocks
    positions = date_positions(blocks)
    if len(positions) < 2 or any(is_prose(block.text) for block in _content(blocks[positions[-1] :])):
        return 0.0
    is_listing = undated_headline(blocks[: positions[0]]) is not None
    return 0.95 if is_listing and all(map(_is_entry, _chunks(blocks, positions))) else 0.0


def read(document: Document) -> Reading:
    """Each entry reaches from the date line above to its own; what stands below the last is furniture or set aside."""
    blocks = document.blocks
    positions = date_positions(blocks)
    placing = Placing(document)
    for chunk, date in zip(_chunks(blocks, positions), positions, strict=True):
        at = undated_headline(chunk) if date == positions[0] else headline_below_label(chunk)
        if at is not None:
            place_above(chunk[:at], placing)
            place_story(chunk[at], chunk[at + 1 :], blocks[date], placing)
    return placing.done()


def _chunks(blocks: Sequence[Block], positions: Sequence[int]) -> list[Sequence[Block]]:
    return [blocks[before + 1 : date] for before, date in pairwise((-1, *positions))]


def _is_entry(chunk: Sequence[Block]) -> bool:
    """Whether the lines above a date line are a headline and text, and the text is the last of them."""
    content = _content(chunk)
    return len(content) > 1 and is_prose(content[-1].text) and not is_prose(content[0].text)


def _content(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not is_aside(block)]
