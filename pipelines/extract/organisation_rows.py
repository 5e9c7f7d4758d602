"""What a batch tells of its organisations, in columns: every mention, and what each entry tells of each."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.extract.layout import Layout
from pipelines.extract.mentions import Spans, coded
from pipelines.extract.organisation_identity import Identities
from pipelines.extract.organisation_names import ACRONYM, Names
from pipelines.extract.text import Flags, Offsets

REGISTERED, PROVISIONAL = "registered", "provisional"


class Sightings(NamedTuple):
    """What each entry tells of each of its organisations, by entry and `partner_id`: the columns of the table.

    `entry`: the entry's number. `name`, `acronym`: the fullest that the entry gives, or the register's. `status`:
    `registered` or `provisional`.
    """

    entry: Offsets
    partner_id: pa.Array
    name: pa.Array
    acronym: pa.Array
    org_type: pa.Array
    country_iso3: pa.Array
    status: pa.Array


class Partners(NamedTuple):
    """Every mention of an organisation in a batch, and what each entry tells of each.

    `sighting`: of each mention the number of the sighting that its organisation is in the entry. `mention_count`: how
    many mentions each sighting has.
    """

    mentions: Spans
    sighting: Offsets
    sightings: Sightings
    mention_count: Offsets


class _Mentions(NamedTuple):
    """Where organisations are named: parallel arrays; `organisation` is the number of its id."""

    start: Offsets
    end: Offsets
    organisation: Offsets


# Not `pa.array`, which would import pandas before the first batch is read.
_NONE, _NO_WORDS = np.zeros(0, np.int64), pa.nulls(0, pa.string())
NO_PARTNERS = Partners(
    Spans("partner", _NONE, _NONE, _NONE, _NO_WORDS, _NO_WORDS),
    _NONE,
    Sightings(_NONE, *[_NO_WORDS] * 6),
    _NONE,
)


def partners(names: Names, identities: Identities, layout: Layout) -> Partners:
    """What the names of a batch, one or more, tell of its organisations."""
    size = len(identities.ids)
    named = np.array(names.entry, np.int64) * size + identities.number
    mentions, organisation = _mentions(names, identities, layout)
    chosen = _fullest(names, named)
    group = named[chosen]
    sighting = np.searchsorted(group, mentions.entry * size + organisation)
    count = np.bincount(sighting, minlength=len(group))
    return Partners(mentions, sighting, _sightings(names, identities, chosen), count)


def _mentions(names: Names, identities: Identities, layout: Layout) -> tuple[Spans, Offsets]:
    """Every mention with the number of its id: the names, the letters bound to them, and where these letters stand
    alone.

    Each place once; where two begin together under one id the longer stays.
    """
    bound = names.with_letters()
    letters = np.array([names.letters[number] for number in bound], np.int64).reshape(-1, 2)
    start = np.concatenate((np.array(names.start, np.int64), letters[:, 0]))
    end = np.concatenate((np.array(names.end, np.int64), letters[:, 1]))
    told = _Mentions(start, end, np.concatenate((identities.number, identities.number[bound])))
    repeated = _repeated_letters(names, identities.number, start, layout)
    every = _Mentions(*(np.concatenate(columns) for columns in zip(told, repeated, strict=True)))
    order = _once(every)
    start, end, organisation = (column[order] for column in every)
    method = pa.array(names.method + [ACRONYM] * (len(every.start) - names.size), pa.string()).take(pa.array(order))
    entry = layout.batch.entry_of(start)
    return Spans("partner", entry, start, end, coded(identities.ids, organisation), method), organisation


def _repeated_letters(names: Names, number: Offsets, taken: Offsets, layout: Layout) -> _Mentions:
    """Further places where letters bound to a name of the entry stand alone; those that begin where something `taken`
    does are left out."""
    rows = zip(names.entry, names.acronym, number.tolist(), strict=True)
    bound = {(entry, acronym): organisation for entry, acronym, organisation in rows if acronym}
    binds = np.zeros(len(layout), np.bool_)
    binds[[entry for entry, _ in bound]] = True
    is_taken = np.zeros(len(layout.batch.text), np.bool_)
    is_taken[taken] = True
    token = np.flatnonzero(layout.letters == ord("A"))
    entry = layout.entry_of(token)
    start = layout.tokens.start[token]
    free = np.flatnonzero(binds[entry] & ~is_taken[start])
    start, end = start[free], layout.tokens.end[token[free]]
    text = layout.batch.text
    places = zip(entry[free].tolist(), start.tolist(), end.tolist(), strict=True)
    organisation = np.array([bound.get((each, text[a:b]), -1) for each, a, b in places], np.int64)
    repeated = organisation >= 0
    return _Mentions(start[repeated], end[repeated], organisation[repeated])


def _once(every: _Mentions) -> Offsets:
    """The numbers of those that stay, in the order of the text, those at the same place by id."""
    order = np.lexsort((every.end, every.organisation, every.start))
    kept = order[_is_last(every.start[order]) | _is_last(every.organisation[order])]
    return kept[np.lexsort((every.organisation[kept], every.end[kept], every.start[kept]))]


def _is_last(values: Offsets) -> Flags:
    """Of each value whether another follows, or none."""
    flags: Flags = np.diff(values, append=-1) != 0
    return flags


def _sightings(names: Names, identities: Identities, chosen: Offsets) -> Sightings:
    """What the register tells of these names, or the entry: its name, letters, type and country."""
    numbers = chosen.tolist()
    known = [identities.partner[number] for number in numbers]
    rows = [
        (_written(names, number), names.acronym[number], names.org_type[number], names.country[number])
        if partner is None
        else (partner.name, partner.acronym, partner.org_type, partner.country_iso3)
        for number, partner in zip(numbers, known, strict=True)
    ]
    name, acronym, org_type, country = (pa.array(column, pa.string()) for column in zip(*rows, strict=True))
    entry, partner_id = np.array(names.entry, np.int64)[chosen], coded(identities.ids, identities.number[chosen])
    is_known = np.array([partner is not None for partner in known], np.int64)
    status = coded((PROVISIONAL, REGISTERED), is_known)
    return Sightings(entry, partner_id, name, acronym, org_type, country, status)


def _fullest(names: Names, group: Offsets) -> Offsets:
    """The number of the fullest name of each group, by group: one with letters before others, then the longest, then
    the first."""
    order = np.argsort(group, kind="stable")
    is_last = _is_last(group[order])
    has_rivals = ~(is_last & np.roll(is_last, 1))
    rivals = order[has_rivals]
    length = np.array([len(_written(names, number)) for number in rivals.tolist()], np.int64)
    has_letters = np.array([names.acronym[number] is not None for number in rivals.tolist()], np.bool_)
    order[has_rivals] = rivals[np.lexsort((-rivals, length, has_letters, group[rivals]))]
    return order[is_last]


def _written(names: Names, number: int) -> str:
    """The name with single blanks; most have no others, and are printable."""
    text = names.text[number]
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
