"""Lines that hold a date and a headline: made two lines where a document lists its entries so."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pipelines.ingest.read.blocks.date_line import is_date_range, parse_date_line
from pipelines.ingest.read.blocks.line import Line

_GAP = re.compile(r"\s{2,}|\t|\s[|–—-]\s|:\s")
_LONGEST_DATE = 30
_FEWEST_WORDS = 3
_LONGEST_HEADLINE = 200
_OPENING = tuple("¿¡\"“«")
# One such line may be a sentence of a text; a list has several.
_FEWEST = 2


class _Cut(NamedTuple):
    """The date that a line begins with, and the headline behind it."""

    date: str
    headline: str


def parted(lines: Iterable[Line]) -> list[Line]:
    """Part dates from the headlines beside them, where at least two lines of the document hold both.

    Args:
        lines: of one document.

    Returns:
        The lines, in the order in which their texts stand.
    """
    given = list(lines)
    cuts = [_cut(line.text) for line in given]
    if sum(cut is not None for cut in cuts) < _FEWEST:
        return given
    return list(chain.from_iterable(_pieces(line, cut) for line, cut in zip(given, cuts, strict=True)))


def _pieces(line: Line, cut: _Cut | None) -> Iterator[Line]:
    if cut is None:
        yield line
    else:
        yield line._replace(text=cut.date)
        yield Line(cut.headline, opens=False)


def _cut(text: str) -> _Cut | None:
    """Where the line is to be cut, None where it does not hold a date and a headline."""
    if len(text) > _LONGEST_HEADLINE or not any(map(str.isdigit, text)) or parse_date_line(text) or is_date_range(text):
        return None
    gap = _GAP.search(text)
    if gap is None:
        return None
    cut = _Cut(text[: gap.start()], text[gap.end() :].lstrip())
    return cut if _is_date(cut.date) and _is_headline(cut.headline) else None


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and parse_date_line(text) is not None


def _is_headline(text: str) -> bool:
    is_opened = text[:1].isupper() or text[:1] in _OPENING
    return is_opened and len(text.split()) >= _FEWEST_WORDS and text[-1] not in ".:;,"
