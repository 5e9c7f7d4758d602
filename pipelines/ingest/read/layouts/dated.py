"""What the readers of dated documents share: where date lines stand and on which side of them the headlines."""

from collections.abc import Sequence

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.layouts.headlines import looks_like_headline

BETWEEN_ENTRIES = frozenset(
    {
        furniture.LANGUAGE_LABEL, furniture.SECTION_LABEL, furniture.REGION, furniture.PAGER, furniture.SHARE,
        furniture.READ_MORE, furniture.CONTACT, furniture.MENU, furniture.PUBLISH_LABEL, furniture.MISSING_FILE,
    }
)  # fmt: skip


def date_positions(blocks: Sequence[Block]) -> list[int]:
    """Where date lines stand; of several with no text between them, the first."""
    positions: list[int] = []
    for at in [at for at, block in enumerate(blocks) if block.published_on is not None]:
        if not positions or not all(is_aside(between) for between in blocks[positions[-1] + 1 : at]):
            positions.append(at)
    return positions


def is_aside(block: Block) -> bool:
    """Whether the block is furniture, a place label or a date line: no text of an entry."""
    return block.furniture is not None or block.is_place or block.published_on is not None


def headlines_come_first(document: Document) -> bool:
    """Whether headlines stand above their date lines and not below."""
    blocks = document.blocks
    above = below = 0
    for at in date_positions(blocks):
        above += _headline_is_next(blocks, range(at - 1, -1, -1))
        below += _headline_is_next(blocks, range(at + 1, len(blocks)))
    return above > below


def _headline_is_next(blocks: Sequence[Block], positions: range) -> bool:
    """Whether the first block at the positions that is no aside looks like a headline."""
    for at in positions:
        if not is_aside(blocks[at]):
            return looks_like_headline(blocks[at])
    return False
