"""The countries that the entries of a batch name, and the choice among places with the same name."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.names.reference_tables import PlaceMeaning
from pipelines.extract.text.batch import Bytes, Flags, Offsets, TextBatch
from pipelines.extract.text.columns import NONE, any_of, first_of, only, unfold

BASES = ("name", "demonym", "place", "organisation", "stop")
"""The ways to name a place, strongest first."""
NO_MEANING = -1
_BESIDE = 14
_OUTWEIGHS = 3
"""How many times more inhabitants than its namesakes elsewhere the place has that a dateline means."""

Namesakes = tuple[PlaceMeaning, ...]


class Meanings:
    """The meanings of all names of places, in columns by the number of the meaning.

    `country`: the number of the country in `countries`, which are sorted. `basis`: the number in `BASES`.
    `is_subdivision`: whether it is a subdivision of its country. `is_weak`: whether the name is also a common word.
    """

    def __init__(self, meanings: Sequence[PlaceMeaning]) -> None:
        self.rows = meanings
        self.countries = sorted({meaning.country_iso3 for meaning in meanings})
        code = {country: number for number, country in enumerate(self.countries)}
        self.country = np.array([code[meaning.country_iso3] for meaning in meanings], np.int64)
        self.basis = np.array([BASES.index(meaning.basis) for meaning in meanings], np.int64)
        self.is_weak = np.array([meaning.ambiguity == "weak" for meaning in meanings], np.bool_)
        self.population = np.array([meaning.population for meaning in meanings], np.int64)
        self.is_subdivision = np.array([meaning.kind == "subdivision" for meaning in meanings], np.bool_)


class Places(NamedTuple):
    """The countries and places that a batch names, in the order of the text: parallel arrays.

    `start`, `end`: characters of the batch's text. `token`: the first token. `meaning`: its number in `meanings`.
    `is_free`: whether it is outside of organisations' registered names.
    """

    start: Offsets
    end: Offsets
    token: Offsets
    meaning: Offsets
    is_free: Flags
    meanings: Meanings

    @property
    def country(self) -> Offsets:
        """The country of each place, a number in `meanings.countries`."""
        return self.meanings.country[self.meaning]

    @property
    def basis(self) -> Offsets:
        """The basis of each place, a number in BASES."""
        return self.meanings.basis[self.meaning]

    def where(self, chosen: Flags | Offsets) -> "Places":
        """Return the chosen ones, by flag or by number."""
        return Places(
            self.start[chosen],
            self.end[chosen],
            self.token[chosen],
            self.meaning[chosen],
            self.is_free[chosen],
            self.meanings,
        )


class PlaceResolver:
    """Resolves names of places to one meaning or none; `senses` are the meanings that a name may have, by the finder's
    sense.

    A name shared by several places is resolved by the country next to it, then by the other countries that the entry
    names, then by the programme's region if only one of the places is in it. A weak name (also a common word)
    counts only next to its own country.
    """

    def __init__(self, senses: Sequence[Namesakes], programme_region: Mapping[str, str]) -> None:
        number: dict[PlaceMeaning, int] = {}
        self._namesakes = np.array([number.setdefault(each, len(number)) for sense in senses for each in sense])
        self._count = np.array([len(sense) for sense in senses], np.int64)
        self.meanings = Meanings(list(number))
        certain = [_certain(sense) for sense in senses]
        self._certain = np.array([NO_MEANING if each is None else number[each] for each in certain], np.int64)
        self._otherwise = lru_cache(maxsize=None)(
            lambda sense: NO_MEANING if (own := _of_region(senses[sense], programme_region)) is None else number[own]
        )
        largest = [_largest(sense) for sense in senses]
        self._largest = np.array([NO_MEANING if each is None else number[each] for each in largest], np.int64)
        self._is_stop = np.array([any(meaning.basis == "stop" for meaning in sense) for sense in senses], np.bool_)
        self._letter = np.array([_letter(sense[0].basis) for sense in senses], np.uint8)

    def letters(self, hits: Hits) -> Bytes:
        """Return each name's letter in the grammar of organisations: `D` for a demonym, `P` for another place, none for
        a phrase that is not a country."""
        return self._letter[hits.sense]

    def counting(self, hits: Hits) -> Flags:
        """Return which names may be places."""
        return ~self._is_stop[hits.sense]

    def resolve(self, hits: Hits, batch: TextBatch, in_dateline: Flags) -> Offsets:
        """Return the meaning of each name that may be a place: its number in `meanings`, NO_MEANING if it is undecided.
        Alone in a dateline it is a place for certain, the largest of its name."""
        certain: Offsets = self._certain[hits.sense]
        is_open = np.flatnonzero(certain == NO_MEANING)
        meaning = self._by_context(hits, is_open, certain, batch)
        alone = np.flatnonzero(meaning == NO_MEANING)
        meaning[alone] = [self._otherwise(sense) for sense in hits.sense[is_open[alone]].tolist()]
        settled = certain.copy()
        settled[is_open] = meaning
        entry = batch.entry_of(hits.start)
        is_decided = any_of(entry[in_dateline & (settled != NO_MEANING)], len(batch))[entry]
        is_left = in_dateline & (settled == NO_MEANING) & ~is_decided
        return np.where(is_left, self._largest[hits.sense], settled)

    def _by_context(self, hits: Hits, is_open: Offsets, certain: Offsets, batch: TextBatch) -> Offsets:
        """Return, for each open name (by number), the largest of its namesakes in the country next to it, or else in
        the only other country that its entry names; NO_MEANING if there is no such country or several."""
        table, size, entry = self.meanings, len(is_open), batch.entry_of(hits.start)
        name, row = unfold(self._count, hits.sense[is_open])
        meaning = self._namesakes[row]
        country = table.country[meaning]
        adjacent = np.zeros(len(name), np.bool_)
        for other in _neighbours(hits, is_open, certain, entry):
            adjacent |= (other[name] != NO_MEANING) & (table.country[other[name]] == country)
        known, countries = np.flatnonzero(certain != NO_MEANING), len(table.countries)
        named = any_of(entry[known] * countries + table.country[certain[known]], len(batch) * countries)
        is_named = ~table.is_weak[meaning] & named[entry[is_open][name] * countries + country]
        by_neighbour = only(name[adjacent], country[adjacent], size) >= 0
        by_others = ~by_neighbour & (only(name[is_named], country[is_named], size) >= 0)
        fitting = np.flatnonzero((adjacent & by_neighbour[name]) | (is_named & by_others[name]))
        order = fitting[np.lexsort((-table.population[meaning[fitting]], name[fitting]))]
        first = first_of(name[order], size)
        return np.where(first == NONE, NO_MEANING, np.append(meaning[order], NO_MEANING)[first])


def _neighbours(hits: Hits, is_open: Offsets, certain: Offsets, entry: Offsets) -> Iterator[Offsets]:
    """Yield the certain meanings of the names right before and after the open ones; NO_MEANING if there is none."""
    for step in (-1, 1):
        other = np.clip(is_open + step, 0, max(len(certain) - 1, 0))
        before, behind = np.minimum(is_open, other), np.maximum(is_open, other)
        is_near = (other != is_open) & (entry[other] == entry[is_open])
        is_near &= hits.start[behind] - hits.end[before] <= _BESIDE
        yield np.where(is_near, certain[other], NO_MEANING)


def _of_region(namesakes: Namesakes, region: Mapping[str, str]) -> PlaceMeaning | None:
    """Return the namesake in the programme's region, if only one country has one, or else the region's capital."""
    shared = [meaning for meaning in namesakes if meaning.ambiguity == "shared" and region.get(meaning.country_iso3)]
    strong = [meaning for meaning in namesakes if meaning.ambiguity != "weak"]
    if len({meaning.country_iso3 for meaning in shared}) == 1 and len(shared) == len(strong):
        return shared[0]
    return max(shared, key=lambda meaning: meaning.population) if _is_capital_there(shared) else None


def _largest(namesakes: Namesakes) -> PlaceMeaning | None:
    """Return the namesake that outweighs those of all other countries, if there is one."""
    if not namesakes or any(meaning.basis != "place" for meaning in namesakes):
        return None
    largest = max(namesakes, key=lambda meaning: meaning.population)
    others = [each.population for each in namesakes if each.country_iso3 != largest.country_iso3]
    return largest if largest.population > _OUTWEIGHS * max(others, default=0) else None


def _letter(basis: str) -> int:
    return {"stop": 0, "demonym": ord("D")}.get(basis, ord("P"))


def _certain(namesakes: Namesakes) -> PlaceMeaning | None:
    """Return the meaning that needs no context: a country's own name or demonym, or a place that exists in one country
    only."""
    own = [meaning for meaning in namesakes if meaning.basis != "place"]
    if len({meaning.country_iso3 for meaning in own}) == 1:
        return own[0]
    unique = [meaning for meaning in namesakes if meaning.ambiguity == "unique"]
    return unique[0] if len({meaning.country_iso3 for meaning in unique}) == 1 and not own else None


def _is_capital_there(shared: Sequence[PlaceMeaning]) -> bool:
    """Return whether just one of the region's namesakes is a capital and it is the largest (San José, Georgetown)."""
    capitals = [meaning for meaning in shared if meaning.kind == "capital"]
    return len(capitals) == 1 and capitals[0].population == max(meaning.population for meaning in shared)
