"""From text to numbered blocks, each with what can be told of it by itself."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.ingest.documents import Block, Markup
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import read_date_line

_LONGEST_LABEL = 60


class Line(NamedTuple):
    """A line of visible text, and whether a paragraph begins with it."""

    text: str
    opens: bool
    markup: Markup | None = None


def lines_of_text(text: str) -> Iterator[Line]:
    """The lines of a plain text that are not white space."""
    opens = True
    for line in text.splitlines():
        stripped = line.strip()
        if stripped:
            yield Line(stripped, opens)
        opens = not stripped


def numbered(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The lines as blocks, in their order."""
    blocks: list[Block] = []
    is_labelled = False
    for number, line in enumerate(lines, 1):
        block = _block(number, line, is_labelled)
        if is_labelled and block.published_on is None:
            # A label for publishing is one only where a date follows.
            blocks[-1] = blocks[-1]._replace(furniture=None)
        is_labelled = block.furniture == furniture.PUBLISH_LABEL
        blocks.append(block)
    return tuple(blocks)


def _block(number: int, line: Line, is_labelled: bool) -> Block:
    text = line.text
    published_on = read_date_line(text, is_labelled)
    kind, is_place = (None, False) if published_on else _told(text) if len(text) > _LONGEST_LABEL else _told_label(text)
    if kind is None and line.markup is not None and line.markup.region is not None:
        kind, is_place = line.markup.region, False
    return Block(number, text, line.opens, published_on, kind, is_place, line.markup)


def _told(text: str) -> tuple[str | None, bool]:
    """The kind of furniture that a line is, and whether it is a place."""
    kind = furniture.kind_of(text)
    return kind, kind == furniture.REGION or (kind is None and furniture.is_place_list(text))


# The same labels stand on every page of a site.
_told_label = lru_cache(maxsize=4096)(_told)
