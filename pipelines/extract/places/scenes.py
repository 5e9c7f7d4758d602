"""What the words next to a place indicate: that it is one of several, the scene, or the location of something."""

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

_LONGEST_PLACE = 16
_LONGEST_STAY = 8
_LONGEST_POST = 4
_LONGEST_LIST = 12
_NEAR_DATE = 3
_NEAR_VERB = 4


def is_listed(token: Offsets, entry: Offsets, country: Offsets, layout: Layout) -> Flags:
    """Return which of the places that start at these tokens are in an enumeration with one of another country: only a
    comma, "and", "or" or an article is between them."""
    letters = layout.letters
    joining = running(is_in(b",&;l", letters) | layout.role("or"))
    behind, following = after_name(token[:-1], letters), token[1:]
    is_joined = (behind < following) & (joining[following] - joining[behind] == following - behind)
    is_joined &= (entry[1:] == entry[:-1]) & (country[1:] != country[:-1])
    listed: Flags = np.append(is_joined, False) | np.append(False, is_joined)
    return listed[: len(token)]


def _follows_region(token: Offsets, layout: Layout) -> Flags:
    """Return which places follow a region and "and": "Central America and the Dominican Republic"."""
    letters = layout.letters
    join = np.maximum(token - 1, 0)
    join = np.maximum(join - (letters[join] == ord("l")), 1)
    result: Flags = (letters[join] == ord("&")) & layout.role("concept")[join - 1]
    return result


def after_name(token: Offsets, letters: Bytes) -> Offsets:
    """Return the first token after each name that starts at these tokens."""
    behind = token + 1
    inside = np.flatnonzero(letters[behind] == ord("p"))
    while len(inside):
        behind[inside] += 1
        inside = inside[letters[behind[inside]] == ord("p")]
    return behind


def is_scene(token: Offsets, layout: Layout) -> Flags:
    """Return which places are said to be the scene: "Amman was the scene", "San José fue la sede". A country behind a
    body's letters ("IOM Vietnam hosted") is the body's office."""
    letters, scene = layout.letters, layout.role("scene")
    after = _past(token + 1, b"pP,()", _LONGEST_PLACE, letters)
    said = running(scene)
    is_said = layout.role("scene_verb")[after] & (said[np.minimum(after + _NEAR_VERB, len(scene))] > said[after])
    result: Flags = (scene[after] | is_said) & ~is_in(b"OA", letters[np.maximum(token - 1, 0)])
    return result


def _past(token: Offsets, passed: bytes, farthest: int, letters: Bytes, step: int = 1) -> Offsets:
    """Return the first token from each on, or backwards by a step of -1, that has another letter, at most `farthest`
    tokens away."""
    after, limit = token.copy(), np.maximum(token + step * farthest, 0)
    passing = np.arange(len(token))
    while len(passing):
        own = after[passing]
        passing = passing[(own != limit[passing]) & is_in(passed, letters[own])]
        after[passing] += step
    return after


def is_adjective_of_place(token: Offsets, layout: Layout) -> Flags:
    """Return which demonyms describe a place: "three Romanian border towns", "the Croatian side", "territorio chileno",
    "the Thai city of Songkhla"; not "the Swiss Department of Justice"."""
    noun, letters = layout.role("noun_of_place") & ~layout.tokens.capital, layout.letters
    last = len(letters) - 1
    near, far = np.minimum(token + 1, last), np.minimum(token + 2, last)
    is_of = is_in(b"o", letters[near])
    is_before = noun[np.maximum(token - 1, 0)] & ~layout.tokens.capital[token]
    result: Flags = ((noun[near] | (noun[far] & (letters[near] == ord("x")))) & ~is_of) | is_before
    return result


def is_located(token: Offsets, layout: Layout) -> Flags:
    """Return which places follow "in", "at", "en", directly or after another place, and those that people visit."""
    letters = layout.letters
    noun = layout.role("noun_of_place") | layout.role("direction") | layout.role("cardinal")
    before = np.maximum(token - 1, 0)
    farthest = np.maximum(token - _LONGEST_PLACE, 0)
    passing = np.arange(len(token))
    while len(passing):
        own = before[passing]
        is_passed = (own > farthest[passing]) & (is_in(b"lPpC,(", letters[own]) | noun[own])
        passing = passing[is_passed]
        before[passing] -= 1
    result: Flags = (letters[before] == ord("i")) | layout.role("at")[before]
    result |= (letters[before] == ord("n")) & (is_adjective_of_place(token, layout) | _is_island(token, before, layout))
    result &= ~layout.role("based")[np.maximum(before - 1, 0)]
    return (result | _is_arrived_at(before, layout)) & ~_is_left(before, layout)


