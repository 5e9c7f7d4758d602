"""Bind letters to the names they abbreviate: "General Directorate of Migration (GDM)"."""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.extract.columns import NONE, is_in
from pipelines.extract.names import matching_form
from pipelines.extract.organisation_chunks import Runs, beside
from pipelines.extract.organisation_names import Names, Reading
from pipelines.extract.organisation_namings import Context
from pipelines.extract.reference import Organisation, long_words

_LEAST_DISTINCT_LETTERS = 4


def bind(reading: Reading, context: Context, chunks: Runs) -> None:
    """Give letters to the name of the chunk they abbreviate: by the register, by initials, else the last.

    Letters that the register knows make the name known too, if the two share a word or the letters are distinct
    enough.
    """
    names, words = reading.names, context.layout.words
    for first_name, last_name, first, last in _with_letters(reading, context, chunks):
        start, end = words.start[first], words.end[last - 1]
        acronym = words.text[start:end]
        alias = context.registered_at.get(first)
        known = alias.abbreviated if alias is not None else ()
        owner = last_name
        if first_name != last_name:
            owner = _owner(names, range(first_name, last_name + 1), acronym, known)
        names.acronym[owner], names.letters[owner] = acronym, (start, end)
        if known:
            _make_known(names, owner, acronym, known)


def _with_letters(reading: Reading, context: Context, chunks: Runs) -> Iterator[tuple[int, int, int, int]]:
    """The first and the last name of each chunk that letters belong to, and the first token of the letters and the one
    behind them."""
    chunk = np.array(reading.names.chunk, np.int64)
    firsts = np.flatnonzero(np.diff(chunk, prepend=NONE) * (chunk != NONE))
    lasts = np.flatnonzero(np.diff(chunk, append=NONE) * (chunk != NONE))
    numbers = chunk[firsts]
    likely = reading.takes_letters[numbers] & is_in(b"(),_", context.layout.letters[chunks.last[numbers]])
    brackets = reading.brackets
    rows = (firsts, lasts, brackets.first[numbers], brackets.last[numbers], chunks.first[numbers], chunks.last[numbers])
    for first_name, last_name, first, last, *chunk_tokens in zip(*(row[likely].tolist() for row in rows), strict=True):
        if first != NONE:
            yield first_name, last_name, first, last
        elif (found := beside(context.layout.words.letters, *chunk_tokens)) is not None:
            yield first_name, last_name, *found


def _owner(names: Names, found: range, acronym: str, known: Sequence[Organisation]) -> int:
    """By the register, by initials, else the last."""
    for number in reversed(found):
        if known and any(organisation in known for organisation in names.meanings[number]):
            return number
    wanted = "".join(letter for letter in acronym.lower() if "a" <= letter <= "z")
    if len(wanted) >= 2:
        for number in reversed(found):
            if _initials(names.text[number]).startswith(wanted):
                return number
    return found[-1]


def _initials(name: str) -> str:
    """The first letters of its words of more than three letters."""
    return "".join([word[0] for word in matching_form(name).split() if len(word) > 3 or word[0].isdigit()])


def _make_known(names: Names, owner: int, acronym: str, known: Sequence[Organisation]) -> None:
    """What the register knows by those letters, their owner is."""
    meanings, country = names.meanings[owner], names.country[owner]
    shared = tuple(organisation for organisation in meanings if organisation in known)
    if shared:
        names.meanings[owner] = shared
    elif not meanings:
        words = long_words(names.text[owner])
        names.was_shared[owner] = len(known) > 1
        names.meanings[owner] = tuple(
            organisation
            for organisation in known
            if (words & organisation.words or len(acronym) >= _LEAST_DISTINCT_LETTERS)
            and (country is None or organisation.country_iso3 in (None, country))
        )
