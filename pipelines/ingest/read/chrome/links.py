"""Lines that are links: a label that begins with what to do, and two labels beside each other with a bar between."""

import re
from collections.abc import Sequence

from pipelines.ingest import reference
from pipelines.ingest.documents import Block
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.rows import LABEL_ROW
from pipelines.ingest.read.chrome.shapes import is_label, is_prose

LINK = "link"
_BAR = re.compile(r"\s+[|»›]\s+")
_MOST_PART_WORDS = 6


def link_lines(blocks: Sequence[Block]) -> dict[int, str]:
    """Mark links below a text: `Download the handbook`, `More on boats | Our harbours`.

    A line with text right below it may be that text's headline, and a document's first line stands below no text.

    Args:
        blocks: of one document.

    Returns:
        Kinds of furniture by position.
    """
    marks: dict[int, str] = {}
    has_text = False
    for at, block in enumerate(blocks):
        is_open = block.furniture is None and block.published_on is None
        if is_open and has_text and not _is_above_text(blocks, at):
            if _is_link(block.text):
                marks[at] = furniture.READ_MORE
            elif _is_row_of_two(block.text):
                marks[at] = LABEL_ROW
        has_text = has_text or (is_open and is_prose(block.text))
    return marks


def _is_above_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a sentence follows, perhaps below dates, places and labels."""
    for block in blocks[at + 1 :]:
        if block.furniture is None and block.published_on is None and not block.is_place:
            return is_prose(block.text)
    return False


def _is_link(text: str) -> bool:
    return is_label(text) and text.casefold().startswith(_openings())


def _is_row_of_two(text: str) -> bool:
    parts = _BAR.split(text)
    return len(parts) > 1 and not is_prose(text) and all(0 < len(part.split()) <= _MOST_PART_WORDS for part in parts)


@reference.cached
def _openings() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in reference.folded_phrases(LINK, "prefix"))
