"""Which organisations an entry names: bodies and registered names joined to one identity each."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.entry import Entry
from pipelines.extract.names import matching_form
from pipelines.extract.organisation_grammar import Body, OrganisationGrammar, bodies
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.reference import Organisation, OrganisationMeaning, long_words

_COUNTRY_SUFFIX = re.compile(rb"[ofi]l?P[p]*")
_ARTICLES = re.compile(r"^(?:the|el|la|los|las) ")


@dataclass(frozen=True, slots=True)
class PartnerMention:
    """An organisation named at `start:end` of the batch's text, and how it was found."""

    partner_id: str
    start: int
    end: int
    method: str


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What one entry tells of an organisation: the fullest name, letters, type and country."""

    partner_id: str
    name: str
    acronym: str | None
    org_type: str | None
    country_iso3: str | None
    registered: bool


@dataclass(slots=True)
class _Candidate:
    """A name on its way to an identity."""

    start: int
    end: int
    name: str
    meanings: tuple[Organisation, ...] = ()
    country: str | None = None
    acronym: str | None = None
    org_type: str | None = None
    method: str = "grammar"
    international: bool = False
    in_headline: bool = False
    place: str | None = None
    partner: Organisation | None = None
    partner_id: str = ""
    acronym_span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Context:
    """What else the entry tells: where its places are, and which country an unnamed one is."""

    country_at: Mapping[int, str]
    likely_countries: Sequence[str]
    country_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """The batch's text with its tokens, in plain lists for quick access one by one."""

    text: str
    start: Sequence[int]
    end: Sequence[int]
    word_id: Sequence[int]
    letters: bytes

    def slice(self, first: int, last: int) -> str:
        """The text from the first token to the one before `last`."""
        return self.text[self.start[first] : self.end[last - 1]]


