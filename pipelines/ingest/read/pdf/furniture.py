"""What repeats on a document's pages and is no text: running headers and footers, page numbers, and tables."""

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.ingest.read.pdf.characters import Piece, Sheet

# Headers and footers stand within this share of the page's height from its edges.
_MARGIN = 0.09
_PAGE_NUMBER = re.compile(r"\W*(?:p[aá]g(?:e|ina|\.)?\s*)?\d{1,4}(?:\s*(?:/|of|de)\s*\d{1,4})?\W*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_FEWEST_CELLS = 2
_FEWEST_ROWS = 2
_MOST_CELL_WORDS = 5


def running_lines(sheets: Sequence[Sheet]) -> set[Piece]:
    """The pieces in the pages' margins that are page numbers or stand on several pages but for their numbers."""
    in_margins = [piece for sheet in sheets for piece in sheet.pieces if _is_in_margin(piece, sheet.height)]
    counts = Counter({(_shape(piece)) for piece in in_margins})
    pages = Counter(shape for shape, _ in {(_shape(piece), piece.page) for piece in in_margins})
    return {
        piece
        for piece in in_margins
        if _PAGE_NUMBER.fullmatch(piece.text) or (counts[_shape(piece)] and pages[_shape(piece)] > 1)
    }


def _is_in_margin(piece: Piece, height: float) -> bool:
    return piece.bottom < _MARGIN * height or piece.top > (1 - _MARGIN) * height


def _shape(piece: Piece) -> str:
    return _NUMBERS.sub("0", piece.text).casefold()


def tables(pieces: Sequence[Piece]) -> set[Piece]:
    """The pieces that are cells of tables: rows of several short pieces under one another.

    Args:
        pieces: of one column of a page, in reading order.
    """
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].bottom - piece.bottom) < 0.35 * piece.height and rows[-1][0].page == piece.page:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    found: set[Piece] = set()
    run: list[list[Piece]] = []
    for row in [*rows, []]:
        if len(row) >= _FEWEST_CELLS and all(len(piece.text.split()) <= _MOST_CELL_WORDS for piece in row):
            run.append(row)
            continue
        if len(run) >= _FEWEST_ROWS:
            found.update(piece for each in run for piece in each)
        run = []
    return found
