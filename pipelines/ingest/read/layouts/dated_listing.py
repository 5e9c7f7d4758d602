"""Several entries under each other, each with its date line above its headline."""

from collections.abc import Sequence

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.chrome.headlines import looks_like_headline
from pipelines.ingest.read.layouts.base import Placing, Reading, split_tail
from pipelines.ingest.read.layouts.dated import BETWEEN_ENTRIES, date_positions, headlines_come_first, is_aside
from pipelines.ingest.read.layouts.stories import headline_below_label, place_above, place_story, undated_headline

NAME = "dated_listing"
VERSION = 2


def fits(document: Document) -> float:
    """Two or more date lines with headlines below them, or one below a story without a date line."""
    positions = date_positions(document.blocks)
    if len(positions) == 1:
        return 0.9 if _is_below_story(document.blocks, positions[0]) else 0.0
    return 0.9 if positions and not headlines_come_first(document) else 0.0


def read(document: Document) -> Reading:
    """Each entry reaches from its date line to the next."""
    blocks = document.blocks
    starts = _starts(blocks)
    placing = Placing(document)
    place_above(blocks[: starts[0]], placing)
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        _place_entry(blocks[start], blocks[start + 1 : end], placing)
    return placing.done()


def _is_below_story(blocks: Sequence[Block], at: int) -> bool:
    """Whether a date line stands between a story without one and the headline of its own."""
    following = next((block for block in blocks[at + 1 :] if not is_aside(block)), None)
    return following is not None and looks_like_headline(following) and undated_headline(blocks[:at]) is not None


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where entries start; a date line in the midst of an entry's text starts none."""
    starts: list[int] = []
    positions = date_positions(blocks)
    for at, end in zip(positions, [*positions[1:], len(blocks)], strict=True):
        if starts and _only_headline(blocks[starts[-1] : at]) and _only_text(blocks[at:end]):
            continue
        starts.append(at)
    return starts


def _only_headline(chunk: Sequence[Block]) -> bool:
    contents = [block for block in chunk if not is_aside(block)]
    return len(contents) == 1 and looks_like_headline(contents[0])


def _only_text(chunk: Sequence[Block]) -> bool:
    contents = [block for block in chunk if not is_aside(block)]
    return bool(contents) and not looks_like_headline(contents[0])


def _place_entry(date_line: Block, rest: Sequence[Block], placing: Placing) -> None:
    text, tail = split_tail(rest, BETWEEN_ENTRIES, places=True)
    placing.furniture(tail)
    at = headline_below_label(text)
    if at is None:
        placing.furniture(text)
        placing.quarantine([date_line], "date line without an entry")
        return
    place_above(text[:at], placing)
    place_story(text[at], text[at + 1 :], date_line, placing)
