"""Where the activity took place: the dateline first, then the text."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.extract.entry import Entry
from pipelines.extract.places import PlaceMention
from pipelines.extract.words import Words

_LONGEST_DATELINE = 24
_MOST_UNKNOWN_WORDS = 4
_LONGEST_PLACE = 16


class Host(NamedTuple):
    """The host country, and the place in it as written where the text gives one."""

    country_iso3: str | None
    place: PlaceMention | None


NOWHERE = Host(None, None)


def dateline_end(entry: Entry, words: Words, date_letters: bytes) -> int:
    """The token behind the dateline that opens the body; the body's first token where there is none.

    A dateline consists of places, dates, a sender in brackets and the marks between them, and ends with a
    dash, or with a full stop or a line of its own if nothing in it is unknown.
    """
    in_date = {token for _, first, last in entry.dates for token in range(first, last)} if entry.dates else ()
    known = unknown = 0
    token = entry.body_token
    limit = min(entry.last_token, entry.body_token + _LONGEST_DATELINE)
    while token < limit:
        letter = chr(words.letters[token])
        if token in in_date:
            known += letter not in ".,"
        elif letter in "PpO" or (letter == "r"):
            known += letter == "P"
        elif letter in "CHGDA":
            unknown += 1
        elif letter == "_" or (letter == "-" and known and not unknown):
            return token + 1 if (known or unknown) and unknown <= _MOST_UNKNOWN_WORDS else entry.body_token
        elif letter in ".\n":
            if known and unknown <= 2:
                return _past_dash(words, token + 1)
            return entry.body_token
        elif letter not in ",/()ol&xm" or (letter == "x" and not _is_known_word(date_letters, token)):
            return entry.body_token
        token += 1
    return entry.body_token


def _past_dash(words: Words, token: int) -> int:
    while token < len(words.letters) and chr(words.letters[token]) in "_-.\n":
        token += 1
    return token


def _is_known_word(date_letters: bytes, token: int) -> bool:
    return chr(date_letters[token]) in "MWdryolt&Z"


def find_host(entry: Entry, words: Words, behind: int) -> Host:
    """The host of an entry whose dateline ends before token `behind`; places that are part of a registered name are
    none."""
    if entry.is_online or not entry.places:
        return NOWHERE
    free = [place for place in entry.places if place.is_free]
    dateline = {place.country_iso3 for place in free if entry.body_token <= place.token < behind}
    if len(dateline) > 1:
        return NOWHERE
    single = _single(words, free)
    if dateline:
        country = next(iter(dateline))
        elsewhere = _told_elsewhere(entry, words, single, country, behind) or _headline_elsewhere(
            entry, words, free, country
        )
        return _host(elsewhere or country, free)
    return _host_in_text(entry, words, free, single)


def _host_in_text(entry: Entry, words: Words, free: Sequence[PlaceMention], single: Sequence[PlaceMention]) -> Host:
    """Where no dateline tells: the one country of the first group of places that has any."""
    scenes = [place for place in single if _is_scene(words, place.token)]
    located = [place for place in single if place in scenes or _is_located(words, place.token)]
    for candidates in (
        _last_line(entry, words, free),
        scenes,
        _beside_activity(entry, words, located),
        _in_headline(entry, words, single),
        located,
    ):
        countries = {place.country_iso3 for place in candidates}
        if len(countries) > 1:
            return NOWHERE
        if countries and _is_one_of_few(candidates[0].country_iso3, free):
            return _host(candidates[0].country_iso3, free)
    named = {place.country_iso3 for place in free}
    return _host(free[0].country_iso3, free) if len(named) == 1 and not _speaks_of_countries(entry, words) else NOWHERE


def _speaks_of_countries(entry: Entry, words: Words) -> bool:
    """Whether the first three sentences speak of countries in the plural."""
    starts = entry.sentence_starts
    return words.any("countries", entry.first_token, starts[3] if len(starts) > 3 else entry.last_token)


def _single(words: Words, free: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Places that are no demonyms and stand in no enumeration with one of another country."""
    listed = {
        number
        for other, place in enumerate(free[1:], 1)
        if free[other - 1].country_iso3 != place.country_iso3 and _is_listed(words, free[other - 1].token, place.token)
        for number in (other - 1, other)
    }
    return [place for number, place in enumerate(free) if place.meaning.basis != "demonym" and number not in listed]


