"""Mark the blocks of a text that are the page's chrome."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipelines.ingest.documents import Block, fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import is_date_range
from pipelines.ingest.read.chrome.endings import after_end, boilerplate
from pipelines.ingest.read.chrome.known import (
    BYLINE,
    CAPTION,
    CONTENTS,
    COUNTER,
    ISSUE,
    ORNAMENT,
    RELATED,
    TAIL,
    WEB_ADDRESS,
    is_calendar_line,
    is_donation_label,
    kind_of_line,
)
from pipelines.ingest.read.chrome.links import link_lines
from pipelines.ingest.read.chrome.rows import LABEL_ROW
from pipelines.ingest.read.chrome.shapes import is_label, is_name, is_prose

EVENT_DATE = "event_date"
MAIL_HEADER = "mail_header"
REPEATED_LABEL = "repeated_label"
REPEATED_LINE = "repeated_line"
_LONGEST_LINE = 300
_BULLETS = "-–•*·> \t"
_MOST_REPEATED_WORDS = 3
_OFTEN = 3
_FEWEST_HEADERS = 3
_MAIL_HEADER = re.compile(
    r"\W*(?:from|to|cc|sent|date|subject|reply-to|de|para|enviado(?: el)?|fecha|asunto)\W*: ", re.IGNORECASE
)
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[-–•*·>]) *|\s*(?:\.{3,}|…+|(?:\. ){3,})\s*\d{0,3}$")
_FEWEST_SPANS = 2
# A span in digits looks like the numbers of a pager.
_MAY_BE_SPAN = frozenset({None, LABEL_ROW, ISSUE, ORNAMENT, furniture.PAGER})
_FEWEST_IN_MENU = 4
# What may stand in a run of labels and says nothing about the others.
_NO_LABELS = frozenset({None, REPEATED_LINE, ORNAMENT, BYLINE, CAPTION, COUNTER})
_FEWEST_KNOWN = 2
_KNOWN_SHARE = 0.25
_BELOW_HEADLINE = frozenset(
    {furniture.SHARE, furniture.PUBLISH_LABEL, furniture.LANGUAGE_LABEL, BYLINE, CAPTION, COUNTER}
)
# After the line that opens a page's tail there is no more text than this, in words.
_MOST_TAIL_WORDS = 60
_OPENS_TAIL = frozenset({COUNTER, furniture.PAGER, furniture.SHARE, WEB_ADDRESS})

# Kinds by position of the block.
Marks = dict[int, str]


def mark_chrome(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark what belongs to the page and to no story as furniture.

    Args:
        blocks: of one document, in their order.

    Returns:
        The blocks; those that are known as furniture, dates or places stay as they are.
    """
    marked = tuple(blocks)
    for find in _PASSES:
        marks = find(marked)
        marked = tuple(
            block._replace(furniture=marks[at]) if at in marks and _is_open(block) else block
            for at, block in enumerate(marked)
        )
    return _as_calendar(marked) if _is_calendar(marked) else marked


def _is_calendar(blocks: Sequence[Block]) -> bool:
    """Whether the dates of the document are those of events to come, as a line of it or spans of days say."""
    spans = sum(_is_span(block) for block in blocks)
    is_called_so = any(is_calendar_line(block.text) for block in blocks)
    has_days = any(block.published_on is not None or block.furniture == furniture.AMBIGUOUS_DATE for block in blocks)
    return (is_called_so and (spans > 0 or has_days)) or spans >= _FEWEST_SPANS


