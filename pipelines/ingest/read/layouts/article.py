"""One entry a document: perhaps a menu and labels, the headline, perhaps places and a date, then paragraphs."""

from collections.abc import Sequence
from itertools import takewhile

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.layouts.base import NO_TEXT, Placing, Reading, split_tail, without_repeats
from pipelines.ingest.read.layouts.dated import date_positions, is_aside

NAME = "article"
VERSION = 1
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
    """At most one date line; menus, share links and contact lines make it surer."""
    blocks = document.blocks
    dates = len(date_positions(blocks))
    if dates > 1 or sum(not is_aside(block) for block in blocks) < 2:
        return 0.1 if blocks and dates <= 1 else 0.0
    if dates == 1 or _menu_end(blocks) or any(block.furniture in _ONLY_ARTICLES for block in blocks):
        return 0.8 + 0.1 * (dates == 0)
    return 0.65 if _opens_with_labels(blocks) else 0.6


def read(document: Document) -> Reading:
    """The headline is the first line after menu and labels; its date line may stand on either side of it."""
    blocks = document.blocks
    placing = Placing(document)
    menu_end = _menu_end(blocks)
    placing.furniture(blocks[:menu_end], furniture.MENU)
    rest = blocks[menu_end:]
    above = list(takewhile(is_aside, rest))
    if len(above) == len(rest):
        return placing.done()
    headline, after = rest[len(above)], rest[len(above) + 1 :]
    below = _head_below(after)
    text, tail = split_tail(after[len(below) :], _AFTER_TEXT)
    dates = [block for block in (*above, *below) if block.published_on is not None]
    placing.furniture(block for block in (*above, *below, *tail) if block.published_on is None)
    placing.furniture(dates[1:], furniture.PUBLISH_LABEL)
    published_on = dates[0].published_on if dates else None
    placing.entry(headline, without_repeats(text, placing), published_on, parts=dates[:1])
    if not text:
        placing.quarantine(dates[:1], NO_TEXT)
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
