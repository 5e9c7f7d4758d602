"""The dates of a document's date lines; where numbers allow two readings, the document decides which is meant."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pipelines.ingest import reference
from pipelines.ingest.read.blocks.date_line import DateLine, parse_date_line, parse_labelled_date
from pipelines.ingest.sources.date_order import DAY_FIRST, MONTH_FIRST, DateOrder

# How many lines below a date line, and how far into each, text is searched for a day in words.
_LINES_BELOW = 8
_CHARACTERS = 300
# A text is published some days after what it reports.
_LATEST = 31
_FEWEST_IN_ORDER = 3
_FEWEST_HEADLINE_WORDS = 3
_MOST_HEADLINE_WORDS = 25
_FEWEST_TEXT_WORDS = 6


class DateHints(NamedTuple):
    """What is known of how a document writes its dates before its own lines are looked at.

    Args:
        stated: the order that the source states.
        of_country: the order that is usual in the country of the document.
        language: of the document.
    """

    stated: DateOrder | None = None
    of_country: DateOrder | None = None
    language: str | None = None


class PageDates(NamedTuple):
    """The date lines of a document by line, and the order in which their numbers are read."""

    lines: dict[int, DateLine]
    order: DateOrder | None

    def day(self, line: int) -> date | None:
        """The day that a line states; None where it is no date line or its numbers stay open."""
        stated = self.lines.get(line)
        return None if stated is None else stated.in_order(self.order)


def page_dates(
    texts: Sequence[str], is_labelled: Sequence[bool], hints: DateHints, is_plain: bool = False
) -> PageDates:
    """Find a document's date lines and decide the order of numeric dates.

    The order is that which the source states, else the one that the document's other dates, the days in words below
    them or the sequence of its dates show, else that of its language and country.

    Args:
        texts: the document's lines.
        is_labelled: for each line whether a label for publishing stands in the line before.
        hints: what is known of the document beforehand.
        is_plain: whether the lines are of a text without markup, whose date lines are known by their neighbours.
    """
    parsed = (parse_date_line(text, labelled) for text, labelled in zip(texts, is_labelled, strict=True))
    lines = {at: line for at, line in enumerate(parsed) if line is not None}
    if is_plain:
        lines = dict(sorted({**_beside_headlines(texts, lines), **lines}.items()))
    order = hints.stated or certain_order(lines.values())
    if order is None and any(line.is_ambiguous for line in lines.values()):
        order = _order_of_text(texts, lines) or _order_of_sequence(list(lines.values()))
        order = order or (DAY_FIRST if hints.language == "es" else hints.of_country)
    return PageDates(lines, order)


def _beside_headlines(texts: Sequence[str], known: Mapping[int, DateLine]) -> dict[int, DateLine]:
    """Date lines with long labels: each stands right above a headline with text, or between a headline and its text."""
    return {
        at: line
        for at, text in enumerate(texts)
        if at not in known and _is_beside_headline(texts, at, known) and (line := parse_labelled_date(text)) is not None
    }


def _is_beside_headline(texts: Sequence[str], at: int, known: Mapping[int, DateLine]) -> bool:
    if any(near in known for near in (at - 2, at - 1, at + 1, at + 2)):
        return False
    below = texts[at + 1 : at + 3]
    is_above = len(below) == 2 and _may_be_headline(below[0]) and _is_text(below[1])
    return is_above or (at > 0 and bool(below) and _may_be_headline(texts[at - 1]) and _is_text(below[0]))


def _may_be_headline(text: str) -> bool:
    is_sized = _FEWEST_HEADLINE_WORDS <= len(text.split()) <= _MOST_HEADLINE_WORDS
    return is_sized and text[-1] not in ".:;,…"


def _is_text(text: str) -> bool:
    words = len(text.split())
    return words > _MOST_HEADLINE_WORDS or (words >= _FEWEST_TEXT_WORDS and text.rstrip("\"”»)]")[-1:] in ".…")


def certain_order(lines: Iterable[DateLine]) -> DateOrder | None:
    """The order of those dates that can be read in one way only, where they agree."""
    orders = {order for line in lines if (order := line.order) is not None}
    return orders.pop() if len(orders) == 1 else None


def _order_of_text(texts: Sequence[str], lines: Mapping[int, DateLine]) -> DateOrder | None:
    """The order in which more of the dates come closer after the days that the text below them names."""
    votes = {MONTH_FIRST: 0, DAY_FIRST: 0}
    for at, line in lines.items():
        if line.is_ambiguous:
            named = list(_days_below(texts, at, lines))
            first, second = (_distance(named, line.in_order(order)) for order in votes)
            votes[MONTH_FIRST] += first < second
            votes[DAY_FIRST] += second < first
    first, second = votes.values()
    return None if first == second else MONTH_FIRST if first > second else DAY_FIRST


def _days_below(texts: Sequence[str], at: int, lines: Mapping[int, DateLine]) -> Iterator[tuple[int, int]]:
    """Month and day of each day in words that the text below a date line names."""
    months, pattern = _days_in_words()
    for below in range(at + 1, min(at + 1 + _LINES_BELOW, len(texts))):
        if below in lines:
            return
        for match in pattern.finditer(texts[below][:_CHARACTERS]):
            name = (match["name"] or match["name_first"]).casefold()
            yield months[name], int(match["day"] or match["day_after"])


def _distance(named: Sequence[tuple[int, int]], day: date | None) -> int:
    """From the last of the named days to the day, in days; a month and more is as good as never."""
    never = _LATEST + 1
    if day is None:
        return never
    distances = [(day - on).days for each in named for on in _in_years(each, (day.year, day.year - 1))]
    return min((distance for distance in distances if 0 <= distance <= _LATEST), default=never)


def _in_years(named: tuple[int, int], years: Sequence[int]) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, *named)
        except ValueError:
            continue


def _order_of_sequence(lines: Sequence[DateLine]) -> DateOrder | None:
    """The only order in which the dates run one way, as those of a list do."""
    if len(lines) < _FEWEST_IN_ORDER:
        return None
    fitting = [order for order in (MONTH_FIRST, DAY_FIRST) if _run_one_way([line.in_order(order) for line in lines])]
    return fitting[0] if len(fitting) == 1 else None


def _run_one_way(days: Sequence[date | None]) -> bool:
    known = [day for day in days if day is not None]
    falls = [before > after for before, after in pairwise(known) if before != after]
    return len(set(falls)) == 1


@reference.cached
def _days_in_words() -> tuple[dict[str, int], re.Pattern[str]]:
    months = {name.name.casefold(): name.number for name in reference.month_names()}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    day = r"0?[1-9]|[12]\d|3[01]"
    pattern = rf"\b(?:(?P<day>{day})(?: of| de)? (?P<name>{names})|(?P<name_first>{names})\.? (?P<day_after>{day}))\b"
    return months, re.compile(pattern, re.IGNORECASE)
