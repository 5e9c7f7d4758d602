"""The story of a page: the element that holds most of its text, and the headline above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipelines.ingest.read.blocks.furniture import SECTION_LABEL
from pipelines.ingest.read.chrome.headlines import looks_like_headline
from pipelines.ingest.read.pages.account import Account
from pipelines.ingest.read.pages.repeats import Repeats
from pipelines.ingest.read.pages.titles import is_stated_title

# The share of its text by which an element inside another holds the story alone.
_MOST_TEXT = 0.7
_LEAST_WORDS = 4
# An element with one paragraph is looked at with what stands beside it.
_PARAGRAPHS = frozenset(("p", "blockquote", "li"))
_FEWEST_TITLE_WORDS = 3
_MOST_TITLE_WORDS = 40
_STATED = 20.0
_LABEL = 0.1
_HIGHEST = 6


@dataclass(frozen=True)
class Story:
    """A story: where its headline stands (null where only the head states it), and where its text does.

    `first` and `end` are positions of the element with the text, `text` that of its first running text; `is_stated`
    says that the page's head states the headline.
    """

    headline: int | None
    title: str
    first: int
    text: int
    end: int
    words: int
    is_stated: bool


def story_of(account: Account, others: Repeats | None) -> Story | None:
    """Find the story of a page.

    Args:
        account: of the page.
        others: records of other stories, which are no part of it.
    """
    words = _words(account, others)
    sums = list(accumulate(words, initial=0))
    if sums[-1] < _LEAST_WORDS:
        return None
    holder = account.nodes[_holder(account, words, sums)]
    text = next((at for at in range(holder.first, holder.end) if words[at]), None)
    if text is None:
        return None
    headline = _headline(account, text)
    title = account.marks[headline].block.text if headline is not None else next(iter(account.head.titles), "")
    if not title:
        return None
    is_stated = is_stated_title(title, account.head)
    return Story(headline, title, holder.first, text, holder.end, sums[holder.end] - sums[holder.first], is_stated)


def _words(account: Account, others: Repeats | None) -> list[int]:
    """Return the words of running text of each block, none for those of other stories."""
    words = [mark.words if mark.is_text else 0 for mark in account.marks]
    for record in others.records if others else ():
        words[record.first : record.end] = [0] * (record.end - record.first)
    return words


def _holder(account: Account, words: Sequence[int], sums: Sequence[int]) -> int:
    """Return the innermost element that holds nearly all of the text, and not only one paragraph of several."""
    counts = list(accumulate((count > 0 for count in words), initial=0))
    node, inner = 0, _largest(account, 0, sums)
    while inner is not None and _holds_story(account, node, inner, sums, counts):
        node, inner = inner, _largest(account, inner, sums)
    return node


def _largest(account: Account, node: int, sums: Sequence[int]) -> int | None:
    """Return the element directly inside another that has the most text."""
    return max(account.children[node], key=lambda child: _words_of(account, child, sums), default=None)


def _holds_story(account: Account, node: int, inner: int, sums: Sequence[int], counts: Sequence[int]) -> bool:
    """Return whether an inner element holds the story alone, and is not one of several of a make that do."""
    inside = account.nodes[inner]
    words = _words_of(account, inner, sums)
    if inside.tag in _PARAGRAPHS or words < max(sums[-1] * _MOST_TEXT, 1):
        return False
    if words == _words_of(account, node, sums):
        return True
    others = (account.nodes[child] for child in account.children[node] if _words_of(account, child, sums))
    alike = sum((other.tag, other.name) == (inside.tag, inside.name) for other in others)
    return alike == 1 and counts[inside.end] - counts[inside.first] > 1


def _words_of(account: Account, node: int, sums: Sequence[int]) -> int:
    return sums[account.nodes[node].end] - sums[account.nodes[node].first]


def _headline(account: Account, text: int) -> int | None:
    """Return where the headline of the text stands, or None where only the page's head states one.

    The line that the head states counts first, then the highest heading, then the nearest.
    """
    ranks = {at: rank for at in range(text) if (rank := _rank(account, at, text)) > 0}
    best = max(ranks, key=lambda at: (ranks[at], at), default=None)
    if best is None or ranks[best] >= _STATED or not account.head.titles:
        return best
    return best if account.marks[best].markup.heading == 1 and looks_like_headline(account.marks[best].block) else None


def _rank(account: Account, at: int, text: int) -> float:
    """Return how much a line is the headline of the text below it, 0 where it can't be."""
    mark = account.marks[at]
    markup = mark.markup
    is_home = markup.link is not None and markup.link.rstrip("/#") == ""
    is_label = mark.kind is not None and not _is_dated_label(account, at, text)
    if is_label or mark.is_date or mark.words > _MOST_TITLE_WORDS or is_home:
        return 0.0
    if mark.kind is not None:
        return _LABEL
    if is_stated_title(mark.block.text, account.head):
        # A shorter title may be the site's name.
        return (_STATED if mark.words >= _FEWEST_TITLE_WORDS else _HIGHEST - 1) + (markup.heading > 0)
    if mark.is_text or not (markup.heading or (markup.is_strong and looks_like_headline(mark.block))):
        return 0.0
    rank = max(_HIGHEST - markup.heading, 1) if markup.heading else 1
    is_beside = markup.item is not None and markup.item == account.marks[text].markup.item
    rank += 2 * is_beside - 3 * (mark.words < _FEWEST_TITLE_WORDS)
    return max(0.0, rank + 1 / (1 + text - at))


def _is_dated_label(account: Account, at: int, text: int) -> bool:
    """Return whether a first-level heading such as `Statement` is the title of a story: a date stands below it."""
    mark = account.marks[at]
    is_title = mark.kind == SECTION_LABEL and mark.markup.heading == 1
    return is_title and is_stated_title(mark.block.text, account.head) and account.has_date(at + 1, text)