def _is_island(token: Offsets, before: Offsets, layout: Layout) -> Flags:
    """Return which places after the words `before` are named as an island: "on Manus Island"."""
    letters = layout.letters
    nouns = running(layout.role("noun_of_place") & ~is_in(b"o", letters))
    behind = np.minimum(after_name(token, letters) + 1, len(letters))
    result: Flags = nouns[behind] > nouns[before]
    return result


def is_dated(token: Offsets, in_date: Flags, layout: Layout) -> Flags:
    """Return which places have a date right behind or right before them: "in Kutaisi on 8 October"."""
    dates, behind = running(in_date), after_name(token, layout.letters)
    last = len(layout.letters)
    result: Flags = dates[np.minimum(behind + _NEAR_DATE, last)] > dates[behind]
    return result | (dates[token] > dates[np.maximum(token - _NEAR_DATE, 0)])


def _is_arrived_at(before: Offsets, layout: Layout) -> Flags:
    """Return which of the words before places are the "to" of "a study trip to Jakarta", "returned to Costa Rica", or
    a verb such as "toured"."""
    arrival = layout.role("arrival")
    result: Flags = (layout.letters[before] == ord("t")) & arrival[np.maximum(before - 1, 0)]
    return result | layout.role("visits")[before]


def is_aside(token: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which places only say whose or from where somebody is: "Embassy of Switzerland", "the Danish Ambassador",
    "from Chad", "Central America and the Dominican Republic"; and those within quotation marks."""
    represents, before = layout.role("represents"), np.maximum(token - 1, 0)
    # Enumerations of places are passed over.
    listed = _past(before, b"Pp,&l", _LONGEST_LIST, layout.letters, step=-1)
    of = np.maximum(before - (layout.letters[before] == ord("l")), 0)
    result: Flags = represents[np.minimum(after_name(token, layout.letters), len(represents) - 1)]
    result |= (layout.letters[of] == ord("o")) & represents[np.maximum(of - 1, 0)]
    result |= layout.role("from")[listed] | _follows_region(token, layout)
    return result | _is_quoted(token, entry, layout)


def _is_quoted(token: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which tokens are within quotation marks, in paragraphs of the body that close all they open."""
    letters = layout.letters
    body = layout.sentences.body_token[entry]
    breaks = np.concatenate(([0], np.flatnonzero(is_in(b"\n|", letters)), [len(letters)]))
    number = np.searchsorted(breaks, token, side="right")
    start, end = np.maximum(breaks[number - 1], body), breaks[np.minimum(number, len(breaks) - 1)]
    marks = running(letters == ord('"'))
    result: Flags = (token >= body) & ((marks[token] - marks[start]) % 2 == 1) & ((marks[end] - marks[start]) % 2 == 0)
    return result


def is_upcoming(sentence: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which sentences announce the next occasion ("the next meeting will be held in Rivas")."""
    first, last = layout.bounds(sentence, entry)
    following, future = layout.count("next"), layout.count("future")
    result: Flags = (following[last] > following[first]) & (future[last] > future[first])
    return result & (sentence > layout.sentences.first[entry] + layout.sentences.in_headline[entry])


def opens_sentence(token: Offsets, layout: Layout) -> Flags:
    """Return which tokens are the first word of a sentence, an article aside."""
    start = layout.sentences.token[layout.sentence_of(token)]
    result: Flags = token - start <= (layout.letters[start] == ord("l"))
    return result


def is_attribute(token: Offsets, layout: Layout) -> Flags:
    """Return which demonyms describe a body or person: "the Swiss Federal Council", "the Costa Rican film maker Rosa
    Mena"."""
    letters, given, behind = layout.letters, layout.role("given_name"), after_name(token, layout.letters)
    after = _past(behind, b"x-", _LONGEST_POST, letters)
    result: Flags = (letters[after] == ord("C")) & given[after]
    return result | is_in(b"CHGO", letters[behind])


def _is_left(before: Offsets, layout: Layout) -> Flags:
    """Return which of the words before places end a stay that is over: "after living for two years in Chile"."""
    entry_first = layout.tokens.first[layout.entry_of(before)]
    start = np.maximum(before - _LONGEST_STAY, entry_first)
    after, period = layout.count("after"), running(layout.role("unit_year") | layout.role("unit_month"))
    result: Flags = (after[before] > after[start]) & (period[before] > period[start])
    return result
