"""Which countries the bodies that an entry names most likely belong to."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from pipelines.extract.places.countries import Places
from pipelines.extract.places.host import Hosts
from pipelines.extract.text.batch import Offsets
from pipelines.extract.text.columns import NONE
from pipelines.extract.text.layout import Layout


class LikelyCountries:
    """By entry, the host's country, the dateline's, then those named, in order; datelines end before the tokens
    `dateline_ends`."""

    def __init__(self, hosts: Hosts, places: Places, layout: Layout, dateline_ends: Iterable[int]) -> None:
        self._countries = places.meanings.countries
        self._host = hosts.country
        self._named = places.country
        bounds = (layout.tokens.first, layout.sentences.body_token, np.asarray(dateline_ends))
        self._first, self._body, self._behind = (np.searchsorted(places.token, bound) for bound in bounds)

    @cached_property
    def first(self) -> Offsets:
        """The number of the likeliest of each entry among the places' countries; NONE where there is none."""
        start, end = self._first[:-1], self._first[1:]
        number = np.where(self._body < self._behind, self._body, start)
        named = np.where(start < end, np.append(self._named, NONE)[number], NONE)
        return np.where(self._host == NONE, named, self._host)

    def of(self, entry: int) -> list[str]:
        """All of one entry, the likeliest first."""
        host = [] if self._host[entry] == NONE else [int(self._host[entry])]
        opening = self._named[self._body[entry] : self._behind[entry]].tolist()
        named = self._named[self._first[entry] : self._first[entry + 1]].tolist()
        return [self._countries[number] for number in (*host, *opening, *named)]
