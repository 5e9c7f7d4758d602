"""Read the names of organisations out of an entry's chunks: the words, the country they belong to, the letters bound to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.names import matching_form
from pipelines.extract.organisation_grammar import Body, OrganisationGrammar, bodies
from pipelines.extract.reference import Organisation, OrganisationMeaning, long_words
from pipelines.extract.words import Words

_SUFFIX_OF_PLACE = re.compile(rb"[ofi]l?P[p]*")
_LEAST_DISTINCT_LETTERS = 4


@dataclass(slots=True)
class Candidate:
    """A name on its way to an identity, at `start:end` of the batch's text.

    `meanings`: what the register knows of that name. `kind`: stands for the name in the id where the name is a pattern
    ("government", "embassy"). `was_shared`: bodies of several countries bear the name.
    """

    start: int
    end: int
    name: str
    meanings: tuple[Organisation, ...] = ()
    country: str | None = None
    acronym: str | None = None
    acronym_span: tuple[int, int] | None = None
    org_type: str | None = None
    method: str = "grammar"
    kind: str | None = None
    international: bool = False
    in_headline: bool = False
    was_shared: bool = False
    partner: Organisation | None = None
    partner_id: str = ""


@dataclass(frozen=True)
class Context:
    """What else the entry tells: which country the place beginning at a token lies in, which of these places are countries
    themselves, and which countries a body without one most likely belongs to."""

    country_at: Mapping[int, str]
    countries_proper: frozenset[int]
    likely_countries: Sequence[str]
    country_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Around:
    """The country beside a name, and the first token of the words that say it if they stand before."""

    country: str | None
    first: int | None


RegisteredAt = Mapping[int, tuple[int, tuple[int, ...]]]
"""By the first token of a registered alias: its end in the text, and what it may stand for."""


class NameReader:
    """Reads candidates chunk by chunk."""

    def __init__(self, meanings: Sequence[OrganisationMeaning | None], lexicon: Lexicon) -> None:
        self._meanings = meanings
        self._head_types = lexicon.roles["head"]
        self._international = frozenset(lexicon.roles["international"])
        self._offices = frozenset(lexicon.roles["own_office"])
        self._weak = frozenset(lexicon.roles["weak_adjective"])
        self._concepts = frozenset(lexicon.roles["concept"])
        self._kinds = lexicon.roles["kind_noun"]

    def read(
        self, entry: Entry, words: Words, context: Context, registered_at: RegisteredAt
    ) -> tuple[list[Candidate], set[str]]:
        """The names of an entry, and the letters that abbreviate what is no organisation."""
        candidates: list[Candidate] = []
        aside: set[str] = set()
        for first, last in entry.chunks:
            candidates += self._chunk(entry, words, context, registered_at, first, last, aside)
        return candidates + _governments(entry, words, context), aside

    def _known(self, numbers: Iterable[int]) -> list[OrganisationMeaning]:
        return [meaning for number in numbers if (meaning := self._meanings[number]) is not None]

    def _chunk(
        self,
        entry: Entry,
        words: Words,
        context: Context,
        registered_at: RegisteredAt,
        first: int,
        last: int,
        aside: set[str],
    ) -> list[Candidate]:
        parts = [Body(first + b.first, first + b.last, b.kind) for b in bodies(words.letters[first:last])]
        bracket = OrganisationGrammar.bracket_after(words.letters, last)
        if bracket is not None and words.letters[bracket[0]] == ord("P") and not words.slice(*bracket).isupper():
            bracket = None
        found: list[Candidate] = []
        for number, body in enumerate(parts):
            bound = bracket is not None and number == len(parts) - 1
            candidate = self._candidate(words, context, registered_at, body, parts, number)
            if candidate is None and body.kind == "plain":
                candidate = self._plain(words, body, bound)
            if candidate is None:
                if bound and bracket is not None and body.kind in ("aside", "plain"):
                    aside.add(words.slice(*bracket))
                continue
            if body.kind == "grammar" and not bound and self._is_generic(words, body, candidate, parts, number):
                continue
            candidate.in_headline = body.first < entry.body_token
            found.append(candidate)
        if found and parts[-1].kind != "aside":
            letters = bracket or OrganisationGrammar.letters_beside(words.letters, first, last)
            if letters is not None:
                self._bind(found, words, letters, registered_at)
        return found

    def _candidate(
        self,
        words: Words,
        context: Context,
        registered_at: RegisteredAt,
        body: Body,
        parts: Sequence[Body],
        number: int,
    ) -> Candidate | None:
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

    def _registered(self, words: Words, context: Context, numbers: Sequence[int], body: Body) -> Candidate | None:
        """A registered alias; one common word counts only with its country beside it."""
        known = self._known(numbers)
        around = _country_around(words, context, body.first, body.last)
        first = body.first
        if all(meaning.needs_country for meaning in known):
            if around.country is None:
                return None
            first = around.first if around.first is not None else first
        meanings = tuple(dict.fromkeys(meaning.organisation for meaning in known))
        return Candidate(
            words.start[first],
            words.end[body.last - 1],
            words.slice(body.first, body.last),
            meanings,
            around.country,
            method="acronym" if all(meaning.is_acronym for meaning in known) else "register",
            was_shared=len(meanings) > 1,
        )

    def _is_own_office(self, words: Words, before: Body, body: Body) -> bool:
        """ "IOM's Regional Office for Asia", "the IOM Regional Office" is IOM."""
        beside = before.last == body.first or words.letters[before.last : before.last + 1] == b"'"
        return beside and any(words.word_id[token] in self._offices for token in range(body.first, body.last))

    def _is_generic(self, words: Words, body: Body, candidate: Candidate, parts: Sequence[Body], number: int) -> bool:
        """A head noun alone or with a weak adjective ("the Commission", "Local Committee") names nobody, unless a country stands
        with it; nor does one that only completes a post ("Minister of the Presidency")."""
        before = parts[number - 1] if number else None
        if before is not None and before.kind == "registered" and before.last == body.first:
            return False
        of_a_post = before is not None and before.kind == "aside" and words.letters[before.last - 1] == ord("T")
        if of_a_post and words.letters[body.first] == ord("H") and b"o" not in words.letters[body.first : body.last]:
            return True
        tokens = [t for t in range(body.first, body.last) if words.letters[t] in b"CDHAGTPp"]
        bare = len(tokens) <= 2 and all(words.letters[t] == ord("H") or words.word_id[t] in self._weak for t in tokens)
        return candidate.country is None and (bare or re.fullmatch(r"\w+", candidate.name) is not None)

    def _named_by_head(self, words: Words, context: Context, body: Body) -> Candidate:
        """A name led by a head noun, without the country before or behind it unless little else is left of it."""
        first, country = body.first, None
        while first < body.last - 1 and words.letters[first] in b"DPp":
            country = context.country_at.get(first, country)
            first += 1
        if words.letters[first] == ord("'"):
            first = min(first + 2, body.last - 1)
        end, trailing = _without_country(words, context, first, body.last)
        around = _country_around(words, context, first, body.last)
        country = country or trailing or around.country
        alone = end - first == 1 or words.letters[first:end].strip(b"H") == b""
        name = words.slice(first, end)
        if alone and country is not None:
            name = f"{name} of {context.country_names.get(country, country)}"
        start = (around.first if around.first is not None else body.first) if alone else first
        head = next((t for t in range(first, end) if words.letters[t] == ord("H")), first)
        return Candidate(
            words.start[start],
            words.end[(body.last if alone else end) - 1],
            name,
            country=country,
            org_type=self._head_types.get(words.word_id[head]),
            kind=words.slice(first, end) if alone else None,
            international=any(words.word_id[token] in self._international for token in range(first, end)),
        )

    def _plain(self, words: Words, body: Body, bound: bool) -> Candidate | None:
        """Capitalised words without a head noun: an organisation if letters stand in brackets behind them and they tell no
        crime, region or group of people, or if a word before them says what kind of body it is ("the NGO Manos Abiertas")."""
        kind = self._kinds.get(words.word_id[body.first - 1]) if body.first else None
        if kind is None and not bound:
            return None
        if any(words.word_id[token] in self._concepts for token in range(body.first, body.last)):
            return None
        return Candidate(
            words.start[body.first], words.end[body.last - 1], words.slice(body.first, body.last), org_type=kind or None
        )

    def _bind(
        self, found: list[Candidate], words: Words, bracket: tuple[int, int], registered_at: RegisteredAt
    ) -> None:
        """Give letters to the body of the chunk they abbreviate: by the register, by initials, else the last.

        Letters that the register knows make the name known too, if the two share a word or the letters are distinct enough.
        """
        letters = words.slice(*bracket)
        meanings = self._known(registered_at.get(bracket[0], (0, ()))[1])
        known = tuple(dict.fromkeys(meaning.organisation for meaning in meanings if meaning.is_acronym))
        owner = _owner_by_register(found, known) or _owner_by_initials(found, letters) or found[-1]
        owner.acronym = letters
        owner.acronym_span = (words.start[bracket[0]], words.end[bracket[1] - 1])
        shared = tuple(organisation for organisation in owner.meanings if organisation in known)
        if shared:
            owner.meanings = shared
        elif not owner.meanings:
            owner.was_shared = len(known) > 1
            owner.meanings = tuple(
                organisation
                for organisation in known
                if (long_words(owner.name) & organisation.words or len(letters) >= _LEAST_DISTINCT_LETTERS)
                and (owner.country is None or organisation.country_iso3 in (None, owner.country))
            )


def _governments(entry: Entry, words: Words, context: Context) -> list[Candidate]:
    found = []
    for first, last, place in entry.governments:
        country = context.country_at.get(place)
        if country is not None and place in context.countries_proper:
            found.append(
                Candidate(
                    words.start[first],
                    words.end[last - 1],
                    f"Government of {context.country_names.get(country, country)}",
                    country=country,
                    org_type="government_national",
                    in_headline=first < entry.body_token,
                    kind="government",
                )
            )
    return found


def _without_country(words: Words, context: Context, first: int, last: int) -> tuple[int, str | None]:
    """Where the name ends before "of Costa Rica", and that country; a town is part of the name."""
    for match in _SUFFIX_OF_PLACE.finditer(words.letters, first, last):
        place = match.start() + match[0].index(b"P")
        if match.end() == last and place in context.countries_proper:
            return match.start(), context.country_at[place]
    return last, None


def _country_around(words: Words, context: Context, first: int, last: int) -> _Around:
    """The country right before ("Panama's", "Thai") or right after ("of Guatemala") a name."""
    letters = words.letters
    after = _SUFFIX_OF_PLACE.match(letters, last)
    if after is not None:
        place = after.start() + after[0].index(b"P")
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


def _owner_by_register(found: Sequence[Candidate], known: Sequence[Organisation]) -> Candidate | None:
    for candidate in reversed(found):
        if any(organisation in known for organisation in candidate.meanings):
            return candidate
    return None


def _owner_by_initials(found: Sequence[Candidate], letters: str) -> Candidate | None:
    wanted = re.sub(r"[^a-z]", "", letters.lower())
    for candidate in reversed(found):
        initials = "".join(
            word[0] for word in matching_form(candidate.name).split() if len(word) > 3 or word[0].isdigit()
        )
        if len(wanted) >= 2 and initials.startswith(wanted):
            return candidate
    return None
