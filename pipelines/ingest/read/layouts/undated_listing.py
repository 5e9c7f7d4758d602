"""Several entries under each other without dates, in any spacing: only their shape tells headlines from text."""

from collections.abc import Sequence

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.layouts.base import Placing, Reading, split_tail, without_repeats
from pipelines.ingest.read.layouts.dated import BETWEEN_ENTRIES, date_positions
from pipelines.ingest.read.layouts.headlines import WRAP_WIDTH, headlines_among, is_section_title

NAME = "undated_listing"
VERSION = 1


def fits(document: Document) -> float:
    """No date line, and two or more headlines; a pager makes it surer."""
    blocks = document.blocks
    if date_positions(blocks):
        return 0.0
    if len(_headlines(_units(_content(blocks)))) < 2:
        return 0.0
    return 0.85 if any(block.furniture == furniture.PAGER for block in blocks) else 0.7


def read(document: Document) -> Reading:
    """Each entry reaches from its headline to the next."""
    placing = Placing(document)
    units = _units(_content(document.blocks))
    starts = _headlines(units)
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        blocks = [block for unit in units[start:end] for block in unit]
        text, tail = split_tail(blocks[1:], BETWEEN_ENTRIES)
        placing.furniture(tail)
        placing.entry(blocks[0], without_repeats(text, placing), None, lines_are_paragraphs=True)
    inside = {block.number for unit in units for block in unit}
    placing.furniture(block for block in document.blocks if block.number not in inside)
    return placing.done()


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
    is_wrapped = len(run) > 1 and max(len(block.text) for block in run) <= WRAP_WIDTH
    return [run] if is_wrapped else [[block] for block in run]


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if block.opens or not runs:
            runs.append([])
        runs[-1].append(block)
    return runs
