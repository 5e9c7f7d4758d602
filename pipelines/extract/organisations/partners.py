"""The organisations of a batch, in columns: every mention, and a sighting of each organisation per entry."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.extract.organisations.identity import Identities
from pipelines.extract.organisations.names import ACRONYM, METHODS, Names
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import any_of
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.mentions import Spans, coded

REGISTERED, PROVISIONAL = "registered", "provisional"


class Sightings(NamedTuple):
    """One sighting per entry and organisation, by entry and `partner_id`: the columns of the table.

    `entry`: the entry's number. `name`, `acronym`: the fullest in the entry, or the register's. `status`:
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
    """Every mention of an organisation in a batch, and every sighting.

    `sighting`: the number of the sighting of each mention. `mention_count`: the number of mentions of each
    sighting.
    """

    mentions: Spans
    sighting: Offsets
    sightings: Sightings
    mention_count: Offsets


class _Mentions(NamedTuple):
    """Mentions of organisations: parallel arrays; `organisation` is the number of its id."""

    start: Offsets
    end: Offsets
    organisation: Offsets


# Not `pa.array`, which would import pandas before the first batch is read.
_NONE, _NO_WORDS = np.zeros(0, np.int64), pa.nulls(0, pa.string())
NO_PARTNERS = Partners(
    Spans("partner", _NONE, _NONE, _NONE, _NONE, _NO_WORDS, _NONE, _NO_WORDS),
    _NONE,
    Sightings(_NONE, *[_NO_WORDS] * 6),
    _NONE,
)


def partners(names: Names, identities: Identities, layout: Layout) -> Partners:
    """Return the mentions and sightings of the names of a batch, one or more."""
    size = len(identities.ids)
    named = names.entry * size + identities.number
    mentions = _mentions(names, identities, layout)
    chosen = _fullest(names, named)
    group = named[chosen]
    sighting = np.searchsorted(group, mentions.entry * size + mentions.entity)
    count = np.bincount(sighting, minlength=len(group))
    return Partners(mentions, sighting, _sightings(names, identities, chosen), count)


def _mentions(names: Names, identities: Identities, layout: Layout) -> Spans:
    """Return every mention: names, acronyms bound to them, and further places where such an acronym
    stands alone.

    Each place counts once; of two with the same start and id the longer is kept.
    """
    bound = names.with_letters()
    start = np.concatenate((names.start, names.letters[bound]))
    end = np.concatenate((names.end, names.letters_end[bound]))
    named = _Mentions(start, end, np.concatenate((identities.number, identities.number[bound])))
    repeated = _repeated_letters(names, identities.number, start, layout)
    every = _Mentions(*(np.concatenate(columns) for columns in zip(named, repeated, strict=True)))
    order = _once(every)
    start, end, organisation = (column[order] for column in every)
    method = np.append(names.method, np.full(len(every.start) - names.size, ACRONYM))[order]
    ids, entry = pa.array(identities.ids, pa.string()), layout.batch.entry_of(start)
    return Spans("partner", entry, start, end, organisation, ids, method, pa.array(METHODS))


def _repeated_letters(names: Names, number: Offsets, taken: Offsets, layout: Layout) -> _Mentions:
    """Return further places where an acronym bound to a name of the entry stands alone, except those with the start of
    something in `taken`."""
    rows = zip(names.entry.tolist(), names.acronym, number.tolist(), strict=True)
    bound = {(entry, acronym): organisation for entry, acronym, organisation in rows if acronym}
    binds = any_of(np.array([entry for entry, _ in bound], np.int64), len(layout))
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
    """Return the numbers of the mentions to keep, in the order of the text, those at the same place by id."""
    order = np.lexsort((every.end, every.organisation, every.start))
    kept = order[_is_last(every.start[order]) | _is_last(every.organisation[order])]
    return kept[np.lexsort((every.organisation[kept], every.end[kept], every.start[kept]))]


def _is_last(values: Offsets) -> Flags:
    """Return which values differ from the next one."""
    flags: Flags = np.diff(values, append=-1) != 0
    return flags


def _sightings(names: Names, identities: Identities, chosen: Offsets) -> Sightings:
    """Return the register's facts of these names, or else those in the entry: name, acronym, type and country."""
    numbers = chosen.tolist()
    known = [identities.partner[number] for number in numbers]
    country = [names.countries[each] for each in names.country[chosen].tolist()]
    facts = (
        _single_blanks([names.text[number] for number in numbers]),
        [names.acronym[number] for number in numbers],
        [names.org_type[number] for number in numbers],
        country,
    )
    for place, partner in enumerate(known):
        if partner is not None:
            row = (partner.name, partner.acronym, partner.org_type, partner.country_iso3)
            for column, value in zip(facts, row, strict=True):
                column[place] = value
    name, acronym, org_type, country_iso3 = (pa.array(column, pa.string()) for column in facts)
    entry, partner_id = names.entry[chosen], coded(identities.ids, identities.number[chosen])
    is_known = np.array([partner is not None for partner in known], np.int64)
    status = coded((PROVISIONAL, REGISTERED), is_known)
    return Sightings(entry, partner_id, name, acronym, org_type, country_iso3, status)


def _fullest(names: Names, group: Offsets) -> Offsets:
    """Return the number of the fullest name of each group: one with an acronym first, then the longest, then
    the first."""
    order = np.argsort(group, kind="stable")
    is_last = _is_last(group[order])
    has_rivals = ~(is_last & np.roll(is_last, 1))
    rivals = order[has_rivals]
    numbers = rivals.tolist()
    length = np.array([len(name) for name in _single_blanks([names.text[number] for number in numbers])], np.int64)
    has_letters = np.array([names.acronym[number] is not None for number in numbers], np.bool_)
    order[has_rivals] = rivals[np.lexsort((-rivals, length, has_letters, group[rivals]))]
    return order[is_last]


def _single_blanks(names: list[str]) -> list[str]:
    """Return the names with single spaces; most have no others and are printable."""
    everything = "|".join(names)
    if everything.isprintable() and "  " not in everything:
        return names
    return [name if name.isprintable() and "  " not in name else " ".join(name.split()) for name in names]
