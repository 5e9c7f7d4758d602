"""Which countries the entries of a batch name, and which of many namesakes a place is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.names.reference_tables import PlaceMeaning
from pipelines.extract.text.batch import Bytes, Flags, Offsets, TextBatch
from pipelines.extract.text.columns import NONE, any_of, first_of, only, unfold

BASES = ("name", "demonym", "place", "organisation", "stop")
"""How a place may be named, the strongest first."""
NO_MEANING = -1
_BESIDE = 14

Namesakes = tuple[PlaceMeaning, ...]


class Meanings:
    """All that names of places stand for, in columns by the number of the meaning.

    `country`: the number of the country in `countries`, which are in alphabetical order. `basis`: the number in
    `BASES`. `is_subdivision`: it is a subdivision of its country. `is_weak`: the name is also a common word.
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
    """The countries, and places in them, that a batch names, in the order of the text: parallel arrays.

    `start`, `end`: characters of the batch's text. `token`: the first. `meaning`: its number in `meanings`. `is_free`:
    it is not part of an organisation's registered name.
    """

    start: Offsets
    end: Offsets
    token: Offsets
    meaning: Offsets
    is_free: Flags
    meanings: Meanings

    @property
    def country(self) -> Offsets:
        """The number of each one's country in `meanings.countries`."""
        return self.meanings.country[self.meaning]

    @property
    def basis(self) -> Offsets:
        """How each is named, a number in BASES."""
        return self.meanings.basis[self.meaning]

    def where(self, chosen: Flags | Offsets) -> "Places":
        """Those chosen, by flag or by number."""
        return Places(
            self.start[chosen],
            self.end[chosen],
            self.token[chosen],
            self.meaning[chosen],
            self.is_free[chosen],
            self.meanings,
        )


class PlaceResolver:
    """Settles the names of places on one meaning or none; `senses` are what a name may stand for, by the finder's
    sense.

    A name that many places share is settled by the country beside it, then by the countries the entry names
    otherwise, then by the programme's region where only one of them lies in it. A weak name (also a common word)
    counts only beside its own country.
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
        self._is_stop = np.array([any(meaning.basis == "stop" for meaning in sense) for sense in senses], np.bool_)
        self._letter = np.array([_letter(sense[0].basis) for sense in senses], np.uint8)

    def letters(self, hits: Hits) -> Bytes:
        """What the first token of each name is in the grammar of organisations: `D` for a demonym, `P` for another
        place, nothing for a phrase that names no country."""
        return self._letter[hits.sense]

    def counting(self, hits: Hits) -> Flags:
        """Of each name whether it may be a place."""
        return ~self._is_stop[hits.sense]

    def resolve(self, hits: Hits, batch: TextBatch) -> Offsets:
        """The meaning of each name of a batch, of those that may be places: its number in `meanings`, NO_MEANING where
        it cannot be told."""
        certain: Offsets = self._certain[hits.sense]
        is_open = np.flatnonzero(certain == NO_MEANING)
        told = self._by_context(hits, is_open, certain, batch)
        alone = np.flatnonzero(told == NO_MEANING)
        told[alone] = [self._otherwise(sense) for sense in hits.sense[is_open[alone]].tolist()]
        settled = certain.copy()
        settled[is_open] = told
        return settled

    def _by_context(self, hits: Hits, is_open: Offsets, certain: Offsets, batch: TextBatch) -> Offsets:
        """Of each name that is open (by number) the largest of its namesakes in the country beside it, or else in the
        one of the countries that its entry names otherwise; NO_MEANING where no country or several tell."""
        table, size, entry = self.meanings, len(is_open), batch.entry_of(hits.start)
        name, row = unfold(self._count, hits.sense[is_open])
        meaning = self._namesakes[row]
        country = table.country[meaning]
        beside = np.zeros(len(name), np.bool_)
        for other in _neighbours(hits, is_open, certain, entry):
            beside |= (other[name] != NO_MEANING) & (table.country[other[name]] == country)
        known, countries = np.flatnonzero(certain != NO_MEANING), len(table.countries)
        named = any_of(entry[known] * countries + table.country[certain[known]], len(batch) * countries)
        is_named = ~table.is_weak[meaning] & named[entry[is_open][name] * countries + country]
        by_neighbour = only(name[beside], country[beside], size) >= 0
        by_others = ~by_neighbour & (only(name[is_named], country[is_named], size) >= 0)
        fitting = np.flatnonzero((beside & by_neighbour[name]) | (is_named & by_others[name]))
        order = fitting[np.lexsort((-table.population[meaning[fitting]], name[fitting]))]
        first = first_of(name[order], size)
        return np.where(first == NONE, NO_MEANING, np.append(meaning[order], NO_MEANING)[first])


def _neighbours(hits: Hits, is_open: Offsets, certain: Offsets, entry: Offsets) -> Iterator[Offsets]:
    """What the names right before and right behind those open mean for certain; NO_MEANING where none stands there."""
    for step in (-1, 1):
        other = np.clip(is_open + step, 0, max(len(certain) - 1, 0))
        before, behind = np.minimum(is_open, other), np.maximum(is_open, other)
        is_near = (other != is_open) & (entry[other] == entry[is_open])
        is_near &= hits.start[behind] - hits.end[before] <= _BESIDE
        yield np.where(is_near, certain[other], NO_MEANING)


def _of_region(namesakes: Namesakes, region: Mapping[str, str]) -> PlaceMeaning | None:
    """The namesake that lies in the programme's region, if only one country's does, or else its capital."""
    shared = [meaning for meaning in namesakes if meaning.ambiguity == "shared" and region.get(meaning.country_iso3)]
    strong = [meaning for meaning in namesakes if meaning.ambiguity != "weak"]
    if len({meaning.country_iso3 for meaning in shared}) == 1 and len(shared) == len(strong):
        return shared[0]
    return max(shared, key=lambda meaning: meaning.population) if _is_capital_there(shared) else None


def _letter(basis: str) -> int:
    return {"stop": 0, "demonym": ord("D")}.get(basis, ord("P"))


def _certain(namesakes: Namesakes) -> PlaceMeaning | None:
    """The meaning that needs no context: a country's own name or demonym, or a place that can lie in one country
    only."""
    own = [meaning for meaning in namesakes if meaning.basis != "place"]
    if len({meaning.country_iso3 for meaning in own}) == 1:
        return own[0]
    unique = [meaning for meaning in namesakes if meaning.ambiguity == "unique"]
    return unique[0] if len({meaning.country_iso3 for meaning in unique}) == 1 and not own else None


def _is_capital_there(shared: Sequence[PlaceMeaning]) -> bool:
    """Exactly one of the region's namesakes is a capital, and it is the largest (San José, Georgetown)."""
    capitals = [meaning for meaning in shared if meaning.kind == "capital"]
    return len(capitals) == 1 and capitals[0].population == max(meaning.population for meaning in shared)
