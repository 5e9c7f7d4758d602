"""What the readers of dated documents share: where date lines stand and on which side of them the headlines."""

from collections.abc import Sequence

from pipelines.ingest import furniture
from pipelines.ingest.documents import Block, Document
from pipelines.ingest.readers.headlines import looks_like_headline

BETWEEN_ENTRIES = frozenset(
    {
        furniture.LANGUAGE_LABEL, furniture.SECTION_LABEL, furniture.REGION, furniture.PAGER, furniture.SHARE,
        furniture.READ_MORE, furniture.CONTACT, furniture.MENU, furniture.PUBLISH_LABEL, furniture.MISSING_FILE,
    }
)  # fmt: skip


def date_positions(blocks: Sequence[Block]) -> list[int]:
    """Where date lines stand; of several with no text between them, the first."""
    positions: list[int] = []
    for at, block in enumerate(blocks):
        if block.published_on is None:
            continue
        if positions and all(is_aside(between) for between in blocks[positions[-1] + 1 : at]):
            continue
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
        before = next((block for block in reversed(blocks[:at]) if not is_aside(block)), None)
        after = next((block for block in blocks[at + 1 :] if not is_aside(block)), None)
        above += before is not None and looks_like_headline(before)
        below += after is not None and looks_like_headline(after)
    return above > below
