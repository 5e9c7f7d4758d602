"""Several entries under each other without dates, in any spacing: only their shape tells headlines from text."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.ingest.documents import TYPESET, Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.headlines import (
    final_mark,
    headlines_among,
    is_section_title,
    looks_like_headline,
)
from pipelines.ingest.read.chrome.known import CONTENTS, ISSUE
from pipelines.ingest.read.chrome.shapes import is_prose
from pipelines.ingest.read.layouts.base import (
    LETTERHEAD,
    Placing,
    Reading,
    split_tail,
    without_repeats,
)
from pipelines.ingest.read.layouts.dated import BETWEEN_ENTRIES, date_positions, is_aside
from pipelines.ingest.read.layouts.stories import (
    headline_below_label,
    headline_position,
    is_letterhead,
    is_lone_headline,
    place_above,
)

NAME = "undated_listing"
VERSION = 2
_FEWEST = 2


class _Story(NamedTuple):
    """The blocks above a headline that are its labels, the headline, and what follows it."""

    above: list[Block]
    headline: Block
    after: list[Block]

    @property
    def has_text(self) -> bool:
        """Whether a sentence follows the headline."""
        return any(is_prose(block.text) or final_mark(block.text) in {".", "…"} for block in self.after)


def fits(document: Document) -> float:
    """Two or more headlines with text, and no date line but perhaps that of the whole issue; a pager makes it surer."""
    blocks = document.blocks
    positions = date_positions(blocks)
    if positions and not (len(positions) == 1 and _is_of_issue(blocks, positions[0])):
        return 0.0
    if sum(story.has_text for story in _stories(blocks)) < _FEWEST:
        return 0.0
    if any(block.markup is not None and block.markup.tag == TYPESET and block.markup.heading for block in blocks):
        return 0.95
    if _is_surely_list(blocks):
        return 0.92
    return 0.85 if positions or any(block.furniture == furniture.PAGER for block in blocks) else 0.7


def read(document: Document) -> Reading:
    """Each entry reaches from its headline to the next."""
    placing = Placing(document)
    dates = [block for block in document.blocks if block.published_on is not None]
    published_on = dates[0].published_on if dates else None
    placing.furniture(dates, furniture.PUBLISH_LABEL)
    stories = _stories(document.blocks)
    for story in stories:
        if story is stories[0] and _is_masthead(story, document.blocks):
            placing.furniture([*story.above, story.headline, *story.after], LETTERHEAD)
            continue
        place_above(story.above, placing)
        text, tail = split_tail(story.after, BETWEEN_ENTRIES)
        placing.furniture(tail)
        if story.has_text or not is_letterhead(story.headline):
            body = without_repeats(text, placing)
            placing.entry(story.headline, body, published_on, lines_are_paragraphs=True)
        else:
            placing.furniture((block for block in [story.headline, *text] if is_letterhead(block)), LETTERHEAD)
    return placing.done()


def _is_masthead(story: _Story, blocks: Sequence[Block]) -> bool:
    """Whether what looks like the first story names the issue: no sentence follows, but the issue's line does."""
    end = story.after[-1].number if story.after else story.headline.number
    return not story.has_text and any(block.furniture == ISSUE for block in blocks[: end + 1])


def _is_surely_list(blocks: Sequence[Block]) -> bool:
    """Whether the document is called an issue, or each of several texts ends in a link to more."""
    kinds = Counter(block.furniture for block in blocks)
    return kinds[ISSUE] > 0 or kinds[CONTENTS] > 0 or kinds[furniture.READ_MORE] > 1


def _is_of_issue(blocks: Sequence[Block], at: int) -> bool:
    """Whether a date line is that of a whole issue: it stands below the issue's name and above a headline."""
    title = any(not is_aside(block) or block.furniture == ISSUE for block in blocks[:at])
    following = next((block for block in blocks[at + 1 :] if not is_aside(block)), None)
    has_text_above = any(is_prose(block.text) for block in blocks[:at] if not is_aside(block))
    return title and not has_text_above and following is not None and looks_like_headline(following)


def _stories(blocks: Sequence[Block]) -> list[_Story]:
    """The stories of a document, those without text among them."""
    dates = date_positions(blocks)
    above = [block for block in blocks[: dates[0]] if not is_aside(block)] if dates else []
    units = _units(_content(blocks[dates[0] + 1 :] if dates else blocks))
    while len(units) > 2 and is_prose(units[0][0].text) and is_lone_headline(units[1][0]):
        # An introduction that no headline stands above.
        above += units.pop(0)
    stories: list[_Story] = []
    for start, end in pairwise([*_headlines(units), len(units)]):
        run = [block for unit in units[start:end] for block in unit]
        at = headline_position(run) if not stories else headline_below_label(run)
        story = _Story([*above, *run[:at]], run[at or 0], run[(at or 0) + 1 :])
        stories.append(story)
        above = []
    return stories


def _content(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are no labels; where labels stood before a block, it opens a paragraph.

    In notices with section titles a line with a country's name is text: it says where the event is.
    """
    has_places = any(is_section_title(block) for block in blocks)
    content: list[Block] = []
    after_label = False
    for block in blocks:
        if block.furniture is not None or (block.is_place and not has_places):
            after_label = True
            continue
        content.append(block._replace(opens=True) if after_label and not block.opens else block)
        after_label = False
    return content


def _headlines(units: Sequence[Sequence[Block]]) -> list[int]:
    return headlines_among([unit[0]._replace(text=" ".join(block.text for block in unit)) for unit in units])


def _units(blocks: Sequence[Block]) -> list[list[Block]]:
    """What is a headline or a paragraph as a whole: lines, or runs of lines broken at a fixed width."""
    runs = _runs(blocks)
    if len(runs) < 2:
        return [[block] for block in blocks]
    if all(len(run) > 1 for run in runs):
        # Headline and teaser stand on successive lines.
        return [unit for run in runs for unit in ([run[0]], *_lines(run[1:]))]
    return [unit for run in runs for unit in _lines(run)]


def _lines(run: list[Block]) -> list[list[Block]]:
    return [[block] for block in run]


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if block.opens or not runs:
            runs.append([])
        runs[-1].append(block)
    return runs
