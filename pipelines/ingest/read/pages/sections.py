"""Sections of a page that hold no story, such as comments and related stories, by the title they open with."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelines.ingest.documents import Node
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.known import RELATED, TAIL, kind_of_line

if TYPE_CHECKING:
    from pipelines.ingest.read.pages.account import Mark

# A title is no longer, in words.
_LONGEST_TITLE = 7
# The share of a page's text that no such section has.
_MOST_TEXT = 0.5
_OPENING = frozenset((RELATED, TAIL, furniture.SHARE))


def sections(marks: Sequence["Mark"], nodes: Sequence[Node], text_words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end position of each section that holds no story.

    A section is the largest element that opens with its title and holds less than half of the page's text. Where a
    heading stands beside its section's text, the section reaches to the next heading of its level.
    """
    most = text_words[-1] * _MOST_TEXT
    done = 0
    for at, mark in enumerate(marks):
        if at < done or not _opens_section(mark):
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


def _opens_with(node: Node, at: int, most: float, text_words: Sequence[int]) -> bool:
    return node.first == at and text_words[node.end] - text_words[node.first] <= most


def _end_of_run(marks: Sequence["Mark"], at: int, limit: int) -> int:
    """Return where the text under a heading ends: at the next heading of its level or above."""
    level = marks[at].markup.heading
    return next((next_at for next_at in range(at + 1, limit) if 0 < marks[next_at].markup.heading <= level), limit)
