"""Parse date lines: lines in which a page states its publication date, perhaps beside a label."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import permutations
from typing import NamedTuple

from pipelines.ingest import reference
from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks.date_grammar import DateGrammar, date_grammar
from pipelines.ingest.sources.date_order import DAY_FIRST, MONTH_FIRST, DateOrder

LONGEST = 100
_LONGEST_LABEL = 45
_MOST_LABEL_WORDS = 5
# A two-digit year up to this one is of this century.
_LAST_SHORT_YEAR = 68
_SEPARATORS = " \t,;|·•:–—-"
# These part a label from a date whatever the label's words are.
_STRONG_SEPARATORS = "|·•"
_CLOSING_MARKS = ".!?:;,…"
_SENTENCE_END = re.compile(r"[.!?]\s|[\"“”]")
_DASHES = "–—-"
_MAY_HOLD_DATE = re.compile(r"\d\D{0,16}\d\d")
_NO_LABEL = re.compile(r"\d(?! min\b)|[.!?]\s|[\"“”]")


class DateLine(NamedTuple):
    """The day that a line states, in each order in which its numbers may be read.

    Args:
        month_first: the day if the month is written first; None where that gives no day.
        day_first: the same if the day is written first.
        is_numeric: whether the month is a number whose place is a matter of order.
        weekday: the weekday that stands beside it, 1 is Monday.
    """

    month_first: date | None
    day_first: date | None
    is_numeric: bool = False
    weekday: int | None = None

    @property
    def day(self) -> date | None:
        """The day where only one reading is possible, or where the weekday decides."""
        days = {day for day in (self.month_first, self.day_first) if day is not None}
        fitting = {day for day in days if day.isoweekday() == self.weekday} or days
        return next(iter(fitting)) if len(fitting) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether two days are possible."""
        return self.day is None and self.month_first is not None

    @property
    def order(self) -> DateOrder | None:
        """The order that the line is certainly written in, where it is numeric."""
        day = self.day
        if not self.is_numeric or day is None or self.month_first == self.day_first:
            return None
        return MONTH_FIRST if day == self.month_first else DAY_FIRST

    def in_order(self, order: DateOrder | None) -> date | None:
        """The day as read in that order, which the calendar and a weekday overrule."""
        if self.day is not None or order is None:
            return self.day
        return self.month_first if order == MONTH_FIRST else self.day_first


def read_date_line(text: str, is_labelled: bool = False, order: DateOrder | None = None) -> date | None:
    """Read the date of a line that states nothing but a date, perhaps with labels around it.

    Args:
        text: the whole line.
        is_labelled: whether a label for publishing stands in the line before.
        order: how numeric dates are written where the line leaves it open.

    Returns:
        The date, or None where the line is no date line or where its numbers allow two readings.
    """
    line = parse_date_line(text, is_labelled)
    return None if line is None else line.in_order(order)


def read_date_pieces(pieces: Sequence[str], order: DateOrder | None = None) -> date | None:
    """Read a date that stands in several pieces, such as the elements of a date badge.

    Args:
        pieces: at most four, in the order in which they stand; other orders are tried after it.
        order: how numeric dates are written where the pieces leave it open.
    """
    texts = [text for piece in pieces[:4] if (text := fold(piece))]
    for arranged in permutations(texts):
        found = read_date_line(" ".join(arranged), is_labelled=True, order=order)
        if found is not None:
            return found
    return None


def parse_date_line(text: str, is_labelled: bool = False) -> DateLine | None:
    """Parse a date line; None where the line is none. The arguments are those of `read_date_line`."""
    if len(text) > LONGEST or not _MAY_HOLD_DATE.search(text):
        return None
    is_bracketed = text[0] in "([" and text[-1] in ")]"
    return _parsed(text[1:-1].strip() if is_bracketed else text, is_labelled)


def parse_labelled_date(text: str) -> DateLine | None:
    """Parse a short line of a date and labels of any length, such as `Harbour Office of Sal | 4 May 2018 | Notice`.

    A headline may look so as well; what stands around the line has to show that it is none.

    Args:
        text: the whole line.
    """
    if len(text) > LONGEST or text[-1] in _CLOSING_MARKS or not _MAY_HOLD_DATE.search(text):
        return None
    folded = fold(text)
    match = date_grammar().core.search(folded)
    if match is None or is_date_range(text):
        return None
    before, after = folded[: match.start()].rstrip(), folded[match.end() :].lstrip()
    is_labelled = _is_any_label(before, before[-1:]) and _is_any_label(after, after[:1])
    return _stated(match) if is_labelled else None


def is_date_range(text: str) -> bool:
    """Whether the line states from which day to which day something lasts, and little else."""
    if len(text) > LONGEST or not _MAY_HOLD_DATE.search(text):
        return False
    return _is_range(text)


def is_publish_label(text: str) -> bool:
    """Whether the line is nothing but a label for publishing, such as `Published:`."""
    return len(text) <= _LONGEST_LABEL and date_grammar().label.fullmatch(fold(text)) is not None