class OrganisationFinder:
    """Names organisations entry by entry."""

    def __init__(self, meanings: Sequence[OrganisationMeaning | None], lexicon: Lexicon) -> None:
        self._meanings = meanings
        self._head_types = lexicon.roles["head"]
        self._international = frozenset(lexicon.roles["international"])
        self._offices = frozenset(lexicon.roles["own_office"])
        self._weak = frozenset(lexicon.roles["weak_adjective"])

    def _known(self, numbers: Iterable[int]) -> list[OrganisationMeaning]:
        return [meaning for number in numbers if (meaning := self._meanings[number]) is not None]

    def find(
        self, entry: Entry, words: Words, context: Context, registered_at: Mapping[int, tuple[int, tuple[int, ...]]]
    ) -> tuple[list[PartnerMention], list[PartnerFacts]]:
        """The organisations of one entry: every mention, and what the entry tells of each.

        `registered_at` gives, for the first token of a registered alias, its end and what it may stand for.
        """
        candidates: list[_Candidate] = []
        aside: set[str] = set()
        for first, last in entry.chunks:
            candidates += self._chunk(entry, words, context, registered_at, first, last, aside)
        candidates += self._governments(entry, words, context)
        candidates = _drop_unsure_headlines(candidates, entry.title_case)
        shouted = words.slice(entry.first_token, entry.body_token).isupper()
        candidates = [
            c for c in candidates
            if not (c.method == "acronym" and (c.name in aside or (shouted and c.in_headline and c.name not in words.text[entry.body_start : entry.end])))
        ]
        self._identify(candidates, context)
        mentions = [PartnerMention(c.partner_id, c.start, c.end, c.method) for c in candidates]
        mentions += _bracket_mentions(candidates)
        mentions += _repeated_letters(entry, words, candidates, mentions)
        facts = _facts(candidates)
        return _once(mentions), facts

    def _chunk(
        self, entry: Entry, words: Words, context: Context, registered_at: Mapping[int, tuple[int, tuple[int, ...]]],
        first: int, last: int, aside: set[str],
    ) -> list[_Candidate]:
        parts = [Body(first + b.first, first + b.last, b.kind) for b in bodies(words.letters[first:last])]
        bracket = OrganisationGrammar.bracket_after(words.letters, last)
        found: list[_Candidate] = []
        for number, body in enumerate(parts):
            candidate = self._candidate(words, context, registered_at, body, parts, number)
            bound = bracket is not None and number == len(parts) - 1
            if candidate is None and bound and body.kind == "plain":
                candidate = _plain(words, body)
            if candidate is None:
                if bound and bracket is not None and body.kind == "aside":
                    aside.add(words.slice(*bracket))
                continue
            if body.kind == "grammar" and not bound and self._is_generic(words, body, candidate, parts, number):
                continue
            candidate.in_headline = body.first < entry.body_token
            found.append(candidate)
        if bracket is not None and found and parts[-1].kind != "aside":
            self._bind(found, words, bracket, registered_at)
        return found

    def _candidate(
        self, words: Words, context: Context, registered_at: Mapping[int, tuple[int, tuple[int, ...]]],
        body: Body, parts: Sequence[Body], number: int,
    ) -> _Candidate | None:
        if body.kind == "registered":
            return self._registered(words, context, registered_at[body.first][1], body)
        if body.kind != "grammar":
            return None
        before = parts[number - 1] if number else None
        if before is not None and before.kind == "registered":
            if self._is_own_office(words, before, body):
                return None
            if before.last == body.first:
                body = Body(before.first, body.last, body.kind)
        return self._named_by_head(words, context, body)

    def _registered(self, words: Words, context: Context, numbers: Sequence[int], body: Body) -> _Candidate | None:
        """A registered alias; one common word counts only with its country beside it."""
        known = self._known(numbers)
        around = _country_around(words, context, body.first, body.last)
        first = body.first
        if all(meaning.needs_country for meaning in known):
            if around.country is None:
                return None
            first = around.first if around.first is not None else first
        return _Candidate(
            words.start[first], words.end[body.last - 1], words.slice(body.first, body.last),
            tuple(dict.fromkeys(meaning.organisation for meaning in known)), country=around.country,
            method="acronym" if all(meaning.is_acronym for meaning in known) else "register",
        )

    def _is_own_office(self, words: Words, before: Body, body: Body) -> bool:
        """"IOM's Regional Office for Asia", "the IOM Regional Office" is IOM."""
        beside = before.last == body.first or words.letters[before.last : before.last + 1] == b"'"
        return beside and any(words.word_id[token] in self._offices for token in range(body.first, body.last))

    def _is_generic(self, words: Words, body: Body, candidate: _Candidate, parts: Sequence[Body], number: int) -> bool:
        """A head noun alone or with a weak adjective ("the Commission", "Local Committee") names nobody, unless a country stands
        with it; nor does one that only completes a post ("Minister of the Presidency")."""
        tokens = [t for t in range(body.first, body.last) if words.letters[t] in b"CDHAGTPp"]
        bare = all(words.letters[t] == ord("H") or words.word_id[t] in self._weak for t in tokens)
        if not bare or len(tokens) > 2:
            bare = re.fullmatch(r"\w+", candidate.name) is not None
        before = parts[number - 1] if number else None
        of_a_post = before is not None and before.kind == "aside" and words.letters[before.last - 1] == ord("T")
        if before is not None and before.kind == "registered" and before.last == body.first:
            return False
        if of_a_post and words.letters[body.first] == ord("H") and b"o" not in words.letters[body.first : body.last]:
            return True
        return bare and candidate.country is None

    def _named_by_head(self, words: Words, context: Context, body: Body) -> _Candidate:
        first, last = body.first, body.last
        country = None
        while first < body.last - 1 and words.letters[first] in b"DPp":
            country = context.country_at.get(first, country)
            first += 1
        if words.letters[first] == ord("'"):
            first = min(first + 2, body.last - 1)
        end, trailing = _without_country(words, context, first, last)
        around = _country_around(words, context, first, last)
        country = country or trailing or around.country
        alone = end - first == 1 or (words.letters[first:end].strip(b"H") == b"" and first == body.first)
        whole_first = (around.first if around.first is not None else body.first) if alone else first
        name_end = last if alone else end
        international = any(words.word_id[token] in self._international for token in range(first, end))
        return _Candidate(
            words.start[whole_first], words.end[name_end - 1], words.slice(first, end), country=country,
            org_type=self._head_type(words, first, end), international=international,
        )

    def _head_type(self, words: Words, first: int, last: int) -> str | None:
        for token in range(first, last):
            if words.letters[token] == ord("H"):
                return self._head_types.get(words.word_id[token])
        return None

    def _governments(self, entry: Entry, words: Words, context: Context) -> list[_Candidate]:
        found = []
        for first, last, place in entry.governments:
            country = context.country_at.get(place)
            if country is None:
                continue
            found.append(
                _Candidate(
                    words.start[first], words.end[last - 1], f"Government of {context.country_names.get(country, country)}",
                    country=country, org_type="government_national", in_headline=first < entry.body_token, place="government",
                )
            )
        return found

    def _bind(
        self, found: list[_Candidate], words: Words, bracket: tuple[int, int],
        registered_at: Mapping[int, tuple[int, tuple[int, ...]]],
    ) -> None:
        """Give the letters in brackets to the body of the chunk they abbreviate: by the register, by initials, else the last."""
        letters = words.slice(*bracket)
        known_meanings = self._known(registered_at.get(bracket[0], (0, ()))[1])
        known = tuple(dict.fromkeys(m.organisation for m in known_meanings if m.is_acronym))
        owner = _owner_by_register(found, known) or _owner_by_initials(found, letters) or found[-1]
        owner.acronym = letters
        owner.acronym_span = (words.start[bracket[0]], words.end[bracket[1] - 1])
        if not known:
            return
        shared = tuple(organisation for organisation in owner.meanings if organisation in known)
        if shared:
            owner.meanings = shared
        elif not owner.meanings:
            alike = tuple(
                organisation for organisation in known
                if (long_words(owner.name) & organisation.words or len(letters) >= 4)
                and (owner.country is None or organisation.country_iso3 in (None, owner.country))
            )
            owner.meanings = alike

    def _identify(self, candidates: list[_Candidate], context: Context) -> None:
        bound = {c.acronym: c for c in candidates if c.acronym}
        explicit = {_key(c): c.country for c in candidates if c.country}
        for candidate in candidates:
            if candidate.method == "acronym" and candidate.name in bound and bound[candidate.name] is not candidate:
                continue
            candidate.country = candidate.country or explicit.get(_key(candidate))
            _settle(candidate, context)
        for candidate in candidates:
            owner = bound.get(candidate.name) if candidate.method == "acronym" else None
            if owner is not None and owner is not candidate:
                candidate.partner, candidate.partner_id = owner.partner, owner.partner_id
                candidate.country, candidate.acronym, candidate.name = owner.country, owner.acronym, owner.name


