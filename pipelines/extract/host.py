"""Where the activity took place: the dateline first, then the text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.entry import Entry
from pipelines.extract.places import PlaceMention
from pipelines.extract.words import Words

_LONGEST_DATELINE = 24
_MOST_UNKNOWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Host:
    """The host country, and the place in it as written where the text gives one."""

    country_iso3: str | None
    place: PlaceMention | None


def dateline_end(entry: Entry, words: Words, date_letters: bytes) -> int:
    """The token behind the dateline that opens the body; the body's first token where there is none.

    A dateline consists of places, dates, a sender in brackets and the marks between them, and ends with a
    dash, or with a full stop or a line of its own if nothing in it is unknown.
    """
    in_date = {t for expression in entry.dates for t in range(expression.first, expression.last)}
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


def find_host(
    entry: Entry,
    words: Words,
    places: Sequence[tuple[int, PlaceMention]],
    own: Sequence[bool],
    dateline_end_token: int,
    is_online: bool,
    scene_words: frozenset[int],
) -> Host:
    """The host of an entry; `places` come with their first token, `own[i]` is false where one is only part of an organisation's name."""
    if is_online:
        return Host(None, None)
    free = [(token, place) for (token, place), mine in zip(places, own, strict=True) if mine]
    opening = [(token, place) for token, place in free if entry.body_token <= token < dateline_end_token]
    dateline = {place.country_iso3 for _, place in opening}
    if len(dateline) > 1:
        return Host(None, None)
    single = [
        each
        for number, each in enumerate(free)
        if each[1].meaning.basis != "demonym" and not _is_in_list(words, free, number)
    ]
    scenes = [each for each in single if _is_scene(words, each[0], scene_words)]
    located = [each for each in single if each in scenes or _is_located(words, each[0])]
    if dateline:
        country = next(iter(dateline))
        elsewhere = _told_elsewhere(entry, located, country, dateline_end_token) or _headline_elsewhere(
            entry, words, free, country
        )
        return _host(elsewhere or country, free)
    last_line = _last_line(entry, words, free)
    for candidates in (
        last_line,
        scenes,
        _beside_activity(entry, located),
        _in_headline(entry, words, single),
        located,
    ):
        countries = list(dict.fromkeys(place.country_iso3 for _, place in candidates))
        if len(countries) == 1 and _is_one_of_few(countries[0], free):
            return _host(countries[0], free)
        if len(countries) > 1:
            return Host(None, None)
    named = list(dict.fromkeys(place.country_iso3 for _, place in free))
    return _host(named[0], free) if len(named) == 1 and not entry.names_countries else Host(None, None)


def _is_in_list(words: Words, free: Sequence[tuple[int, PlaceMention]], number: int) -> bool:
    """Whether a place stands in an enumeration with one of another country."""
    token, place = free[number]
    for other in (number - 1, number + 1):
        if 0 <= other < len(free) and free[other][1].country_iso3 != place.country_iso3:
            first, second = sorted((token, free[other][0]))
            between = words.letters[first + 1 : second].lstrip(b"p")
            if between and between.strip(b",&l;") == b"":
                return True
    return False


def _is_scene(words: Words, token: int, scene_words: frozenset[int]) -> bool:
    """Whether the place is said to be the scene: "Amman was the scene", "San José fue la sede"."""
    after = token + 1
    while words.letters[after] in b"pP,()":
        after += 1
    return words.word_id[after] in scene_words


def _is_located(words: Words, token: int) -> bool:
    """Whether "in", "at", "en" stands before the place, or a place that has it."""
    before = token - 1
    while before > 0 and (
        words.letters[before] in b"lPpC,("
        or words.text[words.start[before] : words.end[before]].lower() in _NOUNS_OF_PLACE
    ):
        before -= 1
    return words.letters[before] in b"i" or words.text[words.start[before] : words.end[before]].lower() == "at"


_NOUNS_OF_PLACE = frozenset(
    (
        "city",
        "ciudad",
        "province",
        "provincia",
        "state",
        "estado",
        "department",
        "departamento",
        "of",
        "de",
        "del",
        "municipality",
        "municipio",
        "district",
        "town",
        "capital",
    )
)


def _sentence_of(entry: Entry, token: int) -> int:
    return bisect_right(entry.sentence_starts, token) - 1


def _beside_activity(entry: Entry, located: Sequence[tuple[int, PlaceMention]]) -> list[tuple[int, PlaceMention]]:
    """Places in the first sentences that tell of the activity."""
    sentences = {_sentence_of(entry, token) for token in entry.venue_tokens}
    return [
        (token, place)
        for token, place in located
        if _sentence_of(entry, token) in sentences and _sentence_of(entry, token) <= 3
    ]


def _in_headline(
    entry: Entry, words: Words, free: Sequence[tuple[int, PlaceMention]]
) -> list[tuple[int, PlaceMention]]:
    return [
        (token, place)
        for token, place in free
        if token < entry.body_token and (_is_located(words, token) or token == entry.first_token)
    ]


def _told_elsewhere(entry: Entry, located: Sequence[tuple[int, PlaceMention]], country: str, behind: int) -> str | None:
    """Another country in which the text says the activity was held."""
    if any(place.country_iso3 == country for token, place in located if token >= behind or token < entry.body_token):
        return None
    told = _beside_activity(entry, [(t, p) for t, p in located if t >= behind])
    countries = {place.country_iso3 for _, place in told}
    return next(iter(countries)) if len(countries) == 1 else None


def _headline_elsewhere(
    entry: Entry, words: Words, free: Sequence[tuple[int, PlaceMention]], country: str
) -> str | None:
    """Another country that the headline makes the scene ("in Malawi", "Malawi's", "Malawi:") when the dateline's is not named again."""
    inside = [(token, place) for token, place in free if token < entry.body_token]
    scenes = {
        place.country_iso3
        for token, place in inside
        if _is_located(words, token) or (token == entry.first_token and words.letters[_behind(words, token)] in b"':")
    }
    again = sum(place.country_iso3 == country for _, place in free) > sum(
        place.country_iso3 == country and entry.body_token <= token < entry.body_token + _LONGEST_DATELINE
        for token, place in free
    )
    return next(iter(scenes)) if len(scenes) == 1 and country not in scenes and not again else None


def _behind(words: Words, token: int) -> int:
    while words.letters[token + 1] == ord("p"):
        token += 1
    return token + 1


def _last_line(entry: Entry, words: Words, free: Sequence[tuple[int, PlaceMention]]) -> list[tuple[int, PlaceMention]]:
    """The places of a last paragraph that holds nothing else: where an event notice says where."""
    start = words.letters.rfind(b"\n", entry.body_token, entry.last_token) + 1
    if start <= entry.body_token or words.letters[start : entry.last_token].translate(None, b"PpC,().") != b"":
        return []
    return [(token, place) for token, place in free if token >= start]


def _is_one_of_few(country: str, free: Sequence[tuple[int, PlaceMention]]) -> bool:
    return len({place.country_iso3 for _, place in free}) <= 12 and any(
        place.country_iso3 == country for _, place in free
    )


def _host(country: str, free: Sequence[tuple[int, PlaceMention]]) -> Host:
    """With the first place in that country which is more than the country itself, preferring the smaller of two side by side."""
    inside = [place for _, place in free if place.country_iso3 == country and place.meaning.basis == "place"]
    towns = [place for place in inside if place.meaning.kind != "subdivision"]
    return Host(country, (towns or inside or [None])[0])
