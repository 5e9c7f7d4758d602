"""Which countries the entries of a batch name, and which of many namesakes a place is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipelines.extract.names import Hits
from pipelines.extract.reference import PlaceMeaning
from pipelines.extract.text import Bytes, Flags, Offsets, TextBatch

BASES = ("name", "demonym", "place", "organisation", "stop")
"""How a place may be named, the strongest first."""
NO_MEANING = -1
_BESIDE = 14

Namesakes = tuple[PlaceMeaning, ...]


class Meanings:
    """All that names of places stand for, in columns by the number of the meaning.

    `country`: the number of the country in `countries`, which are in alphabetical order. `basis`: the number in
    `BASES`. `is_subdivision`: it is a subdivision of its country.
    """

    def __init__(self, meanings: Sequence[PlaceMeaning]) -> None:
        self.rows = meanings
        self.countries = sorted({meaning.country_iso3 for meaning in meanings})
        code = {country: number for number, country in enumerate(self.countries)}
        self.country = np.array([code[meaning.country_iso3] for meaning in meanings], np.int64)
        self.basis = np.array([BASES.index(meaning.basis) for meaning in meanings], np.int64)
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
    """Settles the names of places on one meaning or none; `senses` are what a name may stand for, by the automaton's
    sense.

    A name that many places share is settled by the country beside it, then by the countries the entry names
    otherwise, then by the programme's region where only one of them lies in it. A weak name (also a common word)
    counts only beside its own country.
    """

    def __init__(self, senses: Sequence[Namesakes], programme_region: Mapping[str, str]) -> None:
        self._senses = senses
        self._region = programme_region
        number: dict[PlaceMeaning, int] = {}
        for sense in senses:
            for meaning in sense:
                number.setdefault(meaning, len(number))
        self._number = number
        self.meanings = Meanings(list(number))
        certain = [_certain(sense) for sense in senses]
        self._certain = np.array([NO_MEANING if each is None else number[each] for each in certain], np.int64)
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
        settled = certain.copy()
        is_open = np.flatnonzero(certain == NO_MEANING)
        bounds = np.searchsorted(hits.start, batch.starts)
        entry = np.searchsorted(batch.starts, hits.start[is_open], side="right") - 1
        first = bounds[entry].tolist()
        last = np.append(bounds[1:], len(hits))[entry].tolist()
        for number, a, b in zip(is_open.tolist(), first, last, strict=True):
            named = self._countries(certain[a:b])
            beside = self._countries(
                np.array(
                    [
                        certain[other]
                        for other in (number - 1, number + 1)
                        if a <= other < b and _gap(hits, number, other) <= _BESIDE
                    ],
                    np.int64,
                )
            )
            chosen = self._by_context(self._senses[hits.sense[number]], beside, named)
            settled[number] = NO_MEANING if chosen is None else self._number[chosen]
        return settled

    def _countries(self, meanings: Offsets) -> set[str]:
        """The countries of those meanings that are told."""
        rows = self.meanings.rows
        return {rows[meaning].country_iso3 for meaning in meanings.tolist() if meaning != NO_MEANING}

    def _by_context(self, namesakes: Namesakes, beside: set[str], named: set[str]) -> PlaceMeaning | None:
        for wanted in (beside, named):
            fitting = [m for m in namesakes if m.country_iso3 in wanted and (m.ambiguity != "weak" or wanted is beside)]
            if len({meaning.country_iso3 for meaning in fitting}) == 1:
                return max(fitting, key=lambda meaning: meaning.population)
        shared = [m for m in namesakes if m.ambiguity == "shared" and self._region.get(m.country_iso3)]
        if len({meaning.country_iso3 for meaning in shared}) == 1 and len(shared) == len(
            [m for m in namesakes if m.ambiguity != "weak"]
        ):
            return shared[0]
        return max(shared, key=lambda m: m.population) if _is_capital_there(shared) else None


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


def _gap(hits: Hits, one: int, other: int) -> int:
    """How many characters stand between two names."""
    before, behind = min(one, other), max(one, other)
    return int(hits.start[behind] - hits.end[before])
