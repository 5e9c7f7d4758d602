"""Give every name an identity: an organisation of the register, or an id made of the name and its country."""

import hashlib
from collections.abc import Mapping, Sequence

from pipelines.extract.names import matching_form
from pipelines.extract.organisation_names import Candidate, Context
from pipelines.extract.reference import Organisation


class Identifier:
    """Settles candidates; `same_as` maps a word of a name to the one that stands for it in ids ("embajada" to "embassy"), and small
    words to nothing, so that spelling and language make no other organisation."""

    def __init__(self, same_as: Mapping[str, str]) -> None:
        self._same_as = same_as

    def identify(self, candidates: Sequence[Candidate], context: Context) -> None:
        """Write `partner_id` (and `partner`, for those registered) into every candidate of an entry.

        Letters bound to a name mean that name throughout the entry, and a country told of a name once is told of it everywhere.
        """
        bound = {c.acronym: c for c in candidates if c.acronym}
        explicit = {self.key(c.name): c.country for c in candidates if c.country}
        for candidate in candidates:
            owner = bound.get(candidate.name) if candidate.method == "acronym" else None
            if owner is None or owner is candidate:
                candidate.country = candidate.country or explicit.get(self.key(candidate.name))
                self._settle(candidate, context)
        for candidate in candidates:
            owner = bound.get(candidate.name) if candidate.method == "acronym" else None
            if owner is not None and owner is not candidate:
                candidate.partner, candidate.partner_id = owner.partner, owner.partner_id
                candidate.country, candidate.acronym, candidate.name = owner.country, owner.acronym, owner.name

    def _settle(self, candidate: Candidate, context: Context) -> None:
        """Choose among the registered organisations of that name by country; else make an id of the name."""
        chosen = _choose(candidate, context)
        if chosen is not None:
            candidate.partner, candidate.partner_id = chosen, chosen.partner_id
            return
        if candidate.country is None and not candidate.international and context.likely_countries:
            candidate.country = context.likely_countries[0]
        candidate.partner_id = self.provisional_id(candidate.kind or candidate.name, candidate.country)

    def provisional_id(self, name: str, country: str | None) -> str:
        """`org_` and 12 hex digits of SHA-256 over the name's key and the country."""
        return "org_" + hashlib.sha256(f"{self.key(name)}|{country or ''}".encode()).hexdigest()[:12]

    def key(self, name: str) -> str:
        """The name in matching form, words replaced by those that stand for them, small words left out."""
        words = matching_form(name).replace("'s ", " ").split()
        return " ".join(filter(None, (self._same_as.get(word, word) for word in words)))


def _choose(candidate: Candidate, context: Context) -> Organisation | None:
    """By the country told; else the international one; else by the countries likely; else the only one of that name."""
    national = [o for o in candidate.meanings if o.country_iso3 is not None]
    everywhere = [o for o in candidate.meanings if o.country_iso3 is None]
    if candidate.country:
        own = [o for o in national if o.country_iso3 == candidate.country]
        return next(iter(own + everywhere), None)
    likely = [o for country in context.likely_countries for o in national if o.country_iso3 == country]
    alone = national if len(candidate.meanings) == 1 and not candidate.was_shared else []
    return next(iter(everywhere + likely + alone), None)
