"""Determines where the activities of a batch took place: by the dateline first, then by the text."""

from typing import NamedTuple

import numpy as np

from pipelines.extract.places.countries import BASES, Places
from pipelines.extract.places.datelines import LONGEST_DATELINE
from pipelines.extract.places.scenes import (
    after_name,
    is_adjective_of_place,
    is_aside,
    is_attribute,
    is_dated,
    is_listed,
    is_located,
    is_scene,
    is_upcoming,
    opens_sentence,
)
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import NONE, SEVERAL, any_of, first_of, is_in, only
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

HOST_RULES = (
    *("none_unmentioned", "none_one", "none_several", "none_online", "none_dateline"),
    *("only_named", "located", "headline", "activity", "scene", "last_line", "elsewhere", "dateline"),
)
"""By what a host is decided: for none, that no country, one or several are named, that it was online, or that the
dateline has several; else by the only country named, places in the text, or the dateline."""
_MOST_COUNTRIES = 12
_DEMONYM, _PLACE = BASES.index("demonym"), BASES.index("place")


class Hosts(NamedTuple):
    """The host of each entry: parallel arrays with one element per entry.

    `country`: its number in the places' `countries`; `place`: the number of the place in it that the text names. Both
    NONE if there is none. `rule`: a number in HOST_RULES.
    """

    country: Offsets
    place: Offsets
    rule: Offsets


class _Scene(NamedTuple):
    """The places of a batch that are outside of registered names, with properties for the rules: parallel arrays.

    `is_single`: neither a demonym nor in an enumeration with another country, nor only the country that somebody is
    from. `is_stated`: more than the country of a body or person. `is_opening`: in the dateline.
    """

    entry: Offsets
    token: Offsets
    country: Offsets
    sentence: Offsets
    in_headline: Flags
    is_opening: Flags
    is_single: Flags
    is_stated: Flags
    is_town: Flags
    is_scene: Flags
    is_located: Flags
    is_beside_activity: Flags
    is_beside_date: Flags
    is_dated: Flags
    size: int

    def country_of(self, chosen: Flags) -> Offsets:
        """Return, by entry, the country of the chosen places, SEVERAL or NONE."""
        return only(self.entry[chosen], self.country[chosen], self.size)


def find_hosts(places: Places, layout: Layout, dateline_ends: Offsets, in_date: Flags, is_online: Flags) -> Hosts:
    """Return the hosts of the entries, whose datelines end before the tokens `dateline_ends`; `in_date`: whether a
    token belongs to an expression of time.

    Online events have no host. Places in a registered name do not count, unless a body that opens the text is all
    that names a country.
    """
    free = np.flatnonzero(places.is_free)
    scene = _scene(places.where(free), layout, dateline_ends, in_date)
    dateline = scene.country_of(scene.is_opening)
    elsewhere = _stated_elsewhere(scene, dateline, dateline_ends)
    elsewhere = np.where(elsewhere >= 0, elsewhere, _headline_elsewhere(scene, dateline, layout))
    stated = np.where(elsewhere >= 0, elsewhere, dateline)
    in_text, rule = _in_text(scene, layout)
    in_text = np.where(in_text == NONE, _acting(places, scene, layout), in_text)
    country = np.where(dateline == NONE, in_text, stated)
    country = np.where((dateline == SEVERAL) | is_online | (country == SEVERAL), NONE, country)
    by_dateline = np.where(elsewhere >= 0, HOST_RULES.index("elsewhere"), HOST_RULES.index("dateline"))
    rule = np.where(dateline == NONE, rule, by_dateline)
    rule = np.where(country == NONE, _rules_without(scene, dateline, is_online), rule)
    return Hosts(country, _places_in(country, places, free, scene), rule)


def _rules_without(scene: _Scene, dateline: Offsets, is_online: Flags) -> Offsets:
    """Return by which of HOST_RULES an entry has no host."""
    named = scene.country_of(np.ones(len(scene.token), np.bool_))
    rules = {"none_dateline": dateline == SEVERAL, "none_online": is_online, "none_unmentioned": named == NONE}
    several = np.where(named == SEVERAL, HOST_RULES.index("none_several"), HOST_RULES.index("none_one"))
    return np.select(list(rules.values()), [HOST_RULES.index(rule) for rule in rules], several)


