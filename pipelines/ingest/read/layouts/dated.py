"""What the readers of dated documents share: where date lines stand and on which side of them the headlines."""

from collections.abc import Iterable, Sequence

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.headlines import final_mark, looks_like_headline
from pipelines.ingest.read.chrome.marking import EVENT_DATE
from pipelines.ingest.read.chrome.shapes import is_label, is_name

BETWEEN_ENTRIES = frozenset(
    {
        furniture.LANGUAGE_LABEL, furniture.SECTION_LABEL, furniture.REGION, furniture.PAGER, furniture.SHARE,
        furniture.READ_MORE, furniture.CONTACT, furniture.MENU, furniture.PUBLISH_LABEL, furniture.MISSING_FILE,
    }
)  # fmt: skip
_DATES = frozenset({EVENT_DATE, furniture.AMBIGUOUS_DATE})
# A name beside a date may be a place or a section as well, and a short sentence may be text.
_DOUBTFUL_HEADLINE = 0.4


def is_date_line(block: Block) -> bool:
    """Whether the block is a date line, also one whose day stays open or is the event's own."""
    return block.published_on is not None or block.furniture in _DATES


def date_positions(blocks: Sequence[Block]) -> list[int]:
    """Where date lines stand; of several with no text between them, the first."""
    positions: list[int] = []
    has_text = True
    for at, block in enumerate(blocks):
        if not is_aside(block):
            has_text = True
        elif has_text and is_date_line(block):
            positions.append(at)
            has_text = False
    return positions


def is_aside(block: Block) -> bool:
    """Whether the block is furniture, a place label or a date line: no text of an entry."""
    return block.furniture is not None or block.is_place or block.published_on is not None


def headlines_come_first(document: Document) -> bool:
    """Whether headlines stand above their date lines and not below."""
    blocks = document.blocks
    above = below = 0.0
    for at in date_positions(blocks):
        above += _headline_next(blocks, range(at - 1, -1, -1))
        below += _headline_next(blocks, range(at + 1, len(blocks)))
    return above > below


def _headline_next(blocks: Sequence[Block], positions: Iterable[int]) -> float:
    """How surely the first block at the positions that is no aside is a headline, from 0 to 1."""
    for at in positions:
        if not is_aside(blocks[at]):
            text, is_headline = blocks[at].text, looks_like_headline(blocks[at])
            is_doubtful = (is_name(text) and is_label(text)) or final_mark(text) == "."
            return (_DOUBTFUL_HEADLINE if is_doubtful else 1.0) if is_headline else 0.0
    return 0.0
