"""The names of organisations in a batch: their words, their country, and their meaning in the register."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

import numpy as np

from pipelines.extract.names.reference_tables import Organisation
from pipelines.extract.organisations.chunks import Runs, in_brackets, is_acronym_alone
from pipelines.extract.organisations.name_spans import Context, NameSpans, governments, name_spans, patterns
from pipelines.extract.organisations.patterns import Form
from pipelines.extract.organisations.plain_names import PlainNames, ends_plainly
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import NONE
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.lexicon import Lexicon

METHODS = ("acronym", "grammar", "register")
"""How a name is recognised: as an acronym, by the grammar, or in the register."""
_NATIONAL_NGO = "ngo_national"
ACRONYM, GRAMMAR = METHODS.index("acronym"), METHODS.index("grammar")


class Names(NamedTuple):
    """Names of organisations: parallel arrays and lists with one element per name, by entry and in reading order.

    `entry`: the entry's number. `chunk`: the number of its chunk, NONE for a government. `token`: the first of its
    body. `start`, `end`: characters of the batch's text. `method`: a number in METHODS. `country`: a number in
    `countries`, of which the last is None, for NONE. `acronym`: the acronym bound to it, at `letters` to
    `letters_end`, both NONE if there is none. `meanings`: the register's organisations of that name; `was_shared`:
    bodies of several countries have it. `kind`: replaces the name in the id if the name is a pattern
    ("government", "embassy").
    """

    entry: Offsets
    chunk: Offsets
    token: Offsets
    start: Offsets
    end: Offsets
    method: Offsets
    country: Offsets
    is_international: Flags
    letters: Offsets
    letters_end: Offsets
    text: list[str]
    acronym: list[str | None]
    meanings: list[tuple[Organisation, ...]]
    was_shared: list[bool]
    org_type: list[str | None]
    kind: list[str | None]
    countries: Sequence[str | None]

    @property
    def size(self) -> int:
        """The number of names."""
        return len(self.entry)

    def without(self, numbers: Collection[int]) -> "Names":
        """Return all names except those of these numbers."""
        if not numbers:
            return self
        kept = np.ones(self.size, np.bool_)
        kept[list(numbers)] = False
        chosen = kept.tolist()
        columns: dict[str, Any] = self._asdict()
        del columns["countries"]
        for name, column in columns.items():
            columns[name] = column[kept] if isinstance(column, np.ndarray) else list(compress(column, chosen))
        return self._replace(**columns)

    def by_letters(self) -> Offsets:
        """Return the numbers of the names that are acronyms in the register."""
        return np.flatnonzero(self.method == ACRONYM)

    def with_letters(self) -> Offsets:
        """Return the numbers of the names with a bound acronym."""
        return np.flatnonzero(self.letters != NONE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The names of a batch; within an entry those of its chunks precede its governments.

    `brackets`: the tokens of the letters in brackets after each chunk. `takes_letters`: whether letters next to each
    chunk may abbreviate its name. `aside`: the numbers of the chunks whose letters in brackets abbreviate something
    other than an organisation.
    """

    names: Names
    brackets: Runs
    takes_letters: Flags
    aside: Sequence[int]


