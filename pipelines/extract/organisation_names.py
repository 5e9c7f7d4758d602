"""Read the names of organisations out of an entry's chunks: the words, their country, the letters bound to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.names import matching_form
from pipelines.extract.organisation_grammar import Body, OrganisationGrammar, bodies
from pipelines.extract.reference import Alias, Organisation, long_words
from pipelines.extract.words import Words

_SUFFIX_OF_PLACE = re.compile(rb"[ofi]l?P[p]*")
_ONE_WORD = re.compile(r"\w+")
_LEAST_DISTINCT_LETTERS = 4


@dataclass(slots=True)
class Candidate:
    """A name on its way to an identity, at `start:end` of the batch's text; its body begins with `first_token`.

    `meanings`: what the register knows of that name. `kind`: stands for the name in the id where the name is a pattern
    ("government", "embassy"). `was_shared`: bodies of several countries bear the name.
    """

    start: int
    end: int
    name: str
    first_token: int
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


@dataclass(frozen=True, slots=True)
class Context:
    """What a batch tells besides the words: which country the place beginning at a token lies in, which of these
    places are countries themselves, and what the registered alias beginning at a token stands for."""

    country_at: Mapping[int, str]
    countries_proper: frozenset[int]
    registered_at: Mapping[int, Alias]


class _Around(NamedTuple):
    """The country beside a name, and the first token of the words that say it if they stand before."""

    country: str | None
    first: int | None


_NOTHING_AROUND = _Around(None, None)


class NameReader:
    """Reads candidates chunk by chunk."""

    def __init__(self, lexicon: Lexicon, country_names: Mapping[str, str]) -> None:
        self._head_types = lexicon.roles["head"]
        self._kinds = lexicon.roles["kind_noun"]
        self._country_names = country_names

    def read(self, entry: Entry, words: Words, context: Context) -> tuple[list[Candidate], set[str]]:
        """The names of an entry, and the letters that abbreviate what is no organisation."""
        candidates: list[Candidate] = []
        aside: set[str] = set()
        for first, last in entry.chunks:
            candidates += self._chunk(words, context, first, last, aside)
        candidates += self._governments(entry, words, context)
        for candidate in candidates:
            candidate.in_headline = candidate.first_token < entry.body_token
        return candidates, aside

    def _chunk(self, words: Words, context: Context, first: int, last: int, aside: set[str]) -> list[Candidate]:
        parts = bodies(words.letters[first:last])
        bracket = _bracket_after(words, last)
        found: list[Candidate] = []
        for number, body in enumerate(parts):
            bound = bracket is not None and number == len(parts) - 1
            if body.kind == "registered":
                candidate = _registered(words, context, first + body.first, first + body.last)
            elif body.kind == "grammar":
                candidate = self._grammar(words, context, parts, number, first, bound)
            elif body.kind == "plain":
                candidate = self._plain(words, body.moved(first), bound)
            else:
                candidate = None
            if candidate is not None:
                found.append(candidate)
            elif bound and bracket is not None and body.kind in ("aside", "plain"):
                aside.add(words.slice(*bracket))
        if found and parts[-1].kind != "aside":
            letters = bracket or OrganisationGrammar.letters_beside(words.letters, first, last)
            if letters is not None:
                self._bind(found, words, context, letters)
        return found

    def _grammar(
        self, words: Words, context: Context, parts: Sequence[Body], number: int, offset: int, bound: bool
    ) -> Candidate | None:
        """A body led by a head noun, unless it is an office of the one before it or names nobody."""
        body = parts[number].moved(offset)
        before = parts[number - 1].moved(offset) if number else None
        if before is not None and before.kind == "registered":
            if _is_own_office(words, before, body):
                return None
            if before.last == body.first:
                return self._named_by_head(words, context, Body(before.first, body.last, body.kind))
        candidate = self._named_by_head(words, context, body)
        return None if not bound and self._is_generic(words, before, body, candidate) else candidate

    @staticmethod
    def _is_generic(words: Words, before: Body | None, body: Body, candidate: Candidate) -> bool:
        """A head noun alone or with a weak adjective ("the Commission", "Local Committee") names nobody, unless a
        country stands with it; nor does one that only completes a post ("Minister of the Presidency")."""
        of_a_post = before is not None and before.kind == "aside" and words.letters[before.last - 1] == ord("T")
        if of_a_post and words.letters[body.first] == ord("H") and b"o" not in words.letters[body.first : body.last]:
            return True
        if candidate.country is not None:
            return False
        tokens = [t for t in range(body.first, body.last) if words.letters[t] in b"CDHAGTPp"]
        weak = words.roles["weak_adjective"]
        bare = len(tokens) <= 2 and all(words.letters[t] == ord("H") or weak[t] for t in tokens)
        return bare or _ONE_WORD.fullmatch(candidate.name) is not None

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
            name = f"{name} of {self._country_names.get(country, country)}"
        start = (around.first if around.first is not None else body.first) if alone else first
        head = next((t for t in range(first, end) if words.letters[t] == ord("H")), first)
        return Candidate(
            words.start[start],
            words.end[(body.last if alone else end) - 1],
            name,
            body.first,
            country=country,
            org_type=self._head_types.get(words.word_id[head]),
            kind=words.slice(first, end) if alone else None,
            international=words.any("international", first, end),
        )

    def _plain(self, words: Words, body: Body, bound: bool) -> Candidate | None:
        """Capitalised words without a head noun: an organisation if letters stand in brackets behind them and they
        tell no crime, region or group of people, or if a word before says what kind of body it is ("the NGO Manos
        Abiertas")."""
        kind = self._kinds.get(words.word_id[body.first - 1]) if body.first else None
        if (kind is None and not bound) or words.any("concept", body.first, body.last):
            return None
        start, end = words.start[body.first], words.end[body.last - 1]
        return Candidate(start, end, words.text[start:end], body.first, org_type=kind or None)

    @staticmethod
    def _bind(found: list[Candidate], words: Words, context: Context, bracket: tuple[int, int]) -> None:
        """Give letters to the body of the chunk they abbreviate: by the register, by initials, else the last.

        Letters that the register knows make the name known too, if the two share a word or the letters are distinct
        enough.
        """
        letters = words.slice(*bracket)
        alias = context.registered_at.get(bracket[0])
        known = alias.abbreviated if alias is not None else ()
        owner = (_owner_by_register(found, known) if known else None) or _owner_by_initials(found, letters) or found[-1]
        owner.acronym = letters
        owner.acronym_span = (words.start[bracket[0]], words.end[bracket[1] - 1])
        shared = tuple(organisation for organisation in owner.meanings if organisation in known)
        if shared:
            owner.meanings = shared
        elif known and not owner.meanings:
            owner.was_shared = len(known) > 1
            owner.meanings = tuple(
                organisation
                for organisation in known
                if (long_words(owner.name) & organisation.words or len(letters) >= _LEAST_DISTINCT_LETTERS)
                and (owner.country is None or organisation.country_iso3 in (None, owner.country))
            )

    def _governments(self, entry: Entry, words: Words, context: Context) -> Iterator[Candidate]:
        for first, last, place in entry.governments:
            country = context.country_at.get(place)
            if country is not None and place in context.countries_proper:
                yield Candidate(
                    words.start[first],
                    words.end[last - 1],
                    f"Government of {self._country_names.get(country, country)}",
                    first,
                    country=country,
                    org_type="government_national",
                    kind="government",
                )


def _bracket_after(words: Words, token: int) -> tuple[int, int] | None:
    """Tokens of the letters in brackets behind a name; a place is none unless it is written in capitals."""
    bracket = OrganisationGrammar.bracket_after(words.letters, token)
    if bracket is not None and words.letters[bracket[0]] == ord("P") and not words.slice(*bracket).isupper():
        return None
    return bracket


def _registered(words: Words, context: Context, first: int, last: int) -> Candidate | None:
    """A registered alias; one common word counts only with its country beside it."""
    alias = context.registered_at[first]
    country, country_token = _country_around(words, context, first, last)
    start, end = words.start[first], words.end[last - 1]
    name = words.text[start:end]
    if alias.needs_country:
        if country is None:
            return None
        start = words.start[country_token] if country_token is not None else start
    return Candidate(
        start, end, name, first, alias.organisations, country, method=alias.method, was_shared=alias.is_shared
    )


def _is_own_office(words: Words, before: Body, body: Body) -> bool:
    """ "IOM's Regional Office for Asia", "the IOM Regional Office" is IOM."""
    beside = before.last == body.first or words.letters[before.last : before.last + 1] == b"'"
    return beside and words.any("own_office", body.first, body.last)


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
    if letters[last] not in b"ofi" and letters[first - 1] not in b"x'pPD":
        return _NOTHING_AROUND
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
    return _NOTHING_AROUND


def _owner_by_register(found: Sequence[Candidate], known: Sequence[Organisation]) -> Candidate | None:
    for candidate in reversed(found):
        if any(organisation in known for organisation in candidate.meanings):
            return candidate
    return None


def _owner_by_initials(found: Sequence[Candidate], letters: str) -> Candidate | None:
    wanted = "".join(letter for letter in letters.lower() if "a" <= letter <= "z")
    for candidate in reversed(found):
        initials = "".join(
            word[0] for word in matching_form(candidate.name).split() if len(word) > 3 or word[0].isdigit()
        )
        if len(wanted) >= 2 and initials.startswith(wanted):
            return candidate
    return None