# The same days are met again and again.
@partial(reference.cached, most=8192)
def _parsed(text: str, is_labelled: bool) -> DateLine | None:
    folded = fold(text)
    grammar = date_grammar()
    match = grammar.core.search(folded)
    if match is None or _range_in(folded) is not None:
        return None
    before, after = folded[: match.start()], folded[match.end() :]
    if not is_labelled and _is_bare_short_year(match, before, after):
        return None
    return _stated(match) if _is_label_before(before, folded) and _is_label_after(after) else None


@partial(reference.cached, most=8192)
def _is_range(text: str) -> bool:
    folded = fold(text)
    match = _range_in(folded)
    if match is None:
        return False
    rest = f"{folded[: match.start()]} {folded[match.end() :]}"
    return len(rest.split()) <= _MOST_LABEL_WORDS + 3 and not rest.rstrip().endswith(".")


def _range_in(text: str) -> re.Match[str] | None:
    """Find a span of days, or a day and a time that no label says to be those of publication."""
    grammar = date_grammar()
    match = grammar.date_range.search(text)
    if match is None or match["timed"] is None:
        return match
    label = text[: match.start()].strip(_SEPARATORS).casefold()
    is_published = grammar.label.fullmatch(label) is not None or f"{label} ".startswith(grammar.openings)
    return None if is_published else match


def _is_bare_short_year(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a month's name is followed by two digits that may be a day's as well, and nothing says otherwise."""
    return match["name_first"] is not None and len(match["year"] or "") == 2 and not (before or after)


def _is_label_before(before: str, line: str) -> bool:
    """Whether what stands before a date is a label of it."""
    label = before.strip(_SEPARATORS)
    if not label:
        return not before.strip()
    grammar = date_grammar()
    if grammar.label.fullmatch(label):
        return True
    end = before.rstrip()[-1]
    if end in _STRONG_SEPARATORS or (end in _DASHES and before.endswith(" ")):
        is_named = label.casefold() in grammar.labels or is_name(label)
        return _is_short(label) and (end in _STRONG_SEPARATORS or is_named)
    if label.casefold().startswith(grammar.openings):
        return _is_short(label) and end != ":"
    if label.casefold().startswith(grammar.bylines) or label.casefold() in grammar.labels:
        return _is_short(label)
    # A label in capitals in front of a date in capitals, as on cards; words of prose never look so.
    return end not in ",:" and line.isupper() and len(label.split()) <= 2


def _is_label_after(after: str) -> bool:
    label = after.strip(_SEPARATORS + ".")
    if not label:
        return after.strip() in {"", "."}
    if _second_date(label):
        return True
    start = after.lstrip()[0]
    if start == "(":
        return after.rstrip()[-1] == ")" and _is_short(label.strip("()"))
    if start in _STRONG_SEPARATORS or (start in _DASHES and after.lstrip()[1:2] == " "):
        return _is_short(label)
    return label.casefold().startswith(date_grammar().bylines) and _is_short(label)


def _is_any_label(text: str, mark: str) -> bool:
    """Whether a text is a label of the date that its mark parts it from, or empty."""
    label = text.strip(_SEPARATORS)
    if not label or mark == ":" or _SENTENCE_END.search(label):
        return not label
    return mark in _STRONG_SEPARATORS or is_name(label)


def _second_date(text: str) -> bool:
    """Whether a further date follows under a label of its own, such as that of the last change."""
    grammar = date_grammar()
    match = grammar.core.search(text)
    if match is None or text[match.end() :].strip(" .)"):
        return False
    return grammar.label.fullmatch(text[: match.start()].strip(_SEPARATORS + "(")) is not None


def _is_short(label: str) -> bool:
    is_short = len(label) <= _LONGEST_LABEL and len(label.split()) <= _MOST_LABEL_WORDS
    return is_short and not _NO_LABEL.search(label) and any(map(str.isalpha, label))


def is_name(label: str) -> bool:
    """Whether each word that is no particle begins with a capital, so that it is a name rather than a headline."""
    return all(word[0].isupper() or len(word) <= 3 for word in label.split())


def _stated(match: re.Match[str]) -> DateLine | None:
    """What the matched date says, or None where it is no day of the calendar."""
    grammar = date_grammar()
    found = {name: value.casefold() for name, value in match.groupdict().items() if value}
    weekday = grammar.weekdays.get(found.get("weekday", ""))
    if "first" in found:
        year, first, second = _year(found["short_year"]), int(found["first"]), int(found["second"])
        # Dots part a day from its month, never a month from its day.
        month_first = None if found["mark"] == "." else _date(year, first, second)
        line = DateLine(month_first, _date(year, second, first), True, weekday)
    else:
        day = _in_words(found, grammar)
        line = DateLine(day, day, weekday=weekday)
    return line if line.month_first or line.day_first else None


def _in_words(found: dict[str, str], grammar: DateGrammar) -> date | None:
    if "iso" in found:
        return _date(*map(int, re.split(r"\D", found["iso"])))
    month = grammar.months[found.get("name") or found["name_first"]]
    return _date(_year(found["year"]), month, int(found.get("day") or found["day_after"]))


def _year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    return year if year > 99 else year + (2000 if year <= _LAST_SHORT_YEAR else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
