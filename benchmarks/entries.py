"""Invented entries in the manner of bulletins: any number of them, each with text and names of its own."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from string import Formatter
from typing import Any

from benchmarks import vocabulary as words

FIRST_DAY = date(2012, 1, 1)
DAYS = 365 * 13
# One page in seven is in Spanish.
LANGUAGES = ("en",) * 6 + ("es",)
BATCH = 1_000


@dataclass(frozen=True)
class GeneratedEntry:
    """An entry as a page has it; `published_on` null where the page states no date."""

    language: str
    published_on: date | None
    headline: str
    body: str


def generate(count: int, seed: int) -> Iterator[GeneratedEntry]:
    """Entries that depend on seed and number alone: the first thousand are the same whatever the count."""
    for first in range(0, count, BATCH):
        draw = random.Random(f"{seed}/{first}")  # noqa: S311 - not for secrets
        for number in range(first, min(first + BATCH, count)):
            yield _entry(draw, number)


def _entry(draw: random.Random, number: int) -> GeneratedEntry:
    language = draw.choice(LANGUAGES)
    published = FIRST_DAY + timedelta(draw.randrange(DAYS))
    slots = _Slots(draw, language, published)
    headline = f"{_filled(draw.choice(words.HEADLINES[language]), slots)} ({_letters(number)})"
    opening = _filled(draw.choice(words.OPENINGS[language]), slots)
    lead = _filled(draw.choice(words.LEADS[language]), slots)
    more = [_filled(each, slots) for each in draw.sample(words.SENTENCES[language], draw.choice((1, 2, 2, 3, 3, 5)))]
    middle = len(more) // 2
    paragraphs = [" ".join([opening + lead, *more[:middle]]), " ".join(more[middle:])]
    body = "\n\n".join(paragraphs) if draw.random() < 0.4 else " ".join(paragraphs)
    return GeneratedEntry(language, published if draw.random() < 0.8 else None, headline, body)


def _letters(number: int) -> str:
    """A project's letters that no other entry has, so that no two headlines are the same."""
    text = ""
    while number or not text:
        number, rest = divmod(number, 20)
        text += "BCDFGHJKLMNPQRSTVWXZ"[rest]
    return f"PR-{text}"


class _Sentence(Formatter):
    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return value[:1].upper() + value[1:] if conversion == "c" else super().convert_field(value, conversion)


class _Slots(dict[str, str]):
    """What fills a template's slots: something new each time it is asked."""

    def __init__(self, draw: random.Random, language: str, published: date) -> None:
        super().__init__()
        self.draw, self.language, self.published = draw, language, published

    def __missing__(self, name: str) -> str:
        return MAKERS[name](self)

    def one(self, choices: Sequence[str]) -> str:
        return self.draw.choice(choices)


_SENTENCE = _Sentence()


def _filled(template: str, slots: _Slots) -> str:
    return _SENTENCE.vformat(template, (), slots)


def _of_language(table: dict[str, tuple[str, ...]], slots: _Slots) -> str:
    return slots.one(table[slots.language])


def _number_between(low: int, high: int, slots: _Slots) -> str:
    return str(slots.draw.randint(low, high))


def _template(table: dict[str, tuple[str, ...]], slots: _Slots) -> str:
    return _filled(slots.one(table[slots.language]), slots)


def _name(slots: _Slots) -> tuple[str, str]:
    """An organisation's name and its letters."""
    scope, body = _of_language(words.SCOPES, slots), _of_language(words.BODIES, slots)
    field = _of_language(words.FIELDS, slots)
    if slots.language == "es":
        name = f"{body} {scope} de {field} de {slots.one(words.FAMILY_NAMES)}"
    else:
        name = f"{slots.one(words.FAMILY_NAMES)} {scope} {body} for {field}"
    return name, "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _partner(slots: _Slots) -> str:
    name, letters = _name(slots)
    article = "el " if slots.language == "es" else "the "
    return f"{article}{name} ({letters})" if slots.draw.random() < 0.7 else article + name


def _countries(slots: _Slots) -> str:
    known = words.COUNTRIES[slots.language]
    *others, last = slots.draw.sample(known, slots.draw.choice((2, 2, 3, 4, 7)))
    joint = " y " if slots.language == "es" else slots.one((" and ", ", and "))
    return ", ".join(others) + joint + last


def _number(slots: _Slots) -> str:
    in_words = slots.draw.random() < 0.4
    return _of_language(words.NUMBER_WORDS, slots) if in_words else _number_between(10, 300, slots)


def _thousands(slots: _Slots) -> str:
    number = f"{slots.draw.randint(1_000, 90_000):,}"
    return number.replace(",", ".") if slots.language == "es" else number


def _town(slots: _Slots) -> str:
    name, country = slots.draw.choice(words.TOWNS)
    return f"{name}, {country}"


def _day(slots: _Slots) -> str:
    day, month = slots.published.day, words.MONTHS[slots.language][slots.published.month - 1]
    return (
        f"{day} de {month} de {slots.published.year}"
        if slots.language == "es"
        else f"{month} {day}, {slots.published.year}"
    )


def _ordinal(slots: _Slots) -> str:
    return slots.one(("1st", "2nd", "3rd", "5th", "12th", "21st"))


MAKERS: dict[str, Callable[[_Slots], str]] = {
    "country": partial(_of_language, words.COUNTRIES),
    "countries": _countries,
    "town": _town,
    "town_name": lambda slots: slots.draw.choice(words.TOWNS)[0],
    "demonym": lambda slots: slots.one(words.DEMONYMS),
    "people": partial(_of_language, words.PEOPLE),
    "theme": partial(_of_language, words.THEMES),
    "field": partial(_of_language, words.FIELDS),
    "body_word": partial(_of_language, words.BODIES),
    "partner": _partner,
    "name_short": lambda slots: _name(slots)[1],
    "letters": lambda slots: _name(slots)[1],
    "sender": partial(_of_language, words.SENDER),
    "family": lambda slots: slots.one(words.FAMILY_NAMES),
    "first": lambda slots: slots.one(words.FIRST_NAMES),
    "number": _number,
    "count": partial(_number_between, 20, 900),
    "small": partial(_number_between, 3, 12),
    "percent": partial(_number_between, 2, 60),
    "thousands": _thousands,
    "phone": lambda slots: f"{slots.draw.randint(2_000, 9_999)}-{slots.draw.randint(1_000, 9_999)}",
    "when": partial(_template, words.WHEN),
    "day": _day,
    "month": lambda slots: words.MONTHS[slots.language][slots.published.month - 1],
    "month_number": lambda slots: str(slots.published.month),
    "year": lambda slots: str(slots.published.year - slots.draw.choice((0, 0, 1, 4))),
    "dom": lambda slots: str(slots.published.day),
    "dom1": partial(_number_between, 1, 14),
    "dom2": partial(_number_between, 15, 28),
    "ordinal": _ordinal,
}  # fmt: skip
