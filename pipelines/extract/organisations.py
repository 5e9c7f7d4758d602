"""Which organisations an entry names: where, and what the entry tells of each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.organisation_identity import Identifier
from pipelines.extract.organisation_names import Candidate, Context, NameReader
from pipelines.extract.reference import Organisation
from pipelines.extract.words import Words

REGISTERED, PROVISIONAL = "registered", "provisional"


class PartnerMention(NamedTuple):
    """An organisation named at `start:end` of the batch's text, and how it was found."""

    partner_id: str
    start: int
    end: int
    method: str


class PartnerFacts(NamedTuple):
    """What one entry tells of an organisation: the fullest name, letters, type and country."""

    partner_id: str
    name: str
    acronym: str | None
    org_type: str | None
    country_iso3: str | None
    status: str


class OrganisationFinder:
    """Names organisations entry by entry."""

    def __init__(self, lexicon: Lexicon, country_names: Mapping[str, str]) -> None:
        self._reader = NameReader(lexicon, country_names)
        self._identifier = Identifier(lexicon.by_word("same_as"))

    def find(
        self, entry: Entry, words: Words, context: Context, likely_countries: Sequence[str]
    ) -> tuple[list[PartnerMention], list[PartnerFacts]]:
        """The organisations of one entry: every mention, and what the entry tells of each."""
        candidates, aside = self._reader.read(entry, words, context)
        if not candidates:
            return [], []
        candidates = self._believed(candidates, aside, entry, words)
        self._identifier.identify(candidates, likely_countries)
        mentions = [PartnerMention(c.partner_id, c.start, c.end, c.method) for c in candidates]
        mentions += [
            PartnerMention(c.partner_id, *c.acronym_span, "acronym") for c in candidates if c.acronym_span is not None
        ]
        mentions += _repeated_letters(entry, words, candidates, mentions)
        return _once(mentions), _facts(candidates)

    def _believed(self, candidates: list[Candidate], aside: set[str], entry: Entry, words: Words) -> list[Candidate]:
        """Without letters that abbreviate something else, and without what only a headline's capitals make a name.

        In a headline in title case only what the register knows, letters bind, a pattern tells or the body repeats is
        believed; in one all in capitals, letters count only if the body has them too.
        """
        shouted = words.slice(entry.first_token, entry.body_token).isupper()
        body = words.text[entry.body_start : entry.end] if shouted else ""
        kept = [
            c
            for c in candidates
            if not (c.method == "acronym" and (c.name in aside or (shouted and c.in_headline and c.name not in body)))
        ]
        if not entry.title_case:
            return kept
        told = {self._identifier.key(c.name) for c in kept if not c.in_headline}
        return [
            c
            for c in kept
            if not c.in_headline or c.meanings or c.acronym or c.kind or self._identifier.key(c.name) in told
        ]


def _repeated_letters(
    entry: Entry, words: Words, candidates: Sequence[Candidate], mentions: Sequence[PartnerMention]
) -> list[PartnerMention]:
    """Further places where letters bound to a name stand alone."""
    bound = {c.acronym: c.partner_id for c in candidates if c.acronym}
    if not bound:
        return []
    taken = {mention.start for mention in mentions}
    found = []
    token = words.letters.find(b"A", entry.first_token, entry.last_token)
    while token >= 0:
        partner_id = bound.get(words.slice(token, token + 1))
        if partner_id is not None and words.start[token] not in taken:
            found.append(PartnerMention(partner_id, words.start[token], words.end[token], "acronym"))
        token = words.letters.find(b"A", token + 1, entry.last_token)
    return found


_PLACE = attrgetter("start", "end", "partner_id")


def _once(mentions: Iterable[PartnerMention]) -> list[PartnerMention]:
    """Each place once; where two begin together under one id the longer stays."""
    ordered = sorted(mentions, key=_PLACE)
    unique = {(mention.partner_id, mention.start): mention for mention in ordered}
    return ordered if len(unique) == len(ordered) else sorted(unique.values(), key=_PLACE)


def _facts(candidates: Sequence[Candidate]) -> list[PartnerFacts]:
    """One row per organisation, with the longest name and the first letters the entry gives."""
    facts: dict[str, PartnerFacts] = {}
    for c in candidates:
        before = facts.get(c.partner_id)
        if c.partner is not None:
            if before is None:
                facts[c.partner_id] = _registered_facts(c.partner)
            continue
        fact = PartnerFacts(c.partner_id, " ".join(c.name.split()), c.acronym, c.org_type, c.country, PROVISIONAL)
        if before is not None:
            longer = max(before, fact, key=lambda f: (f.acronym is not None, len(f.name)))
            fact = longer._replace(acronym=longer.acronym or before.acronym or fact.acronym)
        facts[c.partner_id] = fact
    return list(facts.values())


@lru_cache(maxsize=1 << 14)
def _registered_facts(partner: Organisation) -> PartnerFacts:
    return PartnerFacts(
        partner.partner_id, partner.name, partner.acronym, partner.org_type, partner.country_iso3, REGISTERED
    )