def _settle(candidate: _Candidate, context: Context) -> None:
    """Choose among the registered organisations of that name by country; else make an id of the name."""
    likely = [candidate.country] if candidate.country else list(context.likely_countries)
    chosen = [o for o in candidate.meanings if o.country_iso3 is None]
    national = [o for o in candidate.meanings if o.country_iso3 is not None]
    for country in likely:
        chosen += [o for o in national if o.country_iso3 == country]
    if not chosen and candidate.country is None and len({o.partner_id for o in candidate.meanings}) == 1:
        chosen = list(candidate.meanings)
    if chosen:
        candidate.partner, candidate.partner_id = chosen[0], chosen[0].partner_id
        return
    if candidate.country is None and not candidate.international:
        candidate.country = context.likely_countries[0] if context.likely_countries else None
    candidate.partner_id = provisional_id(candidate.place or candidate.name, candidate.country)


def provisional_id(name: str, country: str | None) -> str:
    """`org_` and 12 hex digits of SHA-256 over the name in matching form and the country."""
    form = _ARTICLES.sub("", matching_form(name).replace("'s ", " "))
    return "org_" + hashlib.sha256(f"{form}|{country or ''}".encode()).hexdigest()[:12]


def _key(candidate: _Candidate) -> str:
    return _ARTICLES.sub("", matching_form(candidate.name))


def _plain(words: Words, body: Body) -> _Candidate | None:
    """Capitalised words with letters in brackets behind them: an organisation although no head noun says so."""
    if body.last - body.first < 2 and words.letters[body.first] != ord("C"):
        return None
    return _Candidate(words.start[body.first], words.end[body.last - 1], words.slice(body.first, body.last))


