"""Parts of a page that hold no story: sections such as comments and related stories, and what follows an end mark."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.ingest import reference
from pipelines.ingest.documents import Node, fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.endings import MOST_WORDS_AFTER_END, is_end_mark
from pipelines.ingest.read.chrome.known import RELATED, TAIL, kind_of_line
from pipelines.ingest.read.chrome.letters import is_closing

if TYPE_CHECKING:
    from pipelines.ingest.read.pages.account import Mark

# A title is no longer, in words.
_LONGEST_TITLE = 7
# The share of a page's text that no such section has.
_MOST_TEXT = 0.5
_OPENING = frozenset((RELATED, TAIL, furniture.SHARE))
# So many lines below the title of a section may ask for a donation.
_FAR_BELOW = 8
_DONATING = re.compile(r"/(?:donat(?:e|ions?)|donar|donaci(?:on|ones)|give(?:-now)?)(?:[-./?#]|$)", re.IGNORECASE)


def sections(marks: Sequence["Mark"], nodes: Sequence[Node], text_words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end position of each section that holds no story.

    A section is the largest element that opens with its title and holds less than half of the page's text. Where a
    heading stands beside its section's text, the section reaches to the next heading of its level.
    """
    most = text_words[-1] * _MOST_TEXT
    done = 0
    for at, mark in enumerate(marks):
        if at < done or not (_opens_section(mark) or _opens_appeal(marks, at)):
            continue
        node = mark.markup.node
        while (parent := nodes[node].parent) >= 0 and _opens_with(nodes[parent], at, most, text_words):
            node = parent
        end = nodes[node].end
        if end == at + 1 and mark.markup.heading:
            end = _end_of_run(marks, at, nodes[max(nodes[node].parent, 0)].end)
        if text_words[end] - text_words[at] <= most:
            yield at, end
            done = end


def _opens_section(mark: "Mark") -> bool:
    if mark.words > _LONGEST_TITLE or mark.is_text or mark.markup.region is not None:
        return False
    kind = kind_of_line(mark.block.text) if mark.markup.heading else mark.kind
    return kind in _OPENING or (bool(mark.markup.heading) and mark.kind in _OPENING)


def _opens_appeal(marks: Sequence["Mark"], at: int) -> bool:
    """Return whether a heading that is no first-level one opens a section that asks for donations."""
    mark = marks[at]
    if mark.markup.heading < 2 or mark.words > _LONGEST_TITLE or mark.markup.region is not None:
        return False
    below = takewhile(lambda other: not other.markup.heading, marks[at + 1 : at + 1 + _FAR_BELOW])
    return any(_is_donating(other) for other in (mark, *below))


def _is_donating(mark: "Mark") -> bool:
    """Return whether a line is a link for donations, by its address or its label."""
    link = mark.markup.link
    if link is None:
        return False
    is_called_so = fold(mark.block.text).casefold().strip(" .!>»→") in reference.folded_phrases("donation", "exact")
    return is_called_so or _DONATING.search(link) is not None


def after_ends(marks: Sequence["Mark"], nodes: Sequence[Node], text_words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end position of what follows the last end mark or closing formula of each text.

    It reaches to the end of the element that holds the text, has no date and is shorter than the text.
    """
    ends = [at for at, mark in enumerate(marks) if mark.markup.region is None and _ends_text(mark)]
    around = {_text_around(nodes[marks[at].markup.node], at, nodes, text_words): at for at in ends}
    for (first, end), at in around.items():
        after, above = text_words[end] - text_words[at], text_words[at] - text_words[first]
        is_dated = any(mark.is_date for mark in marks[at:end])
        if above > 0 and after <= min(MOST_WORDS_AFTER_END, above) and not is_dated:
            yield at, end


def _ends_text(mark: "Mark") -> bool:
    if mark.is_text or mark.words > _LONGEST_TITLE:
        return False
    return is_end_mark(mark.block.text) or (mark.kind == TAIL and is_closing(mark.block.text))


def _text_around(node: Node, at: int, nodes: Sequence[Node], text_words: Sequence[int]) -> tuple[int, int]:
    """Return the bounds of the innermost element that has text above a position."""
    while node.parent >= 0 and text_words[at] == text_words[node.first]:
        node = nodes[node.parent]
    return node.first, node.end


def _opens_with(node: Node, at: int, most: float, text_words: Sequence[int]) -> bool:
    return node.first == at and text_words[node.end] - text_words[node.first] <= most


def _end_of_run(marks: Sequence["Mark"], at: int, limit: int) -> int:
    """Return where the text under a heading ends: at the next heading of its level or above."""
    level = marks[at].markup.heading
    return next((next_at for next_at in range(at + 1, limit) if 0 < marks[next_at].markup.heading <= level), limit)