def _scene(free: Places, layout: Layout, dateline_ends: Offsets, in_date: Flags) -> _Scene:
    entry = layout.entry_of(free.token)
    body = layout.sentences.body_token[entry]
    sentence = layout.sentence_of(free.token)
    venue, dated = layout.count("venue"), running(in_date)
    is_demonym = free.basis == _DEMONYM
    describes = is_demonym & is_adjective_of_place(free.token, layout)
    is_apart = is_aside(free.token, entry, layout)
    first, last = layout.bounds(sentence, entry)
    return _Scene(
        entry,
        free.token,
        free.country,
        sentence,
        in_headline=free.token < body,
        is_opening=(body <= free.token) & (free.token < dateline_ends[entry]),
        is_single=(~is_demonym | describes) & ~is_apart & ~is_listed(free.token, entry, free.country, layout),
        is_stated=~is_apart & ~(is_demonym & is_attribute(free.token, layout)),
        is_town=free.basis == _PLACE,
        is_scene=is_scene(free.token, layout),
        is_located=is_located(free.token, layout) & ~is_upcoming(sentence, entry, layout),
        is_beside_activity=(sentence - layout.sentences.first[entry] <= 3) & (venue[last] > venue[first]),
        is_beside_date=(sentence - layout.sentences.first[entry] <= 3) & (dated[last] > dated[first]),
        is_dated=is_dated(free.token, in_date, layout),
        size=len(layout),
    )


def _in_text(scene: _Scene, layout: Layout) -> tuple[Offsets, Offsets]:
    """Return, for entries without a country in the dateline, the only country of the last group of places with one, and
    the group, a number in HOST_RULES."""
    located = scene.is_single & (scene.is_scene | scene.is_located)
    named = scene.country_of(scene.is_stated)
    host = np.where(_speaks_of_countries(layout), NONE, named)
    towns = scene.country_of(scene.is_single & scene.is_town)
    host = np.where((host == NONE) | (host == SEVERAL), towns, host)
    few = _is_one_of_few(scene)
    rule = np.full(scene.size, HOST_RULES.index("only_named"))
    in_headline = scene.is_single & scene.in_headline & scene.is_located
    opens = scene.is_single & scene.in_headline & _opens(scene, layout) & ~_any(in_headline, scene)
    for name, group in (
        ("located", located),
        ("headline", in_headline | opens),
        ("activity", _earliest(located & scene.is_beside_date, scene)),
        ("activity", _earliest(located & scene.is_beside_activity, scene)),
        ("activity", _earliest(located & scene.is_dated & scene.is_beside_date, scene)),
        ("scene", scene.is_single & scene.is_scene),
        ("last_line", _is_in_last_line(scene, layout)),
    ):
        country = scene.country_of(group)
        decides = (country == SEVERAL) | ((country != NONE) & few)
        host, rule = np.where(decides, country, host), np.where(decides, HOST_RULES.index(name), rule)
    return host, rule


def _acting(places: Places, scene: _Scene, layout: Layout) -> Offsets:
    """Return, for entries that state no country, that of the bodies that open headline or body ("The Tunisian Red
    Crescent opened a desk")."""
    entry, sentence = layout.entry_of(places.token), layout.sentence_of(places.token)
    sentences = layout.sentences
    is_first = (sentence == sentences.first[entry]) | (sentences.within_body(sentence, entry) == 0)
    acting = is_first & opens_sentence(places.token, layout)
    country = only(entry[acting], places.country[acting], scene.size)
    is_said = any_of(scene.entry[scene.is_stated], scene.size)
    return np.where(is_said | (country == SEVERAL), NONE, country)


def _earliest(chosen: Flags, scene: _Scene) -> Flags:
    """Return, of the chosen places, those in the first sentence of their entry that has one."""
    first = np.full(scene.size, np.iinfo(np.int64).max)
    np.minimum.at(first, scene.entry[chosen], scene.sentence[chosen])
    result: Flags = chosen & (scene.sentence == first[scene.entry])
    return result


