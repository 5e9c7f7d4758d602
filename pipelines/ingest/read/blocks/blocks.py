"""From text to numbered blocks, each with what can be told of it by itself."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from pipelines.ingest import reference
from pipelines.ingest.documents import Block
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import is_publish_label
from pipelines.ingest.read.blocks.dated_headlines import parted
from pipelines.ingest.read.blocks.line import Line
from pipelines.ingest.read.blocks.page_dates import DateHints, page_dates
from pipelines.ingest.read.blocks.wrapping import unwrapped, with_whole_badges

_LONGEST_LABEL = 60
NO_HINTS = DateHints()


def lines_of_text(text: str) -> Iterator[Line]:
    """Yield the lines of a plain text that are not white space.

    Lines broken at a fixed width and the lines of date badges are joined, and dates parted from the
    headlines behind them.
    """
    yield from chain.from_iterable(map(_without_glued_label, parted(unwrapped(with_whole_badges(_lines(text))))))


def _lines(text: str) -> Iterator[Line]:
    opens = True
    for line in text.splitlines():
        stripped = line.strip()
        if stripped:
            yield Line(stripped, opens)
        opens = not stripped


def _without_glued_label(line: Line) -> Iterator[Line]:
    """The line, and as a line of its own the label that is glued to its last sentence."""
    length = furniture.glued_label(line.text)
    if length:
        text = line.text[:-length].rstrip()
        yield line._replace(text=text)
        # Below a teaser that is cut off, the label would be taken for the rest of its sentence.
        yield Line(line.text[-length:].lstrip(), opens=text[-1].isalnum())
    else:
        yield line


def numbered(lines: Iterable[Line], hints: DateHints = NO_HINTS) -> tuple[Block, ...]:
    """Number the lines as blocks, in their order.

    Args:
        lines: of one document.
        hints: what is known of how the document writes its dates.
    """
    lines = tuple(lines)
    texts = [line.text for line in lines]
    is_labelled = [False, *(is_publish_label(text) for text in texts[:-1])] if texts else []
    dates = page_dates(texts, is_labelled, hints, is_plain=all(line.markup is None for line in lines))
    blocks = [_block(at + 1, line, dates.day(at), at in dates.lines) for at, line in enumerate(lines)]
    for at, block in enumerate(blocks):
        if block.furniture == furniture.PUBLISH_LABEL and at + 1 not in dates.lines:
            # A label for publishing is one only where a date follows.
            blocks[at] = block._replace(furniture=None)
    return tuple(blocks)


def _block(number: int, line: Line, published_on: date | None, is_date_line: bool) -> Block:
    text = line.text
    kind, is_place = furniture.AMBIGUOUS_DATE if published_on is None else None, False
    if not is_date_line:
        kind, is_place = _told(text) if len(text) > _LONGEST_LABEL else _told_label(text)
    if kind is None and line.markup is not None and line.markup.region is not None:
        kind, is_place = line.markup.region, False
    return Block(number, text, line.opens, published_on, kind, is_place, line.markup)


def _told(text: str) -> tuple[str | None, bool]:
    """The kind of furniture that a line is, and whether it is a place."""
    kind = furniture.kind_of(text)
    return kind, kind == furniture.REGION or (kind is None and furniture.is_place_list(text))


# The same labels stand on every page of a site.
_told_label = reference.cached(_told, 4096)
