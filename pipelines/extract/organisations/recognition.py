"""Which organisations the entries of a batch name: where, and what each entry tells of each."""

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
    """Names the organisations of batches."""

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
        """The organisations that these chunks and governments of a batch name."""
        reading = self._reader.read(context, chunks, governments)
        if not reading.names.size:
            return NO_PARTNERS
        bind(reading, context, chunks)
        names = self._believed(reading, context.layout, chunks)
        if not names.size:
            return NO_PARTNERS
        identities = self._identifier.identify(names, likely)
        return partners(names, identities, context.layout)

    def _believed(self, reading: Reading, layout: Layout, chunks: Runs) -> Names:
        """Without letters that abbreviate something else, and without what only a headline's capitals make a name.

        In a headline in title case only what the register knows, letters bind, a pattern tells or the body repeats is
        believed; in one all in capitals, letters count only if the body has them too.
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
        told = set(self._keys(names, np.flatnonzero(in_their_bodies).tolist()))
        keys = zip(asked, self._keys(names, asked), strict=True)
        return names.without({number for number, key in keys if key not in told})

    def _keys(self, names: Names, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The entry and the key of each of these names."""
        keys = self._identifier.keys([names.text[number] for number in numbers])
        return zip(names.entry[numbers].tolist(), keys, strict=True)


def _in_headline(names: Names, layout: Layout) -> Flags:
    """Of each name whether it stands in its entry's headline."""
    flags: Flags = names.token < layout.sentences.body_token[names.entry]
    return flags


def _letters_aside(reading: Reading, layout: Layout, chunks: Runs) -> set[tuple[int, str]]:
    """By the number of the entry, letters in brackets that abbreviate what is no organisation."""
    chunk = np.array(reading.aside, np.int64)
    spans = zip(reading.brackets.first[chunk].tolist(), reading.brackets.last[chunk].tolist(), strict=True)
    letters = [layout.words.slice(first, last) for first, last in spans]
    return set(zip(layout.entry_of(chunks.first[chunk]).tolist(), letters, strict=True))


def _doubtful(names: Names, aside: Collection[tuple[int, str]], layout: Layout) -> set[int]:
    """The numbers of the letters that abbreviate something else in their entry, or stand only in a headline all in
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
    """Of each entry whether nearly all longer words of its headline begin with a capital."""
    tokens, first = layout.tokens, layout.tokens.first[:-1]
    size = layout.sentences.body_token - first
    entry = np.repeat(np.arange(len(layout)), size)
    token = np.arange(len(entry)) + (first + size - np.cumsum(size))[entry]
    long = (tokens.mark[token] == WORD) & (tokens.end[token] - tokens.start[token] >= 4) & ~tokens.is_number[token]
    count = np.bincount(entry[long], minlength=len(layout))
    capital = np.bincount(entry[long & tokens.capital[token]], minlength=len(layout))
    flags: Flags = (count > 0) & (capital >= 0.85 * count)
    return flags
