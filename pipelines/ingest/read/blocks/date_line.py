"""The grammar of date lines: lines in which a page states its publication date and nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from pipelines.ingest import reference
from pipelines.ingest.documents import fold

LONGEST = 80
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Grammar:
    line: re.Pattern[str]
    label: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]


def read_date_line(text: str, is_labelled: bool = False) -> date | None:
    """The date that the line states, or None where the line is no date line.

    Numbers with slashes are a date line only under a label for publishing, after a weekday or before a
    clock time; they are read month first unless the weekday or the calendar says otherwise.

    Args:
        text: the whole line.
        is_labelled: whether a label for publishing stands in the line before.
    """
    if len(text) > LONGEST or not ("20" in text or "19" in text) or not _YEAR.search(text):
        return None
    return _date_of_line(text, is_labelled)


# The same days are met again and again.
@lru_cache(maxsize=8192)
def _date_of_line(text: str, is_labelled: bool) -> date | None:
    grammar = _grammar()
    match = grammar.line.fullmatch(fold(text))
    if match is None:
        return None
    found = {name: value.casefold() for name, value in match.groupdict().items() if value}
    weekday = grammar.weekdays.get(found.get("weekday", ""))
    if "iso" in found:
        return _date(*map(int, found["iso"].split("-")))
    if "first" in found:
        is_stated = is_labelled or bool(found.keys() & {"label", "weekday", "clock"})
        return _from_slashes(found, weekday) if is_stated else None
    month = grammar.months[found.get("name") or found["name_first"]]
    return _date(int(found["year"]), month, int(found.get("day") or found["day_after"]))


def is_publish_label(text: str) -> bool:
    """Whether the line is nothing but a label for publishing, such as `Published:`."""
    return len(text) <= LONGEST and _grammar().label.fullmatch(fold(text)) is not None


def _from_slashes(found: dict[str, str], weekday: int | None) -> date | None:
    year, first, second = int(found["slash_year"]), int(found["first"]), int(found["second"])
    readings = [reading for reading in (_date(year, first, second), _date(year, second, first)) if reading]
    fitting = [reading for reading in readings if reading.isoweekday() == weekday]
    return next(iter(fitting or readings), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _grammar() -> _Grammar:
    months = {name.name.casefold(): name.number for name in reference.month_names()}
    weekdays = {name.name.casefold(): name.number for name in reference.weekday_names()}
    label = _any_of(phrase.casefold() for phrase in reference.phrases("publish_label"))
    flags = re.IGNORECASE
    line = re.compile(_line(label, _any_of(months), _any_of(weekdays)), flags)
    return _Grammar(line, re.compile(rf"(?:{label}) ?:?", flags), months, weekdays)


def _line(label: str, month: str, weekday: str) -> str:
    day = r"0?[1-9]|[12]\d|3[01]"
    year = r"(?:19|20)\d\d"
    ordinal = r"(?:st|nd|rd|th|[º°ª])?"
    day_first = rf"(?P<day>{day}){ordinal}(?: of| de|-)? ?(?P<name>{month})"
    month_first = rf"(?P<name_first>{month})\.? (?P<day_after>{day}){ordinal}"
    in_words = rf"(?:{day_first}|{month_first})\.?(?: ?,| de| del| of|-)? ?(?P<year>{year})"
    in_slashes = rf"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<slash_year>{year})"
    shapes = rf"(?:{in_words}|{in_slashes}|(?P<iso>{year}-\d\d-\d\d))"
    clock = r"(?P<clock>(?: ?[-–—,|·] ?| at | a las | )\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?h(?:rs?)?)?(?: ?[ap]\.? ?m)?)"
    return rf"(?:(?P<label>{label}) ?:? ?)?(?:(?:on|el) )?(?:(?P<weekday>{weekday})\.? ?,? )?{shapes}{clock}?\.?"


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longer ones tried first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
