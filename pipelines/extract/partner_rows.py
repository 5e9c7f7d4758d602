"""The organisations of a batch as columns."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.extract.mentions import Spans, coded
from pipelines.extract.organisations import PartnerFacts, PartnerMention
from pipelines.extract.text import Offsets


class PartnerRows:
    """Puts what the entries of a batch tell of organisations into columns; each argument is one for each entry."""

    def __init__(self, partners: Sequence[Sequence[PartnerMention]]) -> None:
        ids, start, end, method = columns(chain.from_iterable(partners), len(PartnerMention._fields))
        self._names = sorted(set(ids))
        self._number = {name: number for number, name in enumerate(self._names)}
        self._size = max(len(self._names), 1)
        self._partner = self._numbers(ids)
        self.spans = Spans(
            "partner",
            repeated(partners),
            np.array(start, np.int64),
            np.array(end, np.int64),
            coded(self._names, self._partner),
            pa.array(method, pa.string()),
        )

    def partners(self, roles: Sequence[Mapping[str, str]]) -> tuple[Offsets, list[pa.Array]]:
        """The entry of each partner; its id, its role, and how often the entry mentions it."""
        group, count = np.unique(self.spans.entry * self._size + self._partner, return_counts=True)
        order = self._order(list(chain.from_iterable(roles)), repeated(roles))
        role = pa.array(list(chain.from_iterable(each.values() for each in roles)), pa.string())
        ids = coded(self._names, group % self._size)
        return group // self._size, [ids, role.take(order), pa.array(count, pa.int32())]

    def sightings(self, sightings: Sequence[Sequence[PartnerFacts]]) -> tuple[Offsets, list[pa.Array]]:
        """The entry of each sighting, and what it tells."""
        told = columns(chain.from_iterable(sightings), len(PartnerFacts._fields))
        entry = repeated(sightings)
        order = self._order(told[0], entry)
        return entry, [pa.array(column, pa.string()).take(order) for column in told]

    def _order(self, ids: Sequence[str], entry: Offsets) -> pa.Array:
        """How rows are sorted by entry and partner."""
        return pa.array(np.argsort(entry * self._size + self._numbers(ids), kind="stable"))

    def _numbers(self, ids: Sequence[str]) -> Offsets:
        return np.fromiter(map(self._number.__getitem__, ids), np.int64, len(ids))


def columns(rows: Iterable[Sequence[Any]], width: int) -> Sequence[Sequence[Any]]:
    """Rows of so many cells as columns."""
    return list(zip(*rows, strict=True)) or [()] * width


def repeated(found: Sequence[Any]) -> Offsets:
    """The number of the entry of each find, where each entry has its own."""
    return np.repeat(np.arange(len(found)), np.fromiter(map(len, found), np.int64, len(found)))
