"""Binds acronyms to the names they abbreviate: "General Directorate of Migration (GDM)"."""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.extract.names.names import matching_form
from pipelines.extract.names.reference_tables import Organisation, long_words
from pipelines.extract.organisations.chunks import Runs, letters_next_to
from pipelines.extract.organisations.name_spans import Context
from pipelines.extract.organisations.names import Names, Reading
from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import NONE, is_in

_LEAST_DISTINCT_LETTERS = 4


def bind(reading: Reading, context: Context, chunks: Runs) -> None:
    """Bind acronyms to a name of the chunk next to them: by the register, else by initials, else to the last name.

    An acronym in the register also identifies the name, if the two share a word or the acronym is distinctive
    enough.
    """
    names, text = reading.names, context.layout.batch.text
    bound: list[tuple[int, int, int]] = []
    for first_name, owner, token, is_registered, start, end in _with_letters(reading, context, chunks):
        acronym = text[start:end]
        known = context.registered_at[token].abbreviated if is_registered else ()
        if first_name != owner:
            owner = _owner(names, range(first_name, owner + 1), acronym, known)
        names.acronym[owner] = acronym
        bound.append((owner, start, end))
        if known:
            _make_known(names, owner, acronym, known)
    owners, starts, ends = np.array(bound, np.int64).reshape(-1, 3).T
    names.letters[owners], names.letters_end[owners] = starts, ends


def _with_letters(reading: Reading, context: Context, chunks: Runs) -> Iterator[tuple[int, int, int, bool, int, int]]:
    """Yield the first and last name of each chunk with an acronym, the acronym's first token, whether the register
    has it, and its characters."""
    chunk = reading.names.chunk
    firsts = np.flatnonzero(np.diff(chunk, prepend=NONE) * (chunk != NONE))
    lasts = np.flatnonzero(np.diff(chunk, append=NONE) * (chunk != NONE))
    numbers = chunk[firsts]
    likely = reading.takes_letters[numbers] & is_in(b"(),_", context.layout.letters[chunks.last[numbers]])
    firsts, lasts, numbers = firsts[likely], lasts[likely], numbers[likely]
    first, last = reading.brackets.first[numbers], reading.brackets.last[numbers]
    for place in np.flatnonzero((first == NONE) & _may_stand_beside(context.layout.letters, chunks, numbers)).tolist():
        chunk = numbers[place]
        first[place], last[place] = letters_next_to(
            context.layout.words.letters, int(chunks.first[chunk]), int(chunks.last[chunk])
        )
    found = first != NONE
    tokens = context.layout.tokens
    first, last = first[found], last[found]
    registered = context.layout.letters[first] == ord("O")
    rows = (firsts[found], lasts[found], first, registered, tokens.start[first], tokens.end[last - 1])
    return zip(*(row.tolist() for row in rows), strict=True)


def _may_stand_beside(letters: Bytes, chunks: Runs, numbers: Offsets) -> Flags:
    """Return which of these chunks have letters next to them."""
    first, last = chunks.first[numbers], chunks.last[numbers]
    close = (letters[first - 2], letters[first - 3], letters[np.minimum(last + 1, len(letters) - 1)])
    flags: Flags = np.any(np.array(close) == ord("A"), axis=0)
    return flags


def _owner(names: Names, found: range, acronym: str, known: Sequence[Organisation]) -> int:
    """Return the name that the acronym belongs to: by the register, by initials, else the last."""
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
    """Return the first letters of the words of more than three letters."""
    return "".join([word[0] for word in matching_form(name).split() if len(word) > 3 or word[0].isdigit()])


def _make_known(names: Names, owner: int, acronym: str, known: Sequence[Organisation]) -> None:
    """Set the meaning of the acronym's name to what the register has for these letters."""
    meanings, country = names.meanings[owner], names.countries[names.country[owner]]
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
