"""Finds the rows of public lists that are organisations of the register, by their names and countries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from pipelines.curation.organisations.names import Key, Keys, with_and_without_brackets
from pipelines.curation.organisations.tables import NO_DECISIONS, Decision, Decisions, Listed, Registered

PUBLIC_TYPES = frozenset({"government_national", "government_local", "government_foreign", "public_other"})
PUBLIC_IATI_TYPES = frozenset({"10", "11", "15"})
SHORTEST_ACRONYM = 5
"""Letters of the shortest acronym by which a list may call an international body, such as Europol."""


class By(IntEnum):
    """The name of the register that a list has, the best match first; or a decision."""

    DECISION = 0
    MAIN_NAME = 1
    OTHER_NAME = 2
    FORMER_NAME = 3

    @property
    def names_it_today(self) -> bool:
        """Return whether the list has a present name of the organisation."""
        return self is not By.FORMER_NAME

    @property
    def gives_identifiers(self) -> bool:
        """Return whether ids may be taken over: a list may have a member or a part under one of the other names."""
        return self in (By.DECISION, By.MAIN_NAME)


class Match(NamedTuple):
    """A row of a list that is an organisation of the register, with the name that both have, as the list writes it."""

    organisation: Registered
    listed: Listed
    by: By
    name: str


@dataclass(frozen=True)
class Matching:
    """The matches in the order of the lists, and the rows of lists that match nothing."""

    matches: tuple[Match, ...]
    unmatched: tuple[Listed, ...]

    def by_partner(self) -> dict[str, list[Match]]:
        """Return the matches of each organisation that has any."""
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches:
            found[match.organisation.partner_id].append(match)
        return found


class _Entry(NamedTuple):
    organisation: Registered
    by: By
    key: Key


def match(
    register: Sequence[Registered], lists: Sequence[Listed], keys: Keys, decisions: Decisions = NO_DECISIONS
) -> Matching:
    """Match every row of the lists to at most one organisation.

    A decision on the row counts first, then a main name, then another one. If two organisations have its name equally,
    it matches neither. Short acronyms never match: too many bodies share them.
    """
    index = _index(register, keys)
    by_id = {organisation.partner_id: organisation for organisation in register}
    matches, unmatched = [], []
    for listed in lists:
        decision = decisions.of(listed)
        found = _decided(listed, decision, by_id) if decision else _best(listed, index, keys)
        if found is None:
            unmatched.append(listed)
        else:
            matches.append(found)
    return Matching(tuple(matches), tuple(unmatched))


def _decided(listed: Listed, decision: Decision, by_id: Mapping[str, Registered]) -> Match | None:
    organisation = by_id.get(decision.partner_id)
    if organisation is None:
        return None
    return Match(organisation, listed, By.DECISION if decision.gives_identifiers else By.OTHER_NAME, decision.name)


def _index(register: Iterable[Registered], keys: Keys) -> Mapping[str, Sequence[_Entry]]:
    """Return the organisations by each of their keys, with and without the words for their country."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for organisation in register:
        for by, name in _names(organisation):
            key = keys.key(name, organisation.country_iso3)
            for text in {key.whole, key.without_country} - {""}:
                found[text].append(_Entry(organisation, by, key))
    return found


def _names(organisation: Registered) -> Iterator[tuple[By, str]]:
    yield from ((By.MAIN_NAME, name) for name in organisation.main_names)
    yield from ((By.OTHER_NAME, name) for name in organisation.other_names)
    yield from ((By.FORMER_NAME, name) for name in organisation.former_names)
    if not organisation.country_iso3:
        long = (acronym for acronym in organisation.acronyms if len(acronym) >= SHORTEST_ACRONYM)
        yield from ((By.OTHER_NAME, name) for name in long)


def _best(listed: Listed, index: Mapping[str, Sequence[_Entry]], keys: Keys) -> Match | None:
    found: dict[str, Match] = {}
    for name in listed.names:
        for match in _of_name(listed, name, index, keys):
            known = found.get(match.organisation.partner_id)
            if known is None or match.by < known.by:
                found[match.organisation.partner_id] = match
    first = min((match.by for match in found.values()), default=None)
    best = [match for match in found.values() if match.by == first]
    return best[0] if len(best) == 1 else None


def _of_name(listed: Listed, name: str, index: Mapping[str, Sequence[_Entry]], keys: Keys) -> Iterator[Match]:
    for form in with_and_without_brackets(name):
        key = keys.key(form, listed.country_iso3)
        for text in sorted({key.whole, key.without_country} - {""}):
            entries = (entry for entry in index.get(text, ()) if _is_same(entry, listed, key))
            yield from (Match(entry.organisation, listed, entry.by, name) for entry in entries)


def _is_same(entry: _Entry, listed: Listed, key: Key) -> bool:
    """Return whether the countries allow that two bodies of one name are the same.

    Bodies of one country may leave it out of their name. Without a country in the list, or in the register, the whole
    names must agree, and those of state bodies must name the country: a ministry of health is in every one.
    """
    country = entry.organisation.country_iso3
    if country and country == listed.country_iso3:
        return True
    if entry.key.whole != key.whole or (country and listed.country_iso3):
        return False
    is_public = entry.organisation.org_type in PUBLIC_TYPES or (country and listed.iati_org_type in PUBLIC_IATI_TYPES)
    return entry.key.names_country or not is_public