def _as_calendar(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their dates as those of events."""
    return tuple(
        block._replace(published_on=None, furniture=EVENT_DATE)
        if block.published_on is not None or block.furniture == furniture.AMBIGUOUS_DATE or _is_span(block)
        else block
        for block in blocks
    )


def _is_span(block: Block) -> bool:
    return block.furniture in _MAY_BE_SPAN and is_date_range(block.text)


def _is_open(block: Block) -> bool:
    return block.furniture is None and block.published_on is None


def _known_lines(blocks: Sequence[Block]) -> Marks:
    kinds = {
        at: kind_of_line(block.text)
        for at, block in enumerate(blocks)
        if _is_open(block) and not block.is_place and len(block.text) <= _LONGEST_LINE
    }
    return {at: kind for at, kind in kinds.items() if kind is not None}


def _mail_headers(blocks: Sequence[Block]) -> Marks:
    """The head of a message that was forwarded in the text: several header lines, and the line above them."""
    marks: Marks = {}
    run: list[int] = []
    for at, block in enumerate([*blocks, None]):
        if block is not None and _MAIL_HEADER.match(block.text) and len(block.text) <= _LONGEST_LINE:
            run.append(at)
            continue
        if len(run) >= _FEWEST_HEADERS:
            above = run[0] - 1
            is_line = above >= 0 and not is_prose(blocks[above].text) and not blocks[run[0]].opens
            marks.update(dict.fromkeys([above, *run] if is_line else run, MAIL_HEADER))
        run = []
    return marks


def _glued_labels(blocks: Sequence[Block]) -> Marks:
    """A label, and below it a line that begins with the same label and a sentence glued to it."""
    marks: Marks = {}
    for at, (before, block) in enumerate(pairwise(blocks)):
        label, text = before.text.lstrip(_BULLETS), block.text.lstrip(_BULLETS)
        rest = text[len(label) : len(label) + 1]
        if label and text.casefold().startswith(label.casefold()) and is_label(label) and rest.isupper():
            marks[at] = marks[at + 1] = furniture.MENU
    return marks


def _contents(blocks: Sequence[Block]) -> Marks:
    """The lines of a table of contents: each stands again further down, and no text follows it here."""
    last = {_unnumbered(block.text): at for at, block in enumerate(blocks)}
    return {
        at: CONTENTS
        for at, (block, following) in enumerate(pairwise(blocks))
        if last[_unnumbered(block.text)] > at + 1
        and len(block.text.split()) >= _MOST_REPEATED_WORDS
        and not (is_prose(block.text) or is_prose(following.text) or following.published_on)
        and fold(block.text) != fold(following.text)
        and not _is_first_of_twice(blocks, at)
    }


def _is_first_of_twice(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line stands again below nothing but dates, places and labels, as a headline that is printed twice."""
    for below in range(at + 1, len(blocks)):
        if _is_open(blocks[below]) and not blocks[below].is_place:
            return _unnumbered(blocks[below].text) == _unnumbered(blocks[at].text)
    return False


def _unnumbered(text: str) -> str:
    return _NUMBERING.sub("", fold(text)).casefold()


def _repeated_lines(blocks: Sequence[Block]) -> Marks:
    """A line that only repeats the line above it, as headlines and menu entries are often printed twice.

    Dates, places and labels may stand between them.
    """
    marks: Marks = {}
    before: Block | None = None
    for at, block in enumerate(blocks):
        if before is not None and before.text[0] == block.text[0] and fold(before.text) == fold(block.text):
            marks[at] = furniture.REPEATED_TEASER if is_prose(block.text) else before.furniture or REPEATED_LINE
        elif _is_open(block) and not block.is_place:
            before = block
    return marks


def _repeated_labels(blocks: Sequence[Block]) -> Marks:
    """A short label that stands again and again, as a link below each entry does."""
    counts = Counter(fold(block.text).casefold() for block in blocks if _is_repeatable(block))
    return {
        at: REPEATED_LABEL
        for at, block in enumerate(blocks)
        if _is_repeatable(block) and counts[fold(block.text).casefold()] >= _OFTEN
    }


def _is_repeatable(block: Block) -> bool:
    return (
        _is_open(block)
        and not block.is_place
        and is_label(block.text)
        and len(block.text.split()) <= _MOST_REPEATED_WORDS
    )


def _menus(blocks: Sequence[Block]) -> Marks:
    """Unknown labels in a run of labels of which several are known."""
    marks: Marks = {}
    for start, end in _label_runs(blocks):
        known = [at for at in range(start, end) if blocks[at].furniture not in _NO_LABELS]
        if end - start < _FEWEST_IN_MENU or len(known) < max(_FEWEST_KNOWN, _KNOWN_SHARE * (end - start)):
            continue
        known = _above_headline(blocks, known) if end < len(blocks) else known
        first = known[0]
        while first > start and not blocks[first].opens:
            first -= 1
        marks.update(dict.fromkeys(range(first, known[-1]), furniture.MENU))
    return marks


def _above_headline(blocks: Sequence[Block], known: Sequence[int]) -> list[int]:
    """The known labels above the last label that opens a paragraph, which may be a headline with links for sharing."""
    unknown = [at for at in range(known[0], known[-1]) if _is_open(blocks[at])]
    if not unknown or not blocks[unknown[-1]].opens:
        return list(known)
    above = [at for at in known if at < unknown[-1]]
    is_shared = all(blocks[at].furniture in _BELOW_HEADLINE for at in known if at > unknown[-1])
    return above if is_shared and above else list(known)


def _label_runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The runs of lines that are labels or furniture."""
    start: int | None = None
    for at, block in enumerate(blocks):
        is_in_run = block.furniture is not None or (block.published_on is None and is_label(block.text))
        if is_in_run and start is None:
            start = at
        elif not is_in_run and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(blocks)


def _tail(blocks: Sequence[Block]) -> Marks:
    """All that follows the first line that opens the page's tail, where it is little and no story."""
    opening, words, has_text, has_story, is_above_text = None, 0, False, False, False
    for at in range(len(blocks) - 1, 0, -1):
        block = blocks[at]
        if block.published_on is not None or words > _MOST_TAIL_WORDS:
            break
        if _opens_tail(block, has_text, has_story):
            opening = at
        elif block.furniture is None:
            words += len(block.text.split())
            has_story = has_story or (is_above_text and _may_be_headline(block))
            is_above_text = is_prose(block.text)
            has_text = has_text or is_above_text
    if opening is None or not any(is_prose(block.text) for block in blocks[:opening]):
        return {}
    first = opening
    while _is_tag(blocks[first - 1]):
        first -= 1
        if blocks[first].opens:
            opening = first
    return dict.fromkeys(range(opening, len(blocks)), TAIL)


def _opens_tail(block: Block, has_text: bool, has_story: bool) -> bool:
    """Whether the tail may begin with the block, by what stands below it."""
    is_title = block.furniture == furniture.CONTACT and is_label(block.text)
    if block.furniture == TAIL or is_title or is_donation_label(block.text):
        return not has_story
    is_contact = _is_open(block) and not is_prose(block.text) and furniture.is_contact_line(block.text)
    return block.furniture == RELATED or (not has_text and (is_contact or block.furniture in _OPENS_TAIL))


def _may_be_headline(block: Block) -> bool:
    is_sized = len(block.text.split()) >= _MOST_REPEATED_WORDS and not is_prose(block.text)
    return block.opens and is_sized and not is_name(block.text)


def _is_tag(block: Block) -> bool:
    """Whether the line may be a tag or an office's name between a text and the page's tail."""
    if not _is_open(block) or is_prose(block.text) or block.text[0] in _BULLETS:
        return False
    return is_label(block.text) or block.text.isupper()


_PASSES: tuple[Callable[[Sequence[Block]], Marks], ...] = (
    _mail_headers, after_end, _known_lines, _glued_labels, _contents, _repeated_lines, _repeated_labels, _menus,
    boilerplate, _tail, link_lines,
)  # fmt: skip
