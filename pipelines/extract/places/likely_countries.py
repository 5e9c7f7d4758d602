"""The countries to which the bodies in an entry most likely belong."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from pipelines.extract.places.countries import Places
from pipelines.extract.places.host import Hosts
from pipelines.extract.text.batch import Offsets
from pipelines.extract.text.columns import NONE
from pipelines.extract.text.layout import Layout


class LikelyCountries:
    """The countries of each entry in order: the host's, the dateline's, then those named; datelines end before the
    tokens `dateline_ends`."""

    def __init__(self, hosts: Hosts, places: Places, layout: Layout, dateline_ends: Iterable[int]) -> None:
        self._countries = places.meanings.countries
        self._host = hosts.country
        self._named = places.country
        bounds = (layout.tokens.first, layout.sentences.body_token, np.asarray(dateline_ends))
        self._first, self._body, self._behind = (np.searchsorted(places.token, bound) for bound in bounds)

    @cached_property
    def first(self) -> Offsets:
        """Return the most likely country of each entry, a number in the places' countries; NONE if there is none."""
        start, end = self._first[:-1], self._first[1:]
        number = np.where(self._body < self._behind, self._body, start)
        named = np.where(start < end, np.append(self._named, NONE)[number], NONE)
        return np.where(self._host == NONE, named, self._host)

    def of(self, entry: int) -> list[str]:
        """Return all countries of one entry, the most likely first."""
        host = [] if self._host[entry] == NONE else [int(self._host[entry])]
        opening = self._named[self._body[entry] : self._behind[entry]].tolist()
        named = self._named[self._first[entry] : self._first[entry + 1]].tolist()
        return [self._countries[number] for number in (*host, *opening, *named)]
