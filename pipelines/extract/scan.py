"""One pass over a batch: everything that is found before decisions on single entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.extract.dates.grammar import DateGrammar, Expressions
from pipelines.extract.names.names import Hits, Layer
from pipelines.extract.names.reference_tables import Alias, PlaceMeaning, Reference
from pipelines.extract.organisations.chunks import Runs, chunks, governments
from pipelines.extract.organisations.grammar import OrganisationGrammar
from pipelines.extract.participants.number_grammar import NumberGrammar, Phrases
from pipelines.extract.places.countries import BASES, NO_MEANING, PlaceResolver, Places
from pipelines.extract.places.datelines import dateline_ends
from pipelines.extract.places.surnames import language_marks, streets, surnames
from pipelines.extract.text.batch import Bytes, Days, Flags, Offsets, TextBatch, lay_out
from pipelines.extract.text.columns import covered
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.sentences import cut_sentences
from pipelines.extract.text.tokens import Tokens, cut
from pipelines.extract.text.words import Words
from pipelines.extract.types.cues import Cues, CueTable

ROLES = (
    "background",
    "activity",
    "day_name",
    "unit_day",
    "start_verb",
    "end_verb",
    "venue",
    "countries",
    "scene",
    "scene_verb",
    "direction",
    "represents",
    "visits",
    "based",
    "from",
    "event",
    "event_head",
    "next",
    "future",
    "punctual",
    "since_then",
    "later",
    "until",
    "statistic",
    "state_verb",
    "cardinal",
    "halving",
    "language",
    "noun_of_place",
    "at",
    "own_office",
    "weak_adjective",
    "title",
    "given_name",
    "language_code",
    "concept",
    "other_letters",
    "occupation",
    "one_person",
    "street_before",
    "street_behind",
    "international",
    "or",
    "arrival",
    "after",
    "unit_year",
    "unit_month",
    "relative_pronoun",
    "weekday_article",
    "news_item",
)
"""The word roles that decisions on single entries use."""
INTRODUCING = {("role_before", role) for role in ("supporter", "funder", "signatory")}
"""The cues that a partner's name follows even without a word for what kind of body it is."""
_OPENING_SENTENCES = 3
_BITS = 8


@dataclass(frozen=True)
class Scan:
    """The result of one pass over a batch.

    `dateline_ends`: the tokens after the entries' datelines. `date_letters`, `number_letters`: the tokens' classes in
    the grammars of dates and numbers; `in_date`: whether a token belongs to an expression of time. `is_online`: whether
    each entry reports something held online. `registered_at`: the meaning of registered aliases, by their first token.
    `introduced`: whether words that introduce a partner are before a token. `chunks` of names and `governments` (first
    token, the token after the last, the country's first) may be organisations.
    """

    layout: Layout
    dateline_ends: Offsets
    date_letters: Bytes
    number_letters: Bytes
    expressions: Expressions
    in_date: Flags
    phrases: Phrases
    places: Places
    is_online: Flags
    cues: Cues
    registered_at: Mapping[int, Alias]
    introduced: Flags
    chunks: Runs
    governments: Sequence[tuple[int, int, int]]


