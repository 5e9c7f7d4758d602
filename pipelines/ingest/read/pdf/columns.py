"""The order in which a page's pieces of text are read: column by column, between what spans the columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from pipelines.ingest.read.pdf.characters import Piece

# The fewest lines of a column, and its least width in heights of its type.
_FEWEST_LINES = 3
_NARROWEST = 8.0
_GUTTER = 0.5
# Left edges closer than this are one, in points.
_EDGE = 2.0
# The largest share of pieces that may span the gutter between two columns.
_MOST_SPANNING = 0.4
_MOST_COLUMNS = 4


def in_reading_order(pieces: Sequence[Piece], columns: int = _MOST_COLUMNS) -> list[Piece]:
    """Order the pieces of a page as they are read.

    Args:
        pieces: of one page.
        columns: how many columns may stand side by side.
    """
    gutter = _gutter(pieces) if columns > 1 else None
    if gutter is None:
        return sorted(pieces, key=lambda piece: (-_line(piece), piece.left))
    ordered: list[Piece] = []
    for band in _bands(pieces, gutter):
        if _spans(band[0], gutter):
            ordered += in_reading_order(band, 1)
            continue
        ordered += in_reading_order([piece for piece in band if piece.right <= gutter], columns - 1)
        ordered += in_reading_order([piece for piece in band if piece.left >= gutter], columns - 1)
    return ordered


def _line(piece: Piece) -> float:
    return round(piece.bottom / max(piece.height * 0.35, 1.0)) * max(piece.height * 0.35, 1.0)


def _spans(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter < piece.right


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """The runs of pieces from the top that all span the gutter, or all stand on a side of it."""
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if band and _spans(piece, gutter) != _spans(band[0], gutter):
            yield band
            band = []
        band.append(piece)
    if band:
        yield band


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The place that best parts two columns, None where the page has one column."""
    best: tuple[int, float] | None = None
    for gutter in _edges(pieces):
        left = [piece for piece in pieces if piece.right <= gutter]
        right = [piece for piece in pieces if piece.left >= gutter]
        spanning = len(pieces) - len(left) - len(right)
        if spanning > _MOST_SPANNING * len(pieces) or not (_is_column(left) and _is_column(right)):
            continue
        if _beside_each_other(left, right) >= _FEWEST_LINES and (best is None or spanning < best[0]):
            best = (spanning, gutter)
    return best[1] if best else None


def _edges(pieces: Sequence[Piece]) -> list[float]:
    """Places just before the left edges that several pieces share."""
    counts = Counter(round(piece.left / _EDGE) for piece in pieces)
    height = median(piece.height for piece in pieces)
    shared = sorted(edge * _EDGE for edge, count in counts.items() if count >= _FEWEST_LINES)
    return [edge - _GUTTER * height for edge in shared[1:]]


def _is_column(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < _FEWEST_LINES:
        return False
    return median(piece.right - piece.left for piece in pieces) >= _NARROWEST * median(piece.height for piece in pieces)


def _beside_each_other(left: Sequence[Piece], right: Sequence[Piece]) -> int:
    """How many pieces on the left are within the height that those on the right take."""
    top, bottom = max(piece.top for piece in right), min(piece.bottom for piece in right)
    return sum(bottom <= piece.bottom and piece.top <= top for piece in left)
