"""Several entries under each other, each with its date line above its headline."""

from collections.abc import Sequence

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.layouts.base import BEFORE_FIRST, Placing, Reading, split_tail, without_repeats
from pipelines.ingest.read.layouts.dated import BETWEEN_ENTRIES, date_positions, headlines_come_first, is_aside
from pipelines.ingest.read.layouts.headlines import looks_like_headline

NAME = "dated_listing"
VERSION = 1


def fits(document: Document) -> float:
    """Two or more date lines, with headlines below them."""
    if len(date_positions(document.blocks)) < 2:
        return 0.0
    return 0.0 if headlines_come_first(document) else 0.9


def read(document: Document) -> Reading:
    """Each entry reaches from its date line to the next."""
    blocks = document.blocks
    starts = _starts(blocks)
    placing = Placing(document)
    placing.furniture(block for block in blocks[: starts[0]] if is_aside(block))
    placing.quarantine((block for block in blocks[: starts[0]] if not is_aside(block)), BEFORE_FIRST)
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        _place_entry(blocks[start], blocks[start + 1 : end], placing)
    return placing.done()


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
    at = next((at for at, block in enumerate(text) if not is_aside(block)), None)
    if at is None:
        placing.quarantine([date_line, *text], "date line without an entry")
        return
    placing.furniture(text[:at])
    body = _after_labels(text[at + 1 :], placing)
    placing.entry(text[at], without_repeats(body, placing), date_line.published_on, parts=[date_line])


def _after_labels(rest: Sequence[Block], placing: Placing) -> Sequence[Block]:
    """What follows the labels that may stand between headline and text."""
    at = next((at for at, block in enumerate(rest) if not is_aside(block)), 0)
    placing.furniture(rest[:at])
    return rest[at:]