class Scanner:
    """Scans batches; one instance can scan any number of them."""

    def __init__(self, reference: Reference, cues: CueTable) -> None:
        lexicon = reference.lexicon
        self._reference = reference
        self._cues = cues
        self._online, self._online_adjective, self._online_thing = (
            np.array([code == ("online", value) for code in cues.codes], np.bool_)
            for value in ("online", "adjective", "thing")
        )
        self._introduces = np.array([code in INTRODUCING for code in cues.codes], np.bool_)
        self._places = PlaceResolver(reference.places, reference.programme_region)
        self._is_alias = np.array([alias is not None for alias in reference.aliases], np.bool_)
        self._dates = DateGrammar(lexicon)
        self._organisations = OrganisationGrammar(lexicon)
        self._people = NumberGrammar(lexicon)
        self._roles = _packed([lexicon.flags(role) for role in ROLES])
        self._abbreviations, self._months = lexicon.flags("abbreviation"), lexicon.flags("month")

    def scan(self, headlines: list[str], bodies: list[str], published_on: Days) -> Scan:
        """Scan the entries with these headlines, bodies and publication dates."""
        batch = lay_out(headlines, bodies)
        tokens = cut(batch, self._reference.lexicon.words)
        sentences = cut_sentences(batch, tokens, self._abbreviations, self._months)
        hits = self._reference.names.scan(batch, tokens)
        named = hits[Layer.ORGANISATION].where(self._is_alias[hits[Layer.ORGANISATION].sense])
        cues = self._cues.read(hits[Layer.CUE], batch, sentences)
        date_letters = self._dates.letters(batch, tokens)
        expressions = self._dates.find(date_letters)
        in_date = covered(expressions.first, expressions.last, len(tokens.start))
        places = hits[Layer.PLACE]
        place_letters = self._places.letters(places)
        demonyms = places.first[place_letters == ord("D")]
        number_letters = self._people.letters(batch, tokens, date_letters, in_date, demonyms)
        letters = self._organisations.letters(batch, tokens, places, place_letters, named)
        written = letters.tobytes()
        layout = Layout(batch, tokens, sentences, self._words(batch, tokens, written), published_on)
        behind = dateline_ends(layout, in_date, date_letters)
        introduced = _introduced(cues.where(self._introduces[cues.code]), tokens, letters)
        return Scan(
            layout,
            behind,
            date_letters,
            number_letters,
            expressions,
            in_date,
            self._people.phrases(number_letters),
            self._mentions(places.where(self._places.counting(places)), named, layout, behind),
            self._is_online(cues, layout),
            cues,
            self._registered(named),
            introduced,
            chunks(letters, introduced),
            list(governments(written)),
        )

    def _words(self, batch: TextBatch, tokens: Tokens, letters: bytes) -> Words:
        word = tokens.word_id.astype(np.int64)
        packed = [bits.take(word) for bits in self._roles]
        roles = {
            role: (packed[number // _BITS] & np.uint8(1 << number % _BITS) != 0).tobytes()
            for number, role in enumerate(ROLES)
        }
        return Words(batch.text, tokens.start.data, tokens.end.data, tokens.word_id.data, letters, roles)

    def _is_online(self, cues: Cues, layout: Layout) -> Flags:
        """Return which entries say in headline or first sentences that the activity (not a thing) was online."""
        early = layout.sentences.within_body(cues.sentence, cues.entry) < _OPENING_SENTENCES
        early &= ~np.isin(cues.start, cues.start[self._online_thing[cues.code]])
        is_event = self._online_adjective[cues.code] & _beside_event(cues, layout)
        flags = np.zeros(len(layout), np.bool_)
        flags[cues.entry[(self._online[cues.code] | is_event) & early]] = True
        return flags

    def _mentions(self, hits: Hits, named: Hits, layout: Layout, behind: Offsets) -> Places:
        """Return the places that count: within a registered name only the organisation's own country does; surnames,
        languages and their codes do not."""
        around = np.searchsorted(named.start, hits.start, side="right") - 1
        ends = np.append(named.end, 0)[around]
        is_free = (around < 0) | (ends <= hits.start)
        entry = layout.batch.entry_of(hits.start)
        in_dateline = (layout.sentences.body_token[entry] <= hits.first) & (hits.first < behind[entry])
        meaning = self._places.resolve(hits, layout.batch, in_dateline)
        counts = (meaning != NO_MEANING) & ~surnames(hits, layout)
        counts &= ~language_marks(hits, layout) & ~streets(hits, layout)
        token = hits.first
        found = Places(hits.start, hits.end, token, meaning, is_free, self._places.meanings)
        for number in np.flatnonzero(counts & ~is_free & (hits.end <= ends)).tolist():
            sense = int(named.sense[around[number]])
            counts[number] = self._is_own_country(sense, found.meanings.rows[meaning[number]])
        is_language = (found.basis == BASES.index("demonym")) & layout.role("language")[token]
        for number in np.flatnonzero(counts & is_language).tolist():
            counts[number] = not _is_language(layout.words, int(token[number]))
        return found.where(counts)

    def _registered(self, named: Hits) -> dict[int, Alias]:
        aliases = self._reference.aliases
        rows = zip(named.first.tolist(), named.sense.tolist(), strict=True)
        return {token: alias for token, sense in rows if (alias := aliases[sense]) is not None}

    def _is_own_country(self, sense: int, meaning: PlaceMeaning) -> bool:
        alias = self._reference.aliases[sense]
        return alias is not None and meaning.country_iso3 in alias.countries


def _packed(flags: Sequence[Flags]) -> list[Bytes]:
    """Return the flags of each word, eight in a byte."""
    groups = (flags[first : first + _BITS] for first in range(0, len(flags), _BITS))
    return [np.packbits(np.stack(group), axis=0, bitorder="little")[0] for group in groups]


def _introduced(cues: Cues, tokens: Tokens, letters: Bytes) -> Flags:
    """Return which tokens follow one of these cues ("with support from"), an article aside."""
    flags = np.zeros(len(letters), np.bool_)
    behind = np.minimum(tokens.at(cues.end), len(letters) - 2)
    flags[behind + (letters[behind] == ord("l"))] = True
    return flags


def _beside_event(cues: Cues, layout: Layout) -> Flags:
    """Return which cues are next to a word for an event, with one word that is no preposition between them at most:
    "virtual training course", "taller regional en línea", not "a workshop on online abuse"."""
    event, plain, last = layout.role("event"), layout.letters == ord("x"), len(layout.letters) - 1
    before, behind = layout.tokens.at(cues.start) - 1, np.minimum(layout.tokens.at(cues.end), last)
    further = np.maximum(before - 1, 0), np.minimum(behind + 1, last)
    result: Flags = event[before] | event[behind]
    result |= (plain[before] & event[further[0]]) | (plain[behind] & event[further[1]])
    return result


_FAR_FROM_IN, _LIST, _MANY = 8, 6, 3


def _is_language(words: Words, token: int) -> bool:
    """Return whether a demonym is in an enumeration of languages ("in Spanish, French and Haitian Creole")."""
    letters = words.letters
    if not words.any("language", token, token + 1):
        return False
    if letters[token - 1] not in b",&" and letters[token + 1] not in b",&":
        return False
    listed = words.roles["language"][max(token - _LIST, 0) : token + _LIST].count(1)
    if b"i" not in letters[max(token - _FAR_FROM_IN, 0) : token] and listed < _MANY:
        return False
    before, behind = letters.rfind(b"|", max(token - 3, 0), token) + 1, letters.find(b"|", token, token + 4)
    return words.any("language", max(before, token - 3, 0), token) or words.any(
        "language", token + 1, behind if behind >= 0 else token + 4
    )