def _any(chosen: Flags, scene: _Scene) -> Flags:
    """Return which places are in an entry with a chosen one."""
    return any_of(scene.entry[chosen], scene.size)[scene.entry]


def _opens(scene: _Scene, layout: Layout) -> Flags:
    """Return which places are the first word of their entry."""
    result: Flags = scene.token == layout.tokens.first[scene.entry]
    return result


def _speaks_of_countries(layout: Layout) -> Flags:
    """Return which entries mention countries in the plural in their first three sentences."""
    counts, first = layout.count("countries"), layout.sentences.first
    starts = np.append(layout.sentences.token, [0] * 3)
    end = np.where(first[:-1] + 3 < first[1:], starts[first[:-1] + 3], layout.last_token)
    result: Flags = counts[end] > counts[layout.tokens.first[:-1]]
    return result


def _is_one_of_few(scene: _Scene) -> Flags:
    """Return which entries name no more countries than a report of one event does."""
    pairs = np.unique(scene.entry * (scene.country.max(initial=0) + 1) + scene.country, return_index=True)[1]
    result: Flags = np.bincount(scene.entry[pairs], minlength=scene.size) <= _MOST_COUNTRIES
    return result


def _is_in_last_line(scene: _Scene, layout: Layout) -> Flags:
    """Return which places are alone in a last paragraph, where an event notice states the venue."""
    letters, last, body = layout.letters, layout.last_token, layout.sentences.body_token
    lines = np.concatenate(([-1], np.flatnonzero(letters == ord("\n"))))
    start = lines[np.searchsorted(lines, last) - 1] + 1
    others = running(~is_in(b"PpC,().", letters))
    is_alone = (start > body) & (others[last] == others[np.minimum(start, last)])
    result: Flags = is_alone[scene.entry] & (scene.token >= start[scene.entry])
    return result


def _stated_elsewhere(scene: _Scene, dateline: Offsets, dateline_ends: Offsets) -> Offsets:
    """Return another country than the dateline's in which the text says the activity was held, unless the dateline's
    own is said to be the scene."""
    located = scene.is_single & ~scene.is_opening & (scene.is_scene | scene.is_located)
    at_home = any_of(scene.entry[located & (scene.country == dateline[scene.entry])], scene.size)
    stated = located & scene.is_beside_activity & (scene.token >= dateline_ends[scene.entry])
    return np.where(at_home, NONE, scene.country_of(stated))


def _headline_elsewhere(scene: _Scene, dateline: Offsets, layout: Layout) -> Offsets:
    """Return another country that the headline makes the scene ("in Malawi", "Malawi's", "Malawi:", not "for work in
    Malawi"), if the dateline's is not named again."""
    opens = _opens(scene, layout) & is_in(b"':", layout.letters[after_name(scene.token, layout.letters)])
    purposes, first = running(is_in(b"f", layout.letters)), layout.tokens.first[scene.entry]
    is_purpose = purposes[scene.token] > purposes[first]
    country = scene.country_of(scene.in_headline & ((scene.is_located & ~is_purpose) | opens))
    body = layout.sentences.body_token[scene.entry]
    in_opening = (body <= scene.token) & (scene.token < body + LONGEST_DATELINE)
    again = any_of(scene.entry[~in_opening & (scene.country == dateline[scene.entry])], scene.size)
    return np.where(again | (country == dateline), NONE, country)


def _places_in(country: Offsets, places: Places, free: Offsets, scene: _Scene) -> Offsets:
    """Return each entry's first place in the host country that is not the country itself, preferring the smaller of two
    next to each other."""
    inside = np.flatnonzero((scene.country == country[scene.entry]) & (places.basis[free] == _PLACE))
    towns = inside[~places.meanings.is_subdivision[places.meaning[free[inside]]]]
    first, first_town = first_of(scene.entry[inside], scene.size), first_of(scene.entry[towns], scene.size)
    found = np.where(first_town != NONE, np.append(towns, NONE)[first_town], np.append(inside, NONE)[first])
    return np.append(free, NONE)[found]
