"""The account of a page: what each block is by itself and by where it stands, worked out once for all readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pipelines.ingest import reference
from pipelines.ingest.documents import Block, Document, Head, Markup, Node
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import is_date_range
from pipelines.ingest.read.chrome.known import CAPTION, ISSUE, TAIL, kind_of_line
from pipelines.ingest.read.layouts.base import ends_sentence
from pipelines.ingest.read.pages.dates import badges, visible_day
from pipelines.ingest.read.pages.sections import after_ends, sections

_TEXT_WORDS = 8
_SHORT_TEXT_WORDS = 4
_PARAGRAPH_WORDS = 2
_LONGEST_LABEL = 60
# Longer lines are text, whatever they begin with.
_LONGEST_LINE = 300
# A line as long may be a headline with a number in it.
_TITLE_WORDS = 5
# A paragraph as long may end with a picture's credit and be text all the same.
_LONG_CAPTION_WORDS = 20
_MOST_LINKED = 0.5
# A caption beside its image is shorter, in words.
_CAPTION_WORDS = 60
_CAPTION_TAGS = frozenset(("article", "body", "li", "main", "p", "section", "td"))
_NO_MARKUP = Markup("body")
_NO_HEAD = Head()
ALL_LINKED = 0.9


class Mark(NamedTuple):
    """What a block is.

    Args:
        block: the block.
        markup: what its markup says.
        words: how many it has.
        is_text: whether it is running text of a story.
        kind: its kind of furniture, or None.
        day: the day that it states where it is no text.
    """

    block: Block
    markup: Markup
    words: int
    is_text: bool
    kind: str | None
    day: date | None = None

    @property
    def is_date(self) -> bool:
        """Whether it states a date."""
        return self.day is not None or self.kind == furniture.AMBIGUOUS_DATE


@dataclass(frozen=True)
class Account:
    """A page's blocks with what each is, and its elements."""

    document: Document
    marks: tuple[Mark, ...]
    nodes: tuple[Node, ...]
    head: Head

    @cached_property
    def text_words(self) -> list[int]:
        """Words of running text before each block, and at last of all."""
        return _sums(mark.words if mark.is_text else 0 for mark in self.marks)

    @cached_property
    def dates(self) -> list[int]:
        """Blocks that state a date, and elements whose attribute does, before each block and at last of all."""
        counts = [int(mark.is_date) for mark in self.marks]
        for node in self.nodes:
            if node.stated is not None and node.first < len(counts):
                counts[node.first] += 1
        return _sums(counts)

    @cached_property
    def links(self) -> list[int]:
        """Links to a whole text before each block, and at last of all."""
        return _sums(int(mark.kind == furniture.READ_MORE) for mark in self.marks)

    @cached_property
    def children(self) -> list[list[int]]:
        """The nodes directly in each node."""
        children: list[list[int]] = [[] for _ in self.nodes]
        for number, node in enumerate(self.nodes):
            if node.parent >= 0:
                children[node.parent].append(number)
        return children

    def words_in(self, first: int, end: int) -> int:
        """Return the words of running text from one position to another."""
        return self.text_words[end] - self.text_words[first] if end > first else 0

    def has_date(self, first: int, end: int) -> bool:
        """Return whether a date is stated from one position to another."""
        return end > first and self.dates[end] > self.dates[first]

    def has_link(self, first: int, end: int) -> bool:
        """Return whether a line from one position to another leads to a whole text."""
        return end > first and self.links[end] > self.links[first]

    def node_of(self, position: int) -> int:
        """Return the node that a block stands in."""
        return self.marks[position].markup.node


def _sums(counts: Iterable[int]) -> list[int]:
    return list(accumulate(counts, initial=0))


def account_of(document: Document) -> Account:
    """Work out what each block of a page is."""
    marks = [_mark(block, document.language) for block in document.blocks]
    for at in _captions(document, marks):
        marks[at] = marks[at]._replace(is_text=False, kind=CAPTION)
    for at, day in badges(document.nodes, marks):
        marks[at] = marks[at]._replace(is_text=False, day=day)
    account = Account(document, tuple(marks), document.nodes, document.head or _NO_HEAD)
    parts = account.marks, account.nodes, account.text_words
    found = (*sections(*parts), *after_ends(*parts))
    return Account(document, tuple(_in_sections(account.marks, found)), account.nodes, account.head)


def _in_sections(marks: Sequence[Mark], found: Iterable[tuple[int, int]]) -> list[Mark]:
    """Return the marks, those of sections that hold no story as furniture."""
    inside = list(marks)
    for first, end in found:
        inside[first:end] = [mark._replace(is_text=False, kind=mark.kind or TAIL) for mark in marks[first:end]]
    return inside


def _mark(block: Block, language: str) -> Mark:
    markup = block.markup or _NO_MARKUP
    words = block.text.count(" ") + 1
    kind = markup.region or block.furniture
    if kind is None and block.published_on is None and not markup.heading:
        kind = _kind_of_label(block.text) if len(block.text) <= _LONGEST_LABEL else _kind_of_line(block.text)
        if _may_be_story(kind, words, markup):
            kind = None
    may_be_text = kind is None and block.published_on is None and not markup.heading
    is_text = may_be_text and _is_text(block.text, words, markup) and not is_date_range(block.text)
    return Mark(block, markup, words, is_text, kind, None if is_text else visible_day(block, markup, language))


def _kind_of_line(text: str) -> str | None:
    return None if is_date_range(text) or len(text) > _LONGEST_LINE else kind_of_line(text)


# The same labels stand on every page of a site.
_kind_of_label = reference.cached(_kind_of_line, 4096)


def _may_be_story(kind: str | None, words: int, markup: Markup) -> bool:
    """Return whether a line that looks like furniture is as long as a headline with a number, or a paragraph."""
    if kind == ISSUE:
        return words >= _TITLE_WORDS
    return kind == CAPTION and markup.tag == "p" and words >= _LONG_CAPTION_WORDS


def _is_text(text: str, words: int, markup: Markup) -> bool:
    if markup.linked > _MOST_LINKED:
        return False
    if words >= _TEXT_WORDS:
        return not markup.is_strong or ends_sentence(text)
    fewest = _PARAGRAPH_WORDS if markup.tag == "p" else _SHORT_TEXT_WORDS
    return words >= fewest and ends_sentence(text) and text[-1] != ":"


def _captions(document: Document, marks: Sequence[Mark]) -> set[int]:
    """Return positions of blocks that stand alone with an image."""
    found: set[int] = set()
    for node in document.nodes:
        if not node.has_image or node.tag in _CAPTION_TAGS or not 0 < node.end - node.first <= 2:
            continue
        inside = marks[node.first : node.end]
        is_caption = all(
            mark.kind is None
            and not mark.markup.heading
            and mark.markup.linked <= _MOST_LINKED
            and mark.markup.tag != "p"
            for mark in inside
        )
        if is_caption and sum(mark.words for mark in inside) <= _CAPTION_WORDS:
            found.update(range(node.first, node.end))
    return found


def is_label(mark: Mark) -> bool:
    """Return whether the block is furniture, a place or a date: neither headline nor text."""
    return mark.kind is not None or mark.is_date or mark.block.is_place
