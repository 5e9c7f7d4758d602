"""What the readers of texts share: which line is a story's headline, and how a story's blocks are placed."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.ingest.documents import TYPESET, Block
from pipelines.ingest.read.chrome.headlines import headline_cost, is_section_title, looks_like_headline
from pipelines.ingest.read.chrome.marking import EVENT_DATE
from pipelines.ingest.read.chrome.shapes import is_label, is_name, is_prose
from pipelines.ingest.read.layouts.base import BEFORE_FIRST, LETTERHEAD, OPEN_DATE, Placing, without_repeats
from pipelines.ingest.read.layouts.dated import is_aside, is_date_line

# The fewest words of a headline that starts a story without a date line.
_FEWEST_WORDS = 4
_MOST_WORDS = 22
_FAR = 0.3
_AWAY_FROM_DATE = 1.0
_NAME = 1.5
_LONGEST_NAME = 6
_SHORT = {1: 2.5, 2: 2.5, 3: 1.5, 4: 0.7}
_IN_A_RUN = 0.5
# A line under a headline is its deck.
_DECK = 1.0


def headline_position(blocks: Sequence[Block]) -> int | None:
    """The position of the headline in what stands above a story's text and in the text itself.

    Several lines may stand above the text: a letterhead, the name of a section, the headline. The best is one that is
    long enough to say something, is no name, stands alone in its paragraph, and is next to a date line or the text.

    Args:
        blocks: a story's blocks, perhaps with labels before it.

    Returns:
        The position, or None where there is nothing but furniture, places and dates.
    """
    first_text = next((at for at, block in enumerate(blocks) if not is_aside(block) and is_prose(block.text)), None)
    above = [at for at, block in enumerate(blocks[:first_text]) if not is_aside(block)]
    if not above:
        return first_text
    if first_text is None:
        return above[0]
    has_date = any(map(is_date_line, blocks[:first_text]))
    costs = {at: _cost(blocks, at, has_date) + _FAR * (len(above) - 1 - rank) for rank, at in enumerate(above)}
    return min(above, key=lambda at: (costs[at], at))


def further_stories(blocks: Sequence[Block]) -> list[int]:
    """Find the headlines of stories that begin within another story's blocks.

    Args:
        blocks: of a story, after its headline.

    Returns:
        Their positions.
    """
    has_gaps = any(block.opens for block in blocks[1:])
    content = [at for at, block in enumerate(blocks) if not is_aside(block)]
    found: list[int] = []
    has_text = False
    for at, following in pairwise(content):
        block = blocks[at]
        is_alone = block.opens or not has_gaps
        if has_text and is_alone and is_prose(blocks[following].text) and is_lone_headline(block):
            found.append(at)
            has_text = False
        has_text = has_text or is_prose(block.text)
    return found


def is_lone_headline(block: Block) -> bool:
    """Whether the line is a headline with nothing else to show it, such as a date line."""
    if block.markup is not None and block.markup.tag == TYPESET:
        return block.markup.heading > 0
    words = len(block.text.split())
    is_sized = _FEWEST_WORDS <= words <= _MOST_WORDS and not is_prose(block.text)
    return is_sized and not is_section_title(block) and block.text[0] not in "-•*·“\"'«" and looks_like_headline(block)


def is_letterhead(block: Block) -> bool:
    """Whether a line above a headline is a label or a name, so that nothing of a story is lost with it."""
    return is_label(block.text) or is_name(block.text)


def headline_below_label(blocks: Sequence[Block]) -> int | None:
    """The position of the first line, or of the next where the first is a label and that is a headline with text."""
    content = [at for at, block in enumerate(blocks) if not is_aside(block)]
    if len(content) > 2 and is_letterhead(blocks[content[0]]):
        second, third = (blocks[at] for at in content[1:3])
        are_alone = second.opens and third.opens and is_prose(third.text)
        if are_alone and is_lone_headline(second) and not is_name(second.text):
            return content[1]
    return content[0] if content else None


def undated_headline(blocks: Sequence[Block]) -> int | None:
    """The position of the headline of a story without a date line, None where the blocks hold no headline and text."""
    at = headline_position(blocks)
    if at is None or is_prose(blocks[at].text) or not is_lone_headline(blocks[at]) or is_name(blocks[at].text):
        return None
    return at if any(is_prose(block.text) and not is_aside(block) for block in blocks[at + 1 :]) else None


def place_above(blocks: Sequence[Block], placing: Placing) -> None:
    """Place what stands above the first headline: labels and names as furniture, a story without a date as an entry."""
    at = undated_headline(blocks)
    if at is not None:
        place_above(blocks[:at], placing)
        place_story(blocks[at], blocks[at + 1 :], None, placing)
        return
    placing.furniture(block for block in blocks if is_aside(block))
    unknown = [block for block in blocks if not is_aside(block)]
    placing.furniture((block for block in unknown if is_letterhead(block)), LETTERHEAD)
    placing.quarantine((block for block in unknown if not is_letterhead(block)), BEFORE_FIRST)


def place_story(headline: Block, after: Sequence[Block], date_line: Block | None, placing: Placing) -> None:
    """Place a story, and those without date lines that follow in its blocks.

    Args:
        headline: of the story.
        after: what follows the headline up to the next date line or headline.
        date_line: the story's; an event's own date becomes part of the text.
        placing: takes the blocks.
    """
    start = next((at for at, block in enumerate(after) if not is_aside(block)), len(after))
    placing.furniture(block for block in after[:start] if block is not date_line)
    cuts = [start + at for at in further_stories(after[start:])]
    body = without_repeats(after[start : cuts[0] if cuts else len(after)], placing)
    place_dated(headline, body, date_line, placing)
    for at, end in pairwise([*cuts, len(after)]):
        placing.entry(after[at], without_repeats(after[at + 1 : end], placing), None)


def place_dated(headline: Block, body: Sequence[Block], date_line: Block | None, placing: Placing) -> None:
    """Place a story's headline and text with its date line, which may be the event's own or open to two readings."""
    if date_line is None or date_line.published_on is not None:
        parts = [] if date_line is None else [date_line]
        placing.entry(headline, body, date_line.published_on if date_line else None, parts=parts)
        return
    is_of_event = date_line.furniture == EVENT_DATE
    placing.entry(headline, [date_line, *body] if is_of_event and body else body, None)
    if not is_of_event:
        placing.quarantine([date_line], OPEN_DATE)


def _cost(blocks: Sequence[Block], at: int, has_date: bool) -> float:
    block = blocks[at]
    words = len(block.text.split())
    cost = headline_cost(block) + _SHORT.get(words, 0.0)
    if is_name(block.text) and words <= _LONGEST_NAME:
        cost += _NAME
    if not block.opens or (at + 1 < len(blocks) and not blocks[at + 1].opens and not is_prose(blocks[at + 1].text)):
        cost += _IN_A_RUN
    if (
        at > 0
        and not is_aside(blocks[at - 1])
        and is_lone_headline(blocks[at - 1])
        and not is_name(blocks[at - 1].text)
    ):
        cost += _DECK
    return cost + (_AWAY_FROM_DATE if has_date and not _is_beside_date(blocks, at) else 0.0)


def _is_beside_date(blocks: Sequence[Block], at: int) -> bool:
    """Whether no other line stands between the line and a date line."""
    for positions in (range(at - 1, -1, -1), range(at + 1, len(blocks))):
        for other in positions:
            if is_date_line(blocks[other]):
                return True
            if not is_aside(blocks[other]):
                break
    return False
