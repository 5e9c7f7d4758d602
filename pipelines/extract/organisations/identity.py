"""Identifies names: as an organisation of the register, or by an id made from the name and its country."""

import hashlib
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipelines.extract.names.reference_tables import Organisation
from pipelines.extract.organisations.names import Names
from pipelines.extract.places.likely_countries import LikelyCountries
from pipelines.extract.text.batch import Offsets, fold
from pipelines.extract.text.columns import NONE, any_of

_MOST_KEYS = 1 << 16


class Identities(NamedTuple):
    """The organisation of each name in the register, or None, and the number of its id in `ids`, which are sorted."""

    partner: list[Organisation | None]
    number: Offsets
    ids: list[str]


class Identifier:
    """Identifies names.

    `same_as` maps a word of a name to its replacement in ids ("embajada" to "embassy"), and function words to nothing,
    so that spelling and language do not make another organisation.
    """

    def __init__(self, same_as: Mapping[str, str]) -> None:
        self._same_as = same_as
        self._keys: dict[str, str] = {}

    def identify(self, names: Names, likely: LikelyCountries) -> Identities:
        """Return the identity of every name of a batch; sets the country, acronym and text of `names`.

        An acronym bound to a name means that name throughout the entry, and a country stated for a name once applies
        everywhere. A body without a country belongs to the entry's most likely one.
        """
        owners = _owners(names)
        keys = self.keys(names.text)
        _share_countries(names, keys, owners)
        partner = _registered(names, owners, likely)
        is_open = np.array([known is None for known in partner], np.bool_)
        is_open &= (names.country == NONE) & ~names.is_international
        is_open[list(owners)] = False
        names.country[is_open] = likely.first[names.entry[is_open]]
        bodies = self._bodies(names, keys, partner)
        for number, owner in owners.items():
            partner[number], bodies[number] = partner[owner], bodies[owner]
            names.text[number], names.acronym[number] = names.text[owner], names.acronym[owner]
            names.country[number] = names.country[owner]
        registered = {known.partner_id for known in partner if known is not None}
        by_body = {body: body if body in registered else _made_id(body) for body in set(bodies)}
        ids = sorted(set(by_body.values()))
        numbers = {each: number for number, each in enumerate(ids)}
        of_body = {body: numbers[each] for body, each in by_body.items()}
        return Identities(partner, np.array([of_body[body] for body in bodies], np.int64), ids)

    def _bodies(self, names: Names, keys: Sequence[str], partner: Sequence[Organisation | None]) -> list[str]:
        """Return the id of each name in the register, or else the text from which its id is made."""
        patterns = list({kind for kind in names.kind if kind})
        by_kind: dict[str | None, str] = dict(zip(patterns, self.keys(patterns), strict=True))
        countries = [country or "" for country in names.countries]
        rows = zip(partner, names.kind, keys, names.country.tolist(), strict=True)
        return [
            f"{by_kind.get(kind, key)}|{countries[country]}" if known is None else known.partner_id
            for known, kind, key, country in rows
        ]

    def keys(self, names: Sequence[str]) -> list[str]:
        """Return the names in matching form, with words replaced by `same_as` and function words removed."""
        known = self._keys
        if len(known) > _MOST_KEYS:
            known.clear()
        new = list(set(names).difference(known))
        if new:
            known.update(zip(new, self._made_keys(new), strict=True))
        return list(map(known.__getitem__, names))

    def _made_keys(self, names: Sequence[str]) -> list[str]:
        """Return the keys computed together, from one text with a line per name."""
        text = fold("\n".join([name.replace("\n", " ") for name in names]))
        words = text.replace("-", " ").replace("'s ", " ").replace("\n", " \n ").split(" ")
        kept = " ".join(filter(None, map(self._same_as.get, words, words)))
        return [key.strip() for key in kept.split("\n")]


def _share_countries(names: Names, keys: Sequence[str], owners: Container[int]) -> None:
    """Give names without a country the country stated for the same name elsewhere in the entry."""
    has_country, entry = names.country != NONE, names.entry
    asked = ~has_country & any_of(entry[has_country], int(entry.max()) + 1)[entry]
    numbers = np.flatnonzero(has_country)
    rows = zip(entry[has_country].tolist(), numbers.tolist(), names.country[has_country].tolist(), strict=True)
    explicit = {(each, keys[number]): country for each, number, country in rows}
    for each, number in zip(entry[asked].tolist(), np.flatnonzero(asked).tolist(), strict=True):
        if number not in owners:
            names.country[number] = explicit.get((each, keys[number]), NONE)


def _owners(names: Names) -> dict[int, int]:
    """Return, by the number of a name that is an acronym, the last name of the entry that the acronym is bound to, if
    that is another one."""
    lettered, letters = names.with_letters(), names.by_letters()
    rows = zip(names.entry[lettered].tolist(), lettered.tolist(), strict=True)
    bound = {(entry, names.acronym[number]): number for entry, number in rows}
    rows = zip(names.entry[letters].tolist(), letters.tolist(), strict=True)
    owners = {number: bound.get((entry, names.text[number])) for entry, number in rows}
    return {number: owner for number, owner in owners.items() if owner is not None and owner != number}


def _registered(names: Names, owners: Container[int], likely: LikelyCountries) -> list[Organisation | None]:
    """Return the organisation of each name in the register, except for acronyms with owners."""
    partner: list[Organisation | None] = [None] * names.size
    for number, meanings in enumerate(names.meanings):
        if meanings and number not in owners:
            partner[number] = _choose(names, number, likely)
    return partner


def _choose(names: Names, number: int, likely: LikelyCountries) -> Organisation | None:
    """Choose by the stated country, else the international one, else by the likely countries, else the only one unless
    the entry speaks of other countries that may have a body of that name."""
    meanings, country = names.meanings[number], names.countries[names.country[number]]
    if meanings[0].country_iso3 is None and (country is None or len(meanings) == 1):
        return meanings[0]
    if len(meanings) == 1 and not names.was_shared[number]:
        return meanings[0] if country in (None, meanings[0].country_iso3) else None
    everywhere = next((o for o in meanings if o.country_iso3 is None), None)
    if country:
        return next((o for o in meanings if o.country_iso3 == country), everywhere)
    if everywhere is not None:
        return everywhere
    by_country = {o.country_iso3: o for o in reversed(meanings)}
    countries = likely.of(int(names.entry[number]))
    fitting = next((by_country[country] for country in countries if country in by_country), None)
    return meanings[0] if fitting is None and len(meanings) == 1 and not countries else fitting


def _made_id(body: str) -> str:
    """Return `org_` and 12 hex digits of SHA-256 of the name's key and the country."""
    return "org_" + hashlib.sha256(body.encode()).hexdigest()[:12]