def _is_listed(words: Words, first: int, second: int) -> bool:
    """Whether nothing but a comma, "and" or an article stands between two places."""
    between = words.letters[first + 1 : second].lstrip(b"p")
    return between != b"" and between.strip(b",&;l") == b""


def _is_scene(words: Words, token: int) -> bool:
    """Whether the place is said to be the scene: "Amman was the scene", "San José fue la sede"."""
    after = token + 1
    farthest = token + _LONGEST_PLACE
    while after < farthest and words.letters[after] in b"pP,()":
        after += 1
    return words.any("scene", after, after + 1)


def _is_located(words: Words, token: int) -> bool:
    """Whether "in", "at", "en" stands before the place, or a place that has it."""
    before = token - 1
    farthest = max(token - _LONGEST_PLACE, 0)
    while before > farthest and (words.letters[before] in b"lPpC,(" or words.roles["noun_of_place"][before]):
        before -= 1
    return words.letters[before] in b"i" or bool(words.roles["at"][before])


def _beside_activity(entry: Entry, words: Words, located: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Places in the first sentences that tell of an activity held."""
    return [
        place
        for place in located
        if (sentence := entry.sentence_of(place.token)) <= 3 and words.any("venue", *entry.sentence(sentence))
    ]


def _in_headline(entry: Entry, words: Words, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    return [
        place
        for place in places
        if place.token < entry.body_token and (place.token == entry.first_token or _is_located(words, place.token))
    ]


def _told_elsewhere(
    entry: Entry, words: Words, single: Sequence[PlaceMention], country: str, behind: int
) -> str | None:
    """Another country in which the text says the activity was held."""
    located = [
        place
        for place in single
        if not entry.body_token <= place.token < behind
        and (_is_scene(words, place.token) or _is_located(words, place.token))
    ]
    if any(place.country_iso3 == country for place in located):
        return None
    told = _beside_activity(entry, words, [place for place in located if place.token >= behind])
    countries = {place.country_iso3 for place in told}
    return next(iter(countries)) if len(countries) == 1 else None


def _headline_elsewhere(entry: Entry, words: Words, free: Sequence[PlaceMention], country: str) -> str | None:
    """Another country that the headline makes the scene ("in Malawi", "Malawi's", "Malawi:") when the dateline's is not
    named again."""
    inside = [place for place in free if place.token < entry.body_token]
    scenes = {
        place.country_iso3
        for place in inside
        if _is_located(words, place.token)
        or (place.token == entry.first_token and words.letters[_behind(words, place.token)] in b"':")
    }
    if len(scenes) != 1 or country in scenes:
        return None
    opening = range(entry.body_token, entry.body_token + _LONGEST_DATELINE)
    again = any(place.country_iso3 == country and place.token not in opening for place in free)
    return None if again else next(iter(scenes))


def _behind(words: Words, token: int) -> int:
    while words.letters[token + 1] == ord("p"):
        token += 1
    return token + 1


def _last_line(entry: Entry, words: Words, free: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places of a last paragraph that holds nothing else: where an event notice says where."""
    start = words.letters.rfind(b"\n", entry.body_token, entry.last_token) + 1
    if start <= entry.body_token or words.letters[start : entry.last_token].translate(None, b"PpC,().") != b"":
        return []
    return [place for place in free if place.token >= start]


def _is_one_of_few(country: str, free: Sequence[PlaceMention]) -> bool:
    countries = {place.country_iso3 for place in free}
    return len(countries) <= 12 and country in countries


def _host(country: str, free: Sequence[PlaceMention]) -> Host:
    """With the first place in that country which is more than the country itself, preferring the smaller of two side by
    side."""
    inside = [place for place in free if place.country_iso3 == country and place.meaning.basis == "place"]
    towns = (place for place in inside if place.meaning.kind != "subdivision")
    return Host(country, next(towns, inside[0] if inside else None))
