"""A PDF document as lines of text in reading order."""

from collections.abc import Iterator, Sequence

from pipelines.ingest.documents import TYPESET, Markup
from pipelines.ingest.read.blocks.date_line import parse_date_line
from pipelines.ingest.read.blocks.line import Line
from pipelines.ingest.read.chrome.shapes import is_prose
from pipelines.ingest.read.pdf.characters import Piece, sheets_of_pdf
from pipelines.ingest.read.pdf.columns import in_reading_order
from pipelines.ingest.read.pdf.furniture import running_lines, tables
from pipelines.ingest.read.pdf.paragraphs import Paragraph, body_size, heading_levels, paragraphs

_HEADER = "page_header"
_TABLE = "table"
_SECTION = "section_label"
_SMALL_PRINT = "small_print"
# Captions and notes are set in type smaller than this, compared with the text.
_SMALL = 0.88
_MOST_PART_WORDS = 4.5


def is_pdf(raw: bytes) -> bool:
    """Whether the document is a PDF."""
    return raw.startswith(b"%PDF-")


def lines_of_pdf(raw: bytes) -> list[Line]:
    """Read a PDF: a line a paragraph, headings marked with their level; headers and page numbers come first.

    Raises:
        DecodeError: it is damaged, locked, too long, or has no text.
    """
    sheets = sheets_of_pdf(raw)
    running = running_lines(sheets)
    pieces = [
        piece
        for sheet in sheets
        for piece in in_reading_order([piece for piece in sheet.pieces if piece not in running])
    ]
    cells = tables(pieces)
    found = paragraphs(piece for piece in pieces if piece not in cells)
    return [
        *(_furniture(piece, _HEADER) for sheet in sheets for piece in sheet.pieces if piece in running),
        *_lines(found),
        *(_furniture(piece, _TABLE) for piece in pieces if piece in cells),
    ]


def _furniture(piece: Piece, region: str) -> Line:
    return Line(piece.text, True, Markup(TYPESET, region=region))


def _lines(found: Sequence[Paragraph]) -> Iterator[Line]:
    """The paragraphs as lines; where no type differs from the rest, nothing is said of it."""
    levels = heading_levels(found)
    if not any(levels):
        yield from (Line(each.text, True) for each in found)
        return
    stories, small = _story_level(found, levels), _SMALL * body_size(found)
    for at, (each, level) in enumerate(zip(found, levels, strict=True)):
        is_section = 0 < level < stories and not _has_text(found, levels, at)
        is_small = each.size < small and parse_date_line(each.text) is None
        region = _SECTION if is_section else _SMALL_PRINT if is_small else None
        yield Line(each.text, True, Markup(TYPESET, heading=level if level <= stories else 0, region=region))


def _story_level(found: Sequence[Paragraph], levels: Sequence[int]) -> int:
    """The level of the stories' headings; those below it head parts of a story.

    Larger type may head the issue or a section, with no text of its own below. Where the largest heading has text, it
    is the story's own, and smaller ones part that text unless they are as long as headlines are.
    """
    with_text = sorted({level for at, level in enumerate(levels) if level and _has_text(found, levels, at)})
    if not with_text:
        return max(levels)
    first, rest = with_text[0], with_text[1:]
    if levels.count(first) == 1 and rest and not _are_parts(found, levels, rest[0]):
        return rest[0]
    return first


def _are_parts(found: Sequence[Paragraph], levels: Sequence[int], level: int) -> bool:
    words = [len(each.text.split()) for each, own in zip(found, levels, strict=True) if own == level]
    return sum(words) / len(words) < _MOST_PART_WORDS


def _has_text(found: Sequence[Paragraph], levels: Sequence[int], at: int) -> bool:
    """Whether text follows a heading before the next heading."""
    for each, level in zip(found[at + 1 :], levels[at + 1 :], strict=True):
        if level:
            return False
        if is_prose(each.text):
            return True
    return False