class NameReader:
    """Reads the names of all chunks and governments of a batch."""

    def __init__(self, lexicon: Lexicon, country_names: Mapping[str, str]) -> None:
        doubtful = lexicon.roles["doubtful_head"]
        self._head_types = {word: kind for word, kind in lexicon.roles["head"].items() if word not in doubtful}
        self._kinds = lexicon.roles["kind_noun"]
        self._plain = PlainNames(self._kinds)
        self._country_names = country_names

    def read(self, context: Context, chunks: Runs, found_governments: Sequence[tuple[int, int, int]]) -> Reading:
        """Return the names in these chunks and governments of a batch."""
        layout = context.layout
        brackets = _brackets(layout, chunks)
        bound = brackets.first != NONE
        parsed = patterns(context, chunks, bound)
        found = name_spans(chunks, parsed)
        kept, plain = self._kept(context, found), found.numbers(Form.PLAIN)
        is_bound = bound[found.chunk[plain]] & ends_plainly(found, plain, parsed)
        kept[plain] = self._plain.are_names(found, plain, is_bound, chunks, context)
        needless = found.chunk[plain[is_bound & ~kept[plain]]].tolist()
        found = _with_country_words(found.where(kept), context).followed_by(governments(found_governments, context))
        entry = layout.entry_of(found.body)
        order = np.argsort(entry, kind="stable")
        sets_aside = np.array([each.sets_aside for each in parsed.distinct], np.bool_)[parsed.number]
        aside = [*np.flatnonzero(sets_aside & bound).tolist(), *needless]
        return Reading(self._names(context, found.where(order), entry[order]), brackets, ~sets_aside, aside)

    def _kept(self, context: Context, found: NameSpans) -> Flags:
        """Return which spans are names, without regard to those of the form PLAIN: a registered alias that is a common
        word counts only next to its country, and a forum only with a name of its own."""
        kept = np.ones(len(found), np.bool_)
        registered, grammar = found.numbers(Form.REGISTERED), found.numbers(Form.GRAMMAR)
        kept[registered] = (found.country[registered] != NONE) | ~_needing_country(found, registered, context)
        is_event = context.layout.role("event_head")[found.head[grammar]]
        kept[grammar] = (found.is_alone[grammar] == 0) | ~is_event
        return kept

    def _names(self, context: Context, found: NameSpans, entry: Offsets) -> Names:
        tokens, text, size = context.layout.tokens, context.layout.batch.text, len(found)
        spans = zip(tokens.start[found.first].tolist(), tokens.end[found.last - 1].tolist(), strict=True)
        country = np.where(found.country == NONE, NONE, context.country[found.country])
        heads = np.where(found.head == NONE, NONE, tokens.word_id[found.head]).tolist()
        international = context.layout.count("international")
        names = Names(
            entry,
            found.chunk,
            found.body,
            tokens.start[found.start],
            tokens.end[found.stop - 1],
            np.full(size, GRAMMAR),
            country,
            (found.form == Form.GRAMMAR) & (international[found.last] > international[found.first]),
            np.full(size, NONE),
            np.full(size, NONE),
            [text[first:last] for first, last in spans],
            [None] * size,
            [()] * size,
            [False] * size,
            [self._head_types.get(word) for word in heads],
            [None] * size,
            (*context.places.meanings.countries, None),
        )
        _know_registered(names, found, context)
        _leave_doubtful_types(names)
        self._name_by_country(names, found)
        self._set_plain_types(names, found, context)
        plain = found.numbers(Form.PLAIN)
        letters = plain[is_acronym_alone(found.first[plain], found.last[plain], context.layout.letters)]
        names.method[letters] = ACRONYM
        return names

    def _name_by_country(self, names: Names, found: NameSpans) -> None:
        """Add the country to names that are only a head noun, and to governments."""
        for number in np.flatnonzero(found.is_alone).tolist():
            head, country = names.text[number], names.countries[names.country[number]]
            names.kind[number] = head
            if country is not None:
                names.text[number] = f"{head} of {self._country_names.get(country, country)}"
        for number in found.numbers(Form.GOVERNMENT).tolist():
            country = names.countries[names.country[number]] or ""
            names.text[number] = f"Government of {self._country_names.get(country, country)}"
            names.org_type[number], names.kind[number] = "government_national", "government"

    def _set_plain_types(self, names: Names, found: NameSpans, context: Context) -> None:
        """Set the type of a body by the word before it ("the NGO Manos Abiertas")."""
        for number in found.numbers(Form.PLAIN).tolist():
            word = context.layout.words.word_id[names.token[number] - 1]
            names.org_type[number] = self._kinds.get(word) or None


def _leave_doubtful_types(names: Names) -> None:
    """Set no type for bodies with a word such as "International", which their head noun alone would make national."""
    for number in np.flatnonzero(names.is_international).tolist():
        if (names.org_type[number] or "").startswith(_NATIONAL_NGO):
            names.org_type[number] = None


def _brackets(layout: Layout, chunks: Runs) -> Runs:
    """Return the letters in brackets after each chunk; a place counts only if it is written in capitals."""
    found = in_brackets(layout.letters, chunks.last)
    places = np.flatnonzero((found.first != NONE) & (layout.letters[found.first] == ord("P")))
    for number in places.tolist():
        if not layout.words.slice(int(found.first[number]), int(found.last[number])).isupper():
            found.first[number] = found.last[number] = NONE
    return found


def _know_registered(names: Names, found: NameSpans, context: Context) -> None:
    registered = found.numbers(Form.REGISTERED)
    aliases = [context.registered_at[token] for token in names.token[registered].tolist()]
    for number, alias in zip(registered.tolist(), aliases, strict=True):
        names.meanings[number], names.was_shared[number] = alias.organisations, alias.is_shared
    names.method[registered] = [METHODS.index(alias.method) for alias in aliases]


def _needing_country(found: NameSpans, registered: Offsets, context: Context) -> Flags:
    """Return which of these registered names count only next to their country."""
    aliases = [context.registered_at[token] for token in found.body[registered].tolist()]
    return np.array([alias.needs_country for alias in aliases], np.bool_)


def _with_country_words(found: NameSpans, context: Context) -> NameSpans:
    """Extend registered aliases that need their country by the words of the country before them."""
    registered = found.numbers(Form.REGISTERED)
    needing = registered[_needing_country(found, registered, context)]
    needing = needing[found.country_start[needing] != NONE]
    found.start[needing] = found.country_start[needing]
    return found