def _without_country(words: Words, context: Context, first: int, last: int) -> tuple[int, str | None]:
    """Where the name ends before "of Costa Rica", and that country."""
    for match in _COUNTRY_SUFFIX.finditer(words.letters, first, last):
        if match.end() == last:
            place = match.end() - 1
            while words.letters[place] == ord("p"):
                place -= 1
            country = context.country_at.get(place)
            if country is not None:
                return match.start(), country
    return last, None


@dataclass(frozen=True, slots=True)
class _Around:
    """The country beside a name, and the first token of the words that say it if they stand before."""

    country: str | None
    first: int | None


def _country_around(words: Words, context: Context, first: int, last: int) -> _Around:
    """The country right before ("Panama's", "Thai") or right after ("of Guatemala") a name."""
    letters = words.letters
    after = _COUNTRY_SUFFIX.match(letters, last)
    if after is not None:
        place = after.end() - 1
        while letters[place] == ord("p"):
            place -= 1
        if place in context.country_at:
            return _Around(context.country_at[place], None)
    before = first - 1
    if before >= 1 and letters[before] == ord("x") and letters[before - 1] == ord("'"):
        before -= 2
    elif before >= 0 and letters[before] == ord("'"):
        before -= 1
    while before >= 0 and letters[before] == ord("p"):
        before -= 1
    if before >= 0 and letters[before] in b"PD" and before in context.country_at:
        return _Around(context.country_at[before], before)
    return _Around(None, None)


def _owner_by_register(found: Sequence[_Candidate], known: Sequence[Organisation]) -> _Candidate | None:
    for candidate in reversed(found):
        if any(organisation in known for organisation in candidate.meanings):
            return candidate
    return None


def _owner_by_initials(found: Sequence[_Candidate], letters: str) -> _Candidate | None:
    wanted = re.sub(r"[^a-z]", "", letters.lower())
    for candidate in reversed(found):
        initials = "".join(word[0] for word in matching_form(candidate.name).split() if len(word) > 3 or word[0].isdigit())
        if len(wanted) >= 2 and (initials == wanted or initials.startswith(wanted)):
            return candidate
    return None


def _drop_unsure_headlines(candidates: list[_Candidate], title_case: bool) -> list[_Candidate]:
    """In a headline in title case only what the register knows, letters bind, or the body repeats, is believed."""
    if not title_case:
        return candidates
    told = {_key(c) for c in candidates if not c.in_headline}
    return [c for c in candidates if not c.in_headline or c.meanings or c.acronym or c.place or _key(c) in told]


def _bracket_mentions(candidates: Sequence[_Candidate]) -> list[PartnerMention]:
    return [PartnerMention(c.partner_id, *c.acronym_span, "acronym") for c in candidates if c.acronym_span is not None]


def _repeated_letters(
    entry: Entry, words: Words, candidates: Sequence[_Candidate], mentions: Sequence[PartnerMention]
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


def _once(mentions: Iterable[PartnerMention]) -> list[PartnerMention]:
    """Each place once; where two overlap under one id the longer stays."""
    unique = {(mention.partner_id, mention.start): mention for mention in sorted(mentions, key=lambda m: (m.start, m.end))}
    return sorted(unique.values(), key=lambda m: (m.start, m.end, m.partner_id))


def _facts(candidates: Sequence[_Candidate]) -> list[PartnerFacts]:
    """One row per organisation, with the longest name and the first letters the entry gives."""
    facts: dict[str, PartnerFacts] = {}
    for c in candidates:
        if c.partner is not None:
            fact = PartnerFacts(c.partner_id, c.partner.name, c.partner.acronym, c.partner.org_type, c.partner.country_iso3, True)
        else:
            name = re.sub(r"\s+", " ", c.name)
            fact = PartnerFacts(c.partner_id, name, c.acronym, c.org_type, c.country, False)
        before = facts.get(c.partner_id)
        if before is None or (not fact.registered and (fact.acronym is not None, len(fact.name)) > (before.acronym is not None, len(before.name))):
            facts[c.partner_id] = fact if before is None else replace(fact, acronym=fact.acronym or before.acronym)
    return list(facts.values())
