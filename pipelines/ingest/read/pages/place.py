"""Place a page's blocks: those of an entry, and what is left."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import takewhile

from pipelines.ingest.documents import Block, fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import is_date_range
from pipelines.ingest.read.chrome.headlines import is_section_title
from pipelines.ingest.read.layouts.base import UNPLACED, Placing, without_repeats
from pipelines.ingest.read.pages.account import ALL_LINKED, Account, Mark

BESIDE_STORY = "beside_story"
_LABEL_WORDS = 6
_TEASER_WORDS = 4
_PARAGRAPH_WORDS = 2
# The day of a badge, and a badge of several parts, are no longer.
_LONGEST_DAY = 3
_BADGE_WORDS = 3


def body_of(account: Account, first: int, end: int, headline: str) -> list[int]:
    """Return the positions of an entry's text: from its first running text to its last, without the furniture between.

    Args:
        account: of the page.
        first: position after the headline.
        end: position after the entry.
        headline: which the text may repeat.
    """
    texts = [at for at in range(first, end) if account.marks[at].is_text]
    if not texts:
        return _teaser(account, first, end)
    body = [at for at in range(texts[0], texts[-1] + 1) if _is_body(account.marks[at])]
    body = [*_titles_above(account, first, texts[0]), *body, *_lines_below(account, texts[-1], end)]
    return [at for at in body if not _repeats(account, at, texts[-1], headline)]


def _titles_above(account: Account, first: int, text: int) -> list[int]:
    """Return the title of a notice's first section, such as `Objective:`, which stands above its text."""
    at = text - 1
    is_title = at >= first and is_section_title(account.marks[at].block) and _is_body(account.marks[at])
    return [at] if is_title and _is_beside(account, at, text) else []


def _lines_below(account: Account, text: int, end: int) -> list[int]:
    """Return the short paragraphs that end a text, such as the place of a notice."""
    lines = takewhile(lambda at: _is_short_line(account, at, text), range(text + 1, end))
    return list(lines)


def _is_short_line(account: Account, at: int, text: int) -> bool:
    mark = account.marks[at]
    is_paragraph = mark.markup.tag == "p" and mark.markup.linked == 0 and mark.markup.hint is None
    return is_paragraph and _is_body(mark) and _is_beside(account, at, text)


def _is_beside(account: Account, at: int, text: int) -> bool:
    """Return whether a paragraph stands in the same element as a text."""
    node, other = account.nodes[account.node_of(at)], account.nodes[account.node_of(text)]
    return node.parent == other.parent and node.tag == other.tag == "p"


def _repeats(account: Account, at: int, text: int, headline: str) -> bool:
    """Return whether a line only repeats the headline; a paragraph among those of the text is part of it."""
    is_same = fold(account.marks[at].block.text).casefold() == fold(headline).casefold()
    return is_same and not _is_beside(account, at, text)


def _is_body(mark: Mark) -> bool:
    if mark.is_text:
        return True
    if mark.kind is not None or mark.is_date or mark.markup.linked >= ALL_LINKED:
        return False
    return not (mark.markup.hint and mark.words <= _LABEL_WORDS) and not furniture.is_contact_line(mark.block.text)


def _teaser(account: Account, first: int, end: int) -> list[int]:
    """Return the longest line that may be a short text, where there is no running text."""
    longest = max((at for at in range(first, end) if _is_teaser(account.marks[at])), key=_words(account), default=None)
    return [] if longest is None else [longest]


def _is_teaser(mark: Mark) -> bool:
    fewest = _PARAGRAPH_WORDS if mark.markup.tag == "p" else _TEASER_WORDS
    return _is_body(mark) and not mark.markup.heading and mark.words >= fewest


def _words(account: Account) -> Callable[[int], int]:
    return lambda at: account.marks[at].words


def when_and_where(account: Account, first: int, title: int, text: int, end: int) -> list[int]:
    """Return the lines that say when and where an event takes place.

    Args:
        account: of the page.
        first: position of the event's first line.
        title: that of its title.
        text: that of its text.
        end: position after its last line.
    """
    whens = [at for at in range(first, end) if at != title and _is_when(account.marks[at])]
    dates = [at for at in whens if not _is_badge(account.marks[at])]
    return [
        *(dates or whens),
        *(at for at in range(title + 1, text) if at not in whens and _is_where(account.marks[at])),
    ]


def _is_when(mark: Mark) -> bool:
    return not mark.is_text and (mark.is_date or is_date_range(mark.block.text))


def _is_badge(mark: Mark) -> bool:
    return len(mark.block.text) <= _LONGEST_DAY or (bool(mark.markup.pieces) and mark.words <= _BADGE_WORDS)


def _is_where(mark: Mark) -> bool:
    return mark.kind is None and mark.markup.linked < ALL_LINKED


def place_entry(
    account: Account,
    placing: Placing,
    headline: Block | str,
    body: Iterable[int],
    published_on: date | None,
    dates: Sequence[int] = (),
    url: str | None = None,
) -> None:
    """Place an entry: its headline, its text without repeats, and the lines that state its date."""
    blocks = [account.marks[at].block for at in body]
    parts = [account.marks[at].block for at in dates]
    placing.entry(headline, without_repeats(blocks, placing), published_on, parts=parts, url=url)


def place_rest(account: Account, placing: Placing) -> None:
    """Set aside what is in no entry: furniture by its kind, short lines as such, running text in quarantine."""
    for mark in account.marks:
        if placing.is_placed(mark.block):
            continue
        if mark.kind is not None:
            placing.furniture([mark.block], mark.kind)
        elif mark.is_text:
            placing.quarantine([mark.block], UNPLACED)
        else:
            placing.furniture([mark.block], furniture.PUBLISH_LABEL if mark.is_date else BESIDE_STORY)
