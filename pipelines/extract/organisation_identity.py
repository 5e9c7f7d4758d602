"""Give every name an identity: an organisation of the register, or an id made of the name and its country."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipelines.extract.names import matching_form
from pipelines.extract.organisation_names import Candidate
from pipelines.extract.reference import Organisation


class Identifier:
    """Settles candidates.

    `same_as` maps a word of a name to the one that stands for it in ids ("embajada" to "embassy"), and small words to
    nothing, so that spelling and language make no other organisation.
    """

    def __init__(self, same_as: Mapping[str, str]) -> None:
        self._same_as = same_as
        self.key = lru_cache(maxsize=1 << 16)(self._key)
        self._provisional_id = lru_cache(maxsize=1 << 16)(self._made_id)

    def identify(self, candidates: Sequence[Candidate], likely_countries: Sequence[str]) -> None:
        """Write `partner_id` (and `partner`, for those registered) into every candidate of an entry.

        Letters bound to a name mean that name throughout the entry, and a country told of a name once is told of it
        everywhere. A body without a country most likely belongs to the first of `likely_countries`.
        """
        bound = {c.acronym: c for c in candidates if c.acronym}
        explicit = {self.key(c.name): c.country for c in candidates if c.country}
        for candidate in candidates:
            owner = bound.get(candidate.name) if candidate.method == "acronym" else None
            if owner is None or owner is candidate:
                if explicit and not candidate.country:
                    candidate.country = explicit.get(self.key(candidate.name))
                self._settle(candidate, likely_countries)
        for candidate in candidates:
            owner = bound.get(candidate.name) if candidate.method == "acronym" else None
            if owner is not None and owner is not candidate:
                candidate.partner, candidate.partner_id = owner.partner, owner.partner_id
                candidate.country, candidate.acronym, candidate.name = owner.country, owner.acronym, owner.name

    def _settle(self, candidate: Candidate, likely_countries: Sequence[str]) -> None:
        """Choose among the registered organisations of that name by country; else make an id of the name."""
        chosen = _choose(candidate, likely_countries)
        if chosen is not None:
            candidate.partner, candidate.partner_id = chosen, chosen.partner_id
            return
        if candidate.country is None and not candidate.international and likely_countries:
            candidate.country = likely_countries[0]
        candidate.partner_id = self._provisional_id(candidate.kind or candidate.name, candidate.country)

    def _made_id(self, name: str, country: str | None) -> str:
        """`org_` and 12 hex digits of SHA-256 over the name's key and the country."""
        return "org_" + hashlib.sha256(f"{self.key(name)}|{country or ''}".encode()).hexdigest()[:12]

    def _key(self, name: str) -> str:
        """The name in matching form, words replaced by those that stand for them, small words left out."""
        words = matching_form(name).replace("'s ", " ").split()
        return " ".join(filter(None, (self._same_as.get(word, word) for word in words)))


def _choose(candidate: Candidate, likely_countries: Sequence[str]) -> Organisation | None:
    """By the country told; else the international one; else by the countries likely; else the only one of that name."""
    meanings = candidate.meanings
    if not meanings:
        return None
    everywhere = next((o for o in meanings if o.country_iso3 is None), None)
    if candidate.country:
        return next((o for o in meanings if o.country_iso3 == candidate.country), everywhere)
    if everywhere is not None:
        return everywhere
    likely = (o for country in likely_countries for o in meanings if o.country_iso3 == country)
    alone = meanings[0] if len(meanings) == 1 and not candidate.was_shared else None
    return next(likely, alone)
