"""One entry a document: perhaps a menu and labels, the headline, perhaps places and a date, then paragraphs."""

from collections.abc import Sequence
from itertools import takewhile

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.shapes import is_prose
from pipelines.ingest.read.layouts.base import Placing, Reading, ends_sentence, split_tail, without_repeats
from pipelines.ingest.read.layouts.dated import date_positions, is_aside, is_date_line
from pipelines.ingest.read.layouts.stories import headline_position, place_above, place_dated

NAME = "article"
VERSION = 2
_AFTER_TEXT = frozenset(
    {
        furniture.SHARE, furniture.PAGER, furniture.CONTACT, furniture.READ_MORE, furniture.LANGUAGE_LABEL,
        furniture.SECTION_LABEL, furniture.MENU,
    }
)  # fmt: skip
_ONLY_ARTICLES = frozenset({furniture.SHARE, furniture.CONTACT, furniture.MISSING_FILE})
_LEAST_MENU = 4
# A menu's labels are shorter than a headline, in words.
_LONGEST_LABEL = 4


def fits(document: Document) -> float:
    """At most one date line, and text; menus, share links and contact lines make it surer."""
    blocks = document.blocks
    dates = len(date_positions(blocks))
    if all(map(is_aside, blocks)):
        # Nothing but furniture: whoever reads it accounts for all of it.
        return 0.1
    if dates > 1 or not _has_story(blocks):
        return 0.0
    if dates == 1 or _menu_end(blocks) or any(block.furniture in _ONLY_ARTICLES for block in blocks):
        return 0.8 + 0.1 * (dates == 0)
    return 0.65 if _opens_with_labels(blocks) else 0.6


def _has_story(blocks: Sequence[Block]) -> bool:
    """Whether a sentence follows a line that may be its headline."""
    content = [block for block in blocks if not is_aside(block)]
    return any(is_prose(block.text) or ends_sentence(block.text) for block in content[1:])


def read(document: Document) -> Reading:
    """The headline is the best of the lines above the text; its date line may stand on either side of it."""
    blocks = document.blocks
    placing = Placing(document)
    menu_end = _menu_end(blocks)
    placing.furniture(blocks[:menu_end], furniture.MENU)
    rest = blocks[menu_end:]
    at = headline_position(rest)
    if at is None:
        return placing.done()
    above, headline, after = rest[:at], rest[at], rest[at + 1 :]
    place_above(above, placing)
    below = _head_below(after)
    text, tail = split_tail(after[len(below) :], _AFTER_TEXT)
    dates = [block for block in (*above, *below) if is_date_line(block)]
    placing.furniture(block for block in (*below, *tail) if not is_date_line(block))
    placing.furniture(dates[1:], furniture.PUBLISH_LABEL)
    place_dated(headline, without_repeats(text, placing), dates[0] if dates else None, placing)
    return placing.done()


def _head_below(after: Sequence[Block]) -> list[Block]:
    """Labels, places and the date line between headline and text."""
    below = list(takewhile(is_aside, after))
    if len(below) == len(after):
        # Nothing but labels: the last of them may be all the text there is.
        return below
    while below and below[-1].is_place and below[-1].opens and not after[len(below)].opens:
        # A country's name at the head of a paragraph is its dateline.
        below.pop()
    return below


def _opens_with_labels(blocks: Sequence[Block]) -> bool:
    labels = list(takewhile(lambda block: block.furniture is not None, blocks))
    return len(labels) >= 2


def _menu_end(blocks: Sequence[Block]) -> int:
    """How many blocks at the document's beginning are its menu: a run of lines, most of them known labels."""
    start = next((at for at, block in enumerate(blocks) if block.furniture != furniture.MISSING_FILE), len(blocks))
    end = next((at for at in range(start + 1, len(blocks)) if blocks[at].opens), len(blocks))
    known = [at for at in range(start, end) if _is_menu_label(blocks[at])]
    if len(known) < _LEAST_MENU or known[0] - start > 1:
        return 0
    rest = blocks[known[-1] + 1 : end]
    are_labels = bool(rest) and all(len(block.text.split()) <= _LONGEST_LABEL for block in rest) and end < len(blocks)
    return end if are_labels else known[-1] + 1


def _is_menu_label(block: Block) -> bool:
    return block.furniture == furniture.MENU or furniture.is_menu_opening(block.text)
