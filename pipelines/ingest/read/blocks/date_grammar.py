"""The patterns of dates and of the labels around them, made from the curated names and phrases."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.ingest import reference

_RANGE_MARK = r"(?: ?[-–—/] ?| (?:to|al?|hasta|until|y|and) (?:el )?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_LONG_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = rf"(?:{_LONG_YEAR}|['’]?\d\d)"
_ORDINAL = r"(?:st|nd|rd|th|[º°ª])?"
_CLOCK = (
    r"(?:(?: ?[-–—,|·] ?| at | @ | a las |T| )\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d+)?"
    r"(?: ?h(?:rs?|oras)?\b)?(?: ?[ap]\.? ?m\b\.?)?"
    r"(?:Z| ?[+-]\d\d:?\d\d| (?:UTC|GMT|[A-Z]{2,4}T)\b)?)"
)


_BARE_CLOCK = r"\d{1,2}(?:[:.h]\d\d)?(?: ?h(?:rs?|oras)?\b)?(?: ?[ap]\.? ?m\b\.?)?"
_FULL_CLOCK = r"(?:\d{1,2}[:.h]\d\d(?: ?[ap]\.? ?m\b\.?)?|\d{1,2} ?(?:[ap]\.? ?m\b\.?|h(?:rs?|oras)?\b))"


class DateGrammar(NamedTuple):
    """Patterns and names by which date lines are parsed.

    Args:
        core: a date with its weekday and its time of day.
        label: a label for publishing.
        date_range: a span of days, or a day with the time of day at which something takes place.
        months: numbers of the months by name, case folded.
        weekdays: the same for weekdays, 1 is Monday.
        labels: phrases that may stand beside a date, case folded.
        bylines: beginnings of a byline.
        openings: beginnings of a label that goes on, such as `posted by the office`.
    """

    core: re.Pattern[str]
    label: re.Pattern[str]
    date_range: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    labels: frozenset[str]
    bylines: tuple[str, ...]
    openings: tuple[str, ...]


@reference.cached
def date_grammar() -> DateGrammar:
    """Return the grammar of all languages."""
    months = {name.name.casefold(): name.number for name in reference.month_names()}
    weekdays = {name.name.casefold(): name.number for name in reference.weekday_names()}
    publish_labels = reference.phrases("publish_label")
    label = _any_of(phrase.casefold() for phrase in publish_labels)
    flags = re.IGNORECASE
    labels = frozenset(phrase.casefold() for phrase in (*publish_labels, *reference.phrases("section_label")))
    bylines = tuple(f"{phrase.casefold()} " for phrase in reference.phrases("byline"))
    # `Posted by the office on`, but not a noun such as `Date`.
    participles = (phrase.casefold() for phrase in publish_labels if phrase.casefold().endswith(("ed", "do", "da")))
    openings = tuple(f"{phrase} " for phrase in participles)
    names = _any_of(months), _any_of(weekdays)
    return DateGrammar(
        re.compile(_core(*names), flags), re.compile(rf"(?:{label}) ?:?", flags), re.compile(_range(*names), flags),
        months, weekdays, labels, bylines, openings,
    )  # fmt: skip


def _core(month: str, weekday: str) -> str:
    """The pattern of a date with its weekday and its time of day."""
    day_first = rf"(?P<day>{_DAY}){_ORDINAL}(?: of| de|[-.,/])? ?(?P<name>{month})"
    month_first = rf"(?P<name_first>{month})\.? (?P<day_after>{_DAY})(?!\d){_ORDINAL}"
    in_words = rf"(?:{day_first}|{month_first})\.?(?: ?,| de| del| of|[-/])? ?(?P<year>{_SHORT_YEAR})"
    in_numbers = rf"(?P<first>\d\d?) ?(?P<mark>[/.-]) ?(?P<second>\d\d?) ?(?P=mark) ?(?P<short_year>{_LONG_YEAR}|\d\d)"
    iso = rf"(?P<iso>{_LONG_YEAR}(?P<iso_mark>[-/.])\d\d?(?P=iso_mark)\d\d?)"
    shapes = rf"(?:{in_words}|{iso}|{in_numbers})"
    lead = rf"(?:(?:on|el) )?(?:\(?(?P<weekday>{weekday})\b\)?\.? ?,? ?(?:[-–] )?)?"
    return rf"(?<![\w/.'’+-]){lead}{shapes}(?!\d|[/-]\d|:\d\d){_CLOCK}?(?![\w/]|[-:]\d)"


def _range(month: str, weekday: str) -> str:
    """The pattern of a span of days."""
    day = rf"(?:(?:{weekday})\.?,? )?{_DAY}{_ORDINAL}"
    named = rf"(?:{_DAY}{_ORDINAL}(?: of| de)? (?:{month})\b|(?:{month})\.? {_DAY}{_ORDINAL})"
    numeric = r"\d\d?([/.-])\d\d?\1(?:\d{4}|\d\d)"
    spans = (
        rf"{numeric}(?:,? \d\d?[:.]\d\d)?{_RANGE_MARK}\d\d?[/.-]\d\d?[/.-](?:\d{{4}}|\d\d)",
        rf"{day}{_RANGE_MARK}{day}(?: of| de)? (?:{month})\b.{{0,6}}{_LONG_YEAR}",
        rf"(?:{month})\.? {_DAY}{_ORDINAL}{_RANGE_MARK}{_DAY}{_ORDINAL},? {_LONG_YEAR}",
        rf"{named}.{{0,9}}{_RANGE_MARK}(?:(?:{weekday})\.?,? )?{named}.{{0,6}}{_LONG_YEAR}",
        _timed(month),
    )
    return rf"(?<![\w/.-])(?:{'|'.join(spans)})(?!\d)"


def _timed(month: str) -> str:
    """The pattern of a day with the time at which an event begins, as calendars write it: `@ 9:00 am`, `9:00 - 12:30`.

    Publication has a time of day too, but never ends at one.
    """
    named = rf"(?:{_DAY}{_ORDINAL}(?: of| de)? (?:{month})|(?:{month})\.? {_DAY}{_ORDINAL})\.?(?: ?,| de| del)?"
    day = rf"(?:{named} {_LONG_YEAR}|\d\d?[/.-]\d\d?[/.-]\d{{4}}|{_LONG_YEAR}-\d\d-\d\d)"
    from_to = rf"(?:,| at| from| de| desde| ?[-–—|·])*(?: a?l?as?)? {_BARE_CLOCK}{_RANGE_MARK}(?:las )?{_FULL_CLOCK}"
    return rf"(?P<timed>{day}(?: @ {_FULL_CLOCK}|{from_to}))"


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longer ones tried first."""
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
