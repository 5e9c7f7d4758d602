"""Recognises the organisations that the entries of a batch name."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from pipelines.extract.organisations.acronyms import bind
from pipelines.extract.organisations.chunks import Runs
from pipelines.extract.organisations.identity import Identifier
from pipelines.extract.organisations.name_spans import Context
from pipelines.extract.organisations.names import NameReader, Names, Reading
from pipelines.extract.organisations.partners import NO_PARTNERS, Partners, partners
from pipelines.extract.places.likely_countries import LikelyCountries
from pipelines.extract.text.batch import Flags
from pipelines.extract.text.columns import any_of
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.lexicon import Lexicon
from pipelines.extract.text.tokens import WORD


class OrganisationFinder:
    """Recognises the organisations of batches."""

    def __init__(self, lexicon: Lexicon, country_names: Mapping[str, str]) -> None:
        self._reader = NameReader(lexicon, country_names)
        self._identifier = Identifier(lexicon.by_word("same_as"))

    def find(
        self,
        context: Context,
        chunks: Runs,
        governments: Sequence[tuple[int, int, int]],
        likely: LikelyCountries,
    ) -> Partners:
        """Return the organisations in these chunks and governments of a batch."""
        reading = self._reader.read(context, chunks, governments)
        if not reading.names.size:
            return NO_PARTNERS
        bind(reading, context, chunks)
        names = self._credible_names(reading, context.layout, chunks)
        if not names.size:
            return NO_PARTNERS
        identities = self._identifier.identify(names, likely)
        return partners(names, identities, context.layout)

    def _credible_names(self, reading: Reading, layout: Layout, chunks: Runs) -> Names:
        """Return the names except acronyms of something else and names that only a headline's capitals suggest.

        In a title-case headline a name counts only if it is registered, has an acronym, fits a pattern or recurs in the
        body; in a headline all in capitals, acronyms count only if the body has them too.
        """
        names = reading.names
        doubtful = _doubtful(names, _letters_aside(reading, layout, chunks), layout)
        names = names.without(doubtful)
        in_headline = _in_headline(names, layout)
        in_title_case = in_headline & _is_title_case(layout)[names.entry]
        asked = [
            number
            for number in np.flatnonzero(in_title_case).tolist()
            if not (names.meanings[number] or names.acronym[number] or names.kind[number])
        ]
        in_their_bodies = ~in_headline & any_of(names.entry[asked], len(layout))[names.entry]
        keys_in_bodies = set(self._keys(names, np.flatnonzero(in_their_bodies).tolist()))
        keys = zip(asked, self._keys(names, asked), strict=True)
        return names.without({number for number, key in keys if key not in keys_in_bodies})

    def _keys(self, names: Names, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the entry and the key of each of these names."""
        keys = self._identifier.keys([names.text[number] for number in numbers])
        return zip(names.entry[numbers].tolist(), keys, strict=True)


def _in_headline(names: Names, layout: Layout) -> Flags:
    """Return which names are in their entry's headline."""
    flags: Flags = names.token < layout.sentences.body_token[names.entry]
    return flags


def _letters_aside(reading: Reading, layout: Layout, chunks: Runs) -> set[tuple[int, str]]:
    """Return, by entry, the letters in brackets that abbreviate something other than an organisation."""
    chunk = np.array(reading.aside, np.int64)
    spans = zip(reading.brackets.first[chunk].tolist(), reading.brackets.last[chunk].tolist(), strict=True)
    letters = [layout.words.slice(first, last) for first, last in spans]
    return set(zip(layout.entry_of(chunks.first[chunk]).tolist(), letters, strict=True))


def _doubtful(names: Names, aside: Collection[tuple[int, str]], layout: Layout) -> set[int]:
    """Return the numbers of acronyms that abbreviate something else in their entry, or occur only in a headline all in
    capitals."""
    numbers = names.by_letters()
    letters = zip(names.entry[numbers].tolist(), numbers.tolist(), strict=True)
    doubtful = {number for entry, number in letters if (entry, names.text[number]) in aside} if aside else set()
    batch = layout.batch
    for number in numbers[_in_headline(names, layout)[numbers]].tolist():
        entry = names.entry[number]
        start, body, end = int(batch.starts[entry]), int(batch.body_starts[entry]), int(batch.ends[entry])
        if batch.text[start:body].isupper() and batch.text.find(names.text[number], body, end) < 0:
            doubtful.add(number)
    return doubtful


def _is_title_case(layout: Layout) -> Flags:
    """Return which entries have a headline in which nearly all longer words start with a capital."""
    tokens, first = layout.tokens, layout.tokens.first[:-1]
    size = layout.sentences.body_token - first
    entry = np.repeat(np.arange(len(layout)), size)
    token = np.arange(len(entry)) + (first + size - np.cumsum(size))[entry]
    long = (tokens.mark[token] == WORD) & (tokens.end[token] - tokens.start[token] >= 4) & ~tokens.is_number[token]
    count = np.bincount(entry[long], minlength=len(layout))
    capital = np.bincount(entry[long & tokens.capital[token]], minlength=len(layout))
    flags: Flags = (count > 0) & (capital >= 0.85 * count)
    return flags
