"""Lines that hold a date and a headline, in either order: made two lines where a document lists its entries so."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pipelines.ingest.read.blocks.date_line import is_date_range, is_name, parse_date_line
from pipelines.ingest.read.blocks.line import Line

_GAP = re.compile(r"\s{2,}|\t|\s[|–—-]\s|:\s")
_BRACKETED = re.compile(r"[\[(](?P<date>[^\[\]()]{6,30})[\])]\s*(?P<headline>\S.*)")
_DATE_LAST = re.compile(
    r"(?P<headline>.*\S)(?:\s+[|–—-]\s+(?=[^|–—]{6,30}$)|\s+[\[(](?=[^\[\]()]{6,30}[\])]$))(?P<date>[^\[\]()]+)[\])]?"
)
_BULLETS = "•·*-–▪ "
# A date line has fewer words in its label.
_FEWEST_LABEL_WORDS = 4
_LONGEST_DATE = 30
_FEWEST_WORDS = 3
_LONGEST_HEADLINE = 200
_OPENING = tuple("¿¡\"“«")
# One such line may be a sentence of a text; a list has several.
_FEWEST = 2


class _Cut(NamedTuple):
    """The two texts of a line in their order: a date and a headline, or a headline and its date."""

    first: str
    second: str


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
        yield line._replace(text=cut.first)
        yield Line(cut.second, opens=False)


def _cut(text: str) -> _Cut | None:
    """Where the line is to be cut, None where it does not hold a date and a headline."""
    if len(text) > _LONGEST_HEADLINE or not any(map(str.isdigit, text)) or is_date_range(text):
        return None
    if _is_labelled_date(text):
        return None
    cuts = (_date_first(text), _date_last(text))
    return next((cut for cut in cuts if cut is not None), None)


def _is_labelled_date(text: str) -> bool:
    """Whether the line is a date line, and what stands beside its date is a label rather than a headline."""
    if parse_date_line(text) is None:
        return False
    before = _DATE_LAST.fullmatch(text)
    return before is None or len(before["headline"].split()) < _FEWEST_LABEL_WORDS or is_name(before["headline"])


def _date_first(text: str) -> _Cut | None:
    if bracketed := _BRACKETED.fullmatch(text):
        cut = _Cut(bracketed["date"], bracketed["headline"])
    elif gap := _GAP.search(text):
        cut = _Cut(text[: gap.start()], text[gap.end() :].lstrip())
    else:
        return None
    return cut if _is_date(cut.first) and _is_headline(cut.second) else None


def _date_last(text: str) -> _Cut | None:
    match = _DATE_LAST.fullmatch(text)
    if match is None:
        return None
    headline = match["headline"].lstrip(_BULLETS)
    return _Cut(headline, match["date"]) if _is_date(match["date"]) and _is_headline(headline) else None


def _is_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and parse_date_line(text) is not None


def _is_headline(text: str) -> bool:
    is_opened = text[:1].isupper() or text[:1] in _OPENING
    return is_opened and len(text.split()) >= _FEWEST_WORDS and text[-1] not in ".:;,"
