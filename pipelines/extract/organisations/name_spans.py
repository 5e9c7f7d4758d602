"""All spans of names in a batch, in columns: those of its chunks by their patterns, and its governments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np

from pipelines.extract.names.reference_tables import Alias
from pipelines.extract.organisations.chunks import Runs
from pipelines.extract.organisations.patterns import Form, Mark, NameSpan, Pattern, pattern
from pipelines.extract.places.countries import BASES, Places
from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import NONE, unfold
from pipelines.extract.text.layout import Layout

_TOKENS = slice(NameSpan._fields.index("body"), NameSpan._fields.index("head") + 1)
_COUNTRY = BASES.index("name")


@dataclass(frozen=True)
class Context:
    """The context of a batch's words: the places it names, the meaning of registered aliases by their first token, and
    whether words that introduce a partner are before a token."""

    layout: Layout
    places: Places
    registered_at: Mapping[int, Alias]
    introduced: Flags

    @cached_property
    def country(self) -> Offsets:
        """Return the country number of the place that starts at each token, NONE if none does."""
        country = np.full(len(self.layout.tokens.start), NONE)
        country[self.places.token] = self.places.country
        return country

    @cached_property
    def marks(self) -> Bytes:
        """Return the marks of each token."""
        marks = self.layout.role("own_office") * np.uint8(Mark.OFFICE)
        marks |= self.layout.role("weak_adjective") * np.uint8(Mark.WEAK)
        marks[self.places.token] |= np.uint8(Mark.IN_COUNTRY)
        marks[self.places.token[self.places.basis == _COUNTRY]] |= np.uint8(Mark.COUNTRY)
        return marks


@dataclass(frozen=True, slots=True)
class NameSpans:
    """Parallel arrays with one element per span: the fields of `NameSpan`, with tokens counted from the
    batch's first; `chunk` is the number of the chunk, NONE for a government."""

    form: Offsets
    body: Offsets
    first: Offsets
    last: Offsets
    start: Offsets
    stop: Offsets
    country: Offsets
    country_start: Offsets
    head: Offsets
    is_alone: Offsets
    chunk: Offsets

    def __len__(self) -> int:
        return len(self.chunk)

    def where(self, chosen: Flags | Offsets) -> "NameSpans":
        """Return the chosen ones, by flag or by number."""
        return NameSpans(*(column[chosen] for column in _COLUMNS(self)))

    def followed_by(self, others: "NameSpans") -> "NameSpans":
        """Return these spans followed by the others."""
        return NameSpans(*(np.concatenate(pair) for pair in zip(_COLUMNS(self), _COLUMNS(others), strict=True)))

    def numbers(self, form: Form) -> Offsets:
        """Return the numbers of the spans of a form."""
        return np.flatnonzero(self.form == form)


_COLUMNS = attrgetter(*(field.name for field in fields(NameSpans)))


@dataclass(frozen=True, slots=True)
class Patterns:
    """The distinct patterns of a batch's chunks, and the number of each chunk's pattern."""

    distinct: Sequence[Pattern]
    number: Offsets


def patterns(context: Context, chunks: Runs, bound: Flags) -> Patterns:
    """Return the pattern of each chunk of a batch by its letters and marks; `bound` flags chunks with letters in
    brackets after them."""
    both = np.stack((context.layout.letters, context.marks), axis=1)
    both[chunks.last[bound] - 1, 1] |= np.uint8(Mark.BOUND)
    signs = both.tobytes()
    numbers: dict[bytes, int] = {}
    spans = zip((2 * chunks.first).tolist(), (2 * chunks.last).tolist(), strict=True)
    number = np.array([numbers.setdefault(signs[first:last], len(numbers)) for first, last in spans], np.int64)
    return Patterns([pattern(each[::2], each[1::2]) for each in numbers], number)


def name_spans(chunks: Runs, found: Patterns) -> NameSpans:
    """Return the names in the chunks of a batch, in the order of the text."""
    table = _table([span for each in found.distinct for span in each.names])
    chunk, row = unfold(np.array([len(each.names) for each in found.distinct], np.int64), found.number)
    table = table[:, row]
    tokens = table[_TOKENS]
    table[_TOKENS] = np.where(tokens == NONE, NONE, tokens + chunks.first[chunk])
    return NameSpans(*(*table, chunk))


def governments(found: Sequence[tuple[int, int, int]], context: Context) -> NameSpans:
    """Return the governments (first token, last, the country's first) whose country is known."""
    first, last, place = np.array(found, np.int64).reshape(-1, 3).T
    is_known = context.marks[place] & np.uint8(Mark.COUNTRY) != 0
    first, last, place = first[is_known], last[is_known], place[is_known]
    none = np.full(len(first), NONE)
    form, is_alone = np.full(len(first), Form.GOVERNMENT), np.zeros(len(first), np.int64)
    return NameSpans(form, first, first, last, first, last, place, none, none, is_alone, none)


def _table(rows: Sequence[NameSpan]) -> Offsets:
    """Return one row per field, one column per span."""
    width = len(NameSpan._fields)
    return np.fromiter(chain.from_iterable(rows), np.int64, width * len(rows)).reshape(-1, width).T.copy()
