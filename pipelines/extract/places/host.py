"""Determines where the activities of a batch took place: by the dateline first, then by the text."""

from typing import NamedTuple

import numpy as np

from pipelines.extract.places.countries import BASES, Places
from pipelines.extract.places.datelines import LONGEST_DATELINE
from pipelines.extract.places.scenes import after_name, is_adjective_of_place, is_listed, is_located, is_scene
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import NONE, SEVERAL, any_of, first_of, is_in, only
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

_MOST_COUNTRIES = 12
_DEMONYM, _PLACE = BASES.index("demonym"), BASES.index("place")


class Hosts(NamedTuple):
    """The host of each entry: parallel arrays with one element per entry.

    `country`: its number in the places' `countries`; `place`: the number of the place in it that the text names. Both
    NONE if there is none.
    """

    country: Offsets
    place: Offsets


class _Scene(NamedTuple):
    """The places of a batch that are outside of registered names, with properties for the rules: parallel arrays.

    `is_single`: neither a demonym nor in an enumeration with another country. `is_opening`: in the dateline.
    """

    entry: Offsets
    token: Offsets
    country: Offsets
    in_headline: Flags
    is_opening: Flags
    is_single: Flags
    is_scene: Flags
    is_located: Flags
    is_beside_activity: Flags
    size: int

    def country_of(self, chosen: Flags) -> Offsets:
        """Return, by entry, the country of the chosen places, SEVERAL or NONE."""
        return only(self.entry[chosen], self.country[chosen], self.size)


def find_hosts(places: Places, layout: Layout, dateline_ends: Offsets, is_online: Flags) -> Hosts:
    """Return the hosts of the entries, whose datelines end before the tokens `dateline_ends`.

    Online events have no host, and places in a registered name do not count.
    """
    free = np.flatnonzero(places.is_free)
    scene = _scene(places.where(free), layout, dateline_ends)
    dateline = scene.country_of(scene.is_opening)
    elsewhere = _stated_elsewhere(scene, dateline, dateline_ends)
    elsewhere = np.where(elsewhere >= 0, elsewhere, _headline_elsewhere(scene, dateline, layout))
    stated = np.where(elsewhere >= 0, elsewhere, dateline)
    country = np.where(dateline == NONE, _in_text(scene, layout), stated)
    country = np.where((dateline == SEVERAL) | is_online | (country == SEVERAL), NONE, country)
    return Hosts(country, _places_in(country, places, free, scene))


def _scene(free: Places, layout: Layout, dateline_ends: Offsets) -> _Scene:
    entry = layout.entry_of(free.token)
    body = layout.sentences.body_token[entry]
    sentence = layout.sentence_of(free.token)
    venue = layout.count("venue")
    describes = (free.basis == _DEMONYM) & is_adjective_of_place(free.token, layout)
    first, last = layout.bounds(sentence, entry)
    return _Scene(
        entry,
        free.token,
        free.country,
        in_headline=free.token < body,
        is_opening=(body <= free.token) & (free.token < dateline_ends[entry]),
        is_single=((free.basis != _DEMONYM) | describes) & ~is_listed(free.token, entry, free.country, layout),
        is_scene=is_scene(free.token, layout),
        is_located=is_located(free.token, layout),
        is_beside_activity=(sentence - layout.sentences.first[entry] <= 3) & (venue[last] > venue[first]),
        size=len(layout),
    )


def _in_text(scene: _Scene, layout: Layout) -> Offsets:
    """Return, for entries without a country in the dateline, the only country of the first group of places with one."""
    located = scene.is_single & (scene.is_scene | scene.is_located)
    named = scene.country_of(np.ones(len(scene.token), np.bool_))
    host = np.where(_speaks_of_countries(layout), NONE, named)
    few = _is_one_of_few(scene)
    for group in (
        located,
        scene.is_single & scene.in_headline & (scene.is_located | _opens(scene, layout)),
        located & scene.is_beside_activity,
        scene.is_single & scene.is_scene,
        _is_in_last_line(scene, layout),
    ):
        country = scene.country_of(group)
        host = np.where((country == SEVERAL) | ((country != NONE) & few), country, host)
    return host


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
    """Return another country that the headline makes the scene ("in Malawi", "Malawi's", "Malawi:"), if the dateline's
    is not named again."""
    opens = _opens(scene, layout) & is_in(b"':", layout.letters[after_name(scene.token, layout.letters)])
    country = scene.country_of(scene.in_headline & (scene.is_located | opens))
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
