"""Chooses the sense of a name by its spelling."""

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.extract.names.names import Case, Name
from pipelines.extract.text.batch import Flags, Ids, Offsets, TextBatch

NO_SENSE = -1

_Senses = tuple[int, int]
"""With a lower-case letter first, and with a capital."""


class Spellings:
    """The names of one layer, by pattern: names that differ only in case and accents share a pattern.

    `senses`: the meanings of a name in one of its valid spellings.
    """

    def __init__(self, patterns: int, names: Mapping[int, Sequence[Name]]) -> None:
        self._numbers: dict[tuple[int, ...], int] = {}
        self._sense = np.full((2, patterns), NO_SENSE, np.int32)
        self._is_known = np.zeros(patterns, np.bool_)
        self._is_known[list(names)] = True
        self._is_listed = np.zeros((2, patterns), np.bool_)
        self._unaccented = np.zeros(patterns, np.bool_)
        self._listed: dict[int, Mapping[str, _Senses]] = {}
        otherwise = {pattern: self._senses((), alike) for pattern, alike in names.items()}
        self._sense[:, list(otherwise)] = np.array(list(otherwise.values()), np.int32).reshape(-1, 2).T
        self._unaccented[[n for n, alike in names.items() if all(name.unaccented for name in alike)]] = True
        for pattern, alike in names.items():
            exact = [name for name in alike if name.case is Case.EXACT]
            if exact:
                self._is_listed[[int(name.text[0].isupper()) for name in exact], pattern] = True
                self._listed[pattern] = {
                    text: self._senses([name for name in exact if name.text == text], alike)
                    for text in dict.fromkeys(name.text for name in exact)
                }
        self.senses = tuple(self._numbers)

    def _senses(self, same: Sequence[Name], alike: Sequence[Name]) -> _Senses:
        """Return the senses of a spelling that `same` list exactly, among those of the same pattern."""
        if len(alike) == 1 and not same:
            (name,) = alike
            number = NO_SENSE if name.case is Case.EXACT else self._number([name.meaning])
            return number if name.case is Case.ANY else NO_SENSE, number
        small = [name.meaning for name in alike if name.case is Case.ANY]
        capital = [name.meaning for name in alike if name.case is not Case.EXACT]
        exact = [name.meaning for name in same]
        return self._number(exact + small), self._number(exact + capital)

    def _number(self, meanings: Sequence[int]) -> int:
        unique = tuple(dict.fromkeys(meanings))
        return self._numbers.setdefault(unique, len(self._numbers)) if unique else NO_SENSE

    def read(self, batch: TextBatch, pattern: Ids, start: Offsets, end: Offsets) -> tuple[Offsets, Ids]:
        """Return which of the patterns found at `start:end` are names of the layer in a valid spelling, with the
        sense of each."""
        own = np.flatnonzero(self._is_known[pattern])
        sense = self._read(batch, pattern[own], start[own], end[own])
        counts = np.flatnonzero(sense != NO_SENSE)
        return own[counts], sense[counts]

    def _read(self, batch: TextBatch, pattern: Ids, start: Offsets, end: Offsets) -> Ids:
        capital = batch.is_upper[start].view(np.uint8)
        sense: Ids = self._sense[capital, pattern]
        listed = np.flatnonzero(self._is_listed[capital, pattern])
        rows = zip(*(column[listed].tolist() for column in (pattern, start, end, capital, sense)), strict=True)
        sense[listed] = [
            senses[is_capital] if (senses := self._listed[number].get(batch.text[a:b])) is not None else otherwise
            for number, a, b, is_capital, otherwise in rows
        ]
        unaccented = np.flatnonzero(self._unaccented[pattern])
        sense[unaccented[_any_between(batch.is_accented, start[unaccented], end[unaccented])]] = NO_SENSE
        return sense


def _any_between(flags: Flags, start: Offsets, end: Offsets) -> Flags:
    """Return whether a flag is set in each range."""
    places = np.flatnonzero(flags)
    return np.searchsorted(places, start) < np.searchsorted(places, end)
