"""From text to numbered blocks, each with what can be told of it by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.ingest import furniture
from pipelines.ingest.date_line import read_date_line
from pipelines.ingest.documents import Block, Markup


@dataclass(frozen=True, slots=True)
class Line:
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
            blocks[-1] = replace(blocks[-1], furniture=None)
        is_labelled = block.furniture == furniture.PUBLISH_LABEL
        blocks.append(block)
    return tuple(blocks)


def _block(number: int, line: Line, is_labelled: bool) -> Block:
    text = line.text
    published_on = read_date_line(text, is_labelled)
    kind = furniture.kind_of(text) if published_on is None else None
    kind = kind or (line.markup.region if line.markup else None)
    is_place = kind == furniture.REGION or (published_on is None and kind is None and furniture.is_place_list(text))
    return Block(number, text, line.opens, published_on, kind, is_place, line.markup)
