"""A batch of entries in, the tables of their facts out."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.extract.date_grammar import DateGrammar
from pipelines.extract.dates import DateChooser
from pipelines.extract.entry import Entry
from pipelines.extract.event_types import topics, weigh
from pipelines.extract.host import Host, dateline_end, find_host
from pipelines.extract.names import Hit, Layer
from pipelines.extract.organisation_grammar import OrganisationGrammar
from pipelines.extract.organisation_names import Context
from pipelines.extract.organisations import OrganisationFinder
from pipelines.extract.participants import ParticipantGrammar
from pipelines.extract.places import PlaceMention, resolve
from pipelines.extract.quotes import quote
from pipelines.extract.reference import Reference, load_reference
from pipelines.extract.roles import roles
from pipelines.extract.rows import Rows, tables
from pipelines.extract.text import Offsets, TextBatch, lay_out
from pipelines.extract.tokens import WORD, Tokens, cut
from pipelines.extract.words import Words

CODE_VERSION = "1"
"""Changes when the same entry may give other facts."""


@dataclass(frozen=True)
class Annotations:
    """What a batch of entries tells, as Arrow tables by the schemas of the same names."""

    events: pa.Table
    event_countries: pa.Table
    event_partners: pa.Table
    event_topics: pa.Table
    mentions: pa.Table
    partner_sightings: pa.Table


def load_annotator(reference_folder: Path) -> "Annotator":
    """An annotator with the reference tables of a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """
    return Annotator(load_reference(reference_folder))


@dataclass(frozen=True)
class _Scan:
    """Everything that one pass over a batch finds, before any entry is looked at by itself."""

    batch: TextBatch
    tokens: Tokens
    words: Words
    date_letters: bytes
    number_letters: bytes
    entries: Sequence[Entry]
    registered_at: Mapping[int, tuple[int, tuple[int, ...]]]


class Annotator:
    """Reads facts and their spans out of entries; one instance serves any number of batches."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        lexicon = reference.lexicon
        self._dates = DateGrammar(lexicon)
        self._date_chooser = DateChooser(lexicon)
        self._names = OrganisationGrammar(lexicon)
        self._organisations = OrganisationFinder(reference.organisations, lexicon)
        self._people = ParticipantGrammar(lexicon)
        self._venue = lexicon.flags("venue")
        self._scene = frozenset(lexicon.roles["scene"])
        self._languages = frozenset(lexicon.roles["language"])
        self._countries = lexicon.flags("countries")
        self._abbreviations = lexicon.flags("abbreviation")

    @property
    def version(self) -> str:
        """12 hex digits that change when code or reference tables do."""
        return hashlib.sha256(f"{CODE_VERSION}/{self._reference.version}".encode()).hexdigest()[:12]

    def annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        """The facts of a batch of `entries` (schema `entries`), one row of `events` for each, in the same order."""
        columns = {name: entries.column(name).to_pylist() for name in entries.schema.names}
        rows = Rows()
        if entries.num_rows:
            scan = self._scan(columns["headline"], columns["body"], columns["published_on"], columns["language"])
            for entry in scan.entries:
                self._read(scan, entry, {name: column[entry.number] for name, column in columns.items()}, rows)
        return Annotations(**tables(rows))

    def _scan(
        self, headlines: list[str], bodies: list[str], published: list[date | None], languages: list[str]
    ) -> _Scan:
        batch = lay_out(headlines, bodies)
        tokens = cut(batch, self._reference.lexicon.words)
        hits = self._reference.automaton.scan(batch)
        hits[Layer.ORGANISATION] = [
            hit for hit in hits[Layer.ORGANISATION] if self._reference.organisations[hit.meanings[0]]
        ]
        date_letters = self._dates.letters(batch, tokens)
        expressions = list(self._dates.find(date_letters))
        in_date = np.zeros(len(tokens.start), np.bool_)
        for expression in expressions:
            in_date[expression.first : expression.last] = True
        number_letters = self._people.letters(tokens, date_letters, in_date).tobytes()
        letters = self._names.letters(
            batch, tokens, hits[Layer.PLACE], self._place_letters(hits[Layer.PLACE]), hits[Layer.ORGANISATION]
        )
        name_letters = letters.tobytes()
        words = Words(batch.text, tokens.start.tolist(), tokens.end.tolist(), tokens.word_id.tolist(), name_letters)
        entries = self._entries(batch, tokens, words, published, languages)
        _share_out(entries, batch, hits)
        _share_out_tokens(entries, tokens, "dates", expressions, [each.first for each in expressions])
        chunks = list(self._names.chunks(name_letters))
        _share_out_tokens(entries, tokens, "chunks", chunks, [first for first, _ in chunks])
        governments = list(self._names.governments(name_letters))
        _share_out_tokens(entries, tokens, "governments", governments, [first for first, _, _ in governments])
        phrases = list(self._people.phrases(number_letters))
        _share_out_tokens(entries, tokens, "number_phrases", phrases, [match.start() for match in phrases])
        return _Scan(
            batch,
            tokens,
            words,
            date_letters.tobytes(),
            number_letters,
            entries,
            _registered_at(hits[Layer.ORGANISATION], tokens),
        )

    def _place_letters(self, hits: Sequence[Hit]) -> list[str]:
        return [
            ""
            if (basis := self._reference.places[hit.meanings[0]].basis) == "stop"
            else "D"
            if basis == "demonym"
            else "P"
            for hit in hits
        ]

    def _entries(
        self, batch: TextBatch, tokens: Tokens, words: Words, published: list[date | None], languages: list[str]
    ) -> list[Entry]:
        body_tokens = np.searchsorted(tokens.start, batch.body_starts)
        sentences = self._sentence_starts(tokens, body_tokens)
        sentence_chars = [words.start[token] if token < len(words.start) else len(batch.text) for token in sentences]
        venues = np.flatnonzero(self._venue[tokens.word_id]).tolist()
        plurals = np.flatnonzero(self._countries[tokens.word_id]).tolist()
        title_case = _title_case(tokens, body_tokens)
        entries = []
        for number, (start, body_start, end, first, last, body) in enumerate(
            zip(
                batch.starts.tolist(),
                batch.body_starts.tolist(),
                batch.ends.tolist(),
                tokens.first[:-1].tolist(),
                (tokens.first[1:] - 1).tolist(),
                body_tokens.tolist(),
                strict=True,
            )
        ):
            here = slice(bisect_left(sentences, first), bisect_left(sentences, last))
            starts = sentences[here] or [first]
            early = starts[3] if len(starts) > 3 else last
            plural = bisect_left(plurals, first)
            chars = sentence_chars[here] or [start]
            entries.append(
                Entry(
                    number,
                    start,
                    body_start,
                    end,
                    first,
                    body,
                    last,
                    published[number],
                    languages[number],
                    starts,
                    chars,
                    headline_sentences=bisect_right(chars, body_start - 1),
                    venue_tokens=venues[bisect_left(venues, first) : bisect_left(venues, last)],
                    title_case=title_case[number],
                    names_countries=plural < len(plurals) and plurals[plural] < early,
                )
            )
        return entries

    def _sentence_starts(self, tokens: Tokens, body_tokens: Offsets) -> list[int]:
        """Tokens with which a sentence begins: after a full stop, question or exclamation mark, or a blank line.

        A full stop after an abbreviation or a single capital ends no sentence.
        """
        mark = tokens.mark
        stop = np.isin(mark, np.frombuffer(b".?!", np.uint8))
        abbreviated = self._abbreviations[tokens.word_id] | ((tokens.end - tokens.start == 1) & tokens.capital)
        before_abbreviated = np.concatenate(([False], abbreviated[:-1])) & (mark == ord("."))
        glued = np.concatenate((tokens.start[1:] == tokens.end[:-1], [False])) & np.concatenate(
            (mark[1:] == 255, [False])
        )
        ends = (stop & ~before_abbreviated & ~glued) | (mark == ord("\n"))
        starts = np.concatenate(([0], np.flatnonzero(ends) + 1, tokens.first[1:-1], body_tokens))
        unique: list[int] = np.unique(starts).tolist()
        return unique

    def _read(self, scan: _Scan, entry: Entry, row: Mapping[str, Any], rows: Rows) -> None:
        words, reference = scan.words, self._reference
        places = [
            place
            for place in resolve(entry.places, reference.places, reference.programme_region)
            if self._counts(entry, place) and not self._is_language(words, entry, place)
        ]
        place_tokens = [bisect_left(words.start, place.start, entry.first_token, entry.last_token) for place in places]
        behind = dateline_end(entry, words, scan.date_letters)
        event_date = self._date_chooser.choose(entry, words, scan.date_letters, behind)
        free = [not any(hit.start <= place.start < hit.end for hit in entry.organisations) for place in places]
        host = find_host(
            entry,
            words,
            list(zip(place_tokens, places, strict=True)),
            free,
            behind,
            self._is_online(entry),
            self._scene,
        )
        context = Context(
            {token: place.country_iso3 for token, place in zip(place_tokens, places, strict=True)},
            frozenset(
                token for token, place in zip(place_tokens, places, strict=True) if place.meaning.basis == "name"
            ),
            _likely(host, places, place_tokens, entry, behind),
            reference.country_names,
        )
        partners, facts = self._organisations.find(entry, words, context, scan.registered_at)
        told = weigh(entry, reference.cues)
        told_type = told["event_type"][0] if told["event_type"] else None
        people = self._people.choose(entry, words, scan.number_letters)
        rows.add(
            entry,
            row,
            scan.batch.text,
            places,
            host,
            event_date,
            partners,
            facts,
            roles(entry, partners, reference.cues, scan.batch.text),
            told_type,
            topics(told["topic"]),
            people,
            quote(entry, scan.batch.text, event_date, people, partners),
        )

    def _counts(self, entry: Entry, place: PlaceMention) -> bool:
        """Whether a place is one: within a registered name only the organisation's own country counts."""
        for hit in entry.organisations:
            if hit.start <= place.start and place.end <= hit.end:
                known = [meaning for m in hit.meanings if (meaning := self._reference.organisations[m])]
                return not known or place.country_iso3 in {meaning.organisation.country_iso3 for meaning in known}
        return True

    def _is_language(self, words: Words, entry: Entry, place: PlaceMention) -> bool:
        """Whether a demonym stands in an enumeration of languages ("in Spanish, French and Haitian Creole")."""
        if place.meaning.basis != "demonym":
            return False
        token = bisect_left(words.start, place.start, entry.first_token, entry.last_token)
        if words.word_id[token] not in self._languages:
            return False
        nearby = (*range(max(entry.first_token, token - 3), token), *range(token + 1, min(token + 4, entry.last_token)))
        joined = words.letters[token - 1 : token] in (b",", b"&") or words.letters[token + 1 : token + 2] in (
            b",",
            b"&",
        )
        return joined and any(words.word_id[other] in self._languages for other in nearby)

    def _is_online(self, entry: Entry) -> bool:
        """Whether headline or the body's first sentences say that the activity was online."""
        cues = self._reference.cues
        return any(
            cues[number].kind == "online" and cues[number].value == "online"
            for hit in entry.cues
            for number in hit.meanings
            if bisect_right(entry.sentence_chars, hit.start) - entry.headline_sentences <= 3
        )


def _likely(host: Host, places: Sequence[PlaceMention], tokens: Sequence[int], entry: Entry, behind: int) -> list[str]:
    """Countries that a body without one most likely belongs to: the host's, the dateline's, then those named, in order."""
    opening = [p.country_iso3 for p, t in zip(places, tokens, strict=True) if entry.body_token <= t < behind]
    named = [p.country_iso3 for p in places]
    return list(dict.fromkeys([*([host.country_iso3] if host.country_iso3 else []), *opening, *named]))


def _share_out(entries: Sequence[Entry], batch: TextBatch, hits: Mapping[Layer, list[Hit]]) -> None:
    for layer, attribute in ((Layer.PLACE, "places"), (Layer.ORGANISATION, "organisations"), (Layer.CUE, "cues")):
        here = np.searchsorted(batch.starts, [hit.start for hit in hits[layer]], side="right") - 1
        for number, hit in zip(here.tolist(), hits[layer], strict=True):
            getattr(entries[number], attribute).append(hit)


def _share_out_tokens(
    entries: Sequence[Entry], tokens: Tokens, attribute: str, found: Sequence[Any], firsts: Sequence[int]
) -> None:
    """Append each find to the list `attribute` of the entry in which its first token stands."""
    for each, number in zip(found, _entry_of(tokens, firsts), strict=True):
        getattr(entries[number], attribute).append(each)


def _title_case(tokens: Tokens, body_tokens: Offsets) -> list[bool]:
    """By entry, whether nearly all longer words of its headline begin with a capital."""
    long = (tokens.mark == WORD) & (tokens.end - tokens.start >= 4) & ~tokens.is_number
    longs = np.concatenate(([0], np.cumsum(long)))
    capitals = np.concatenate(([0], np.cumsum(long & tokens.capital)))
    first = tokens.first[:-1]
    count, capital = longs[body_tokens] - longs[first], capitals[body_tokens] - capitals[first]
    result: list[bool] = ((count > 0) & (capital >= 0.85 * count)).tolist()
    return result


def _entry_of(tokens: Tokens, firsts: Sequence[int]) -> list[int]:
    """The number of the entry in which each token stands."""
    numbers: list[int] = (np.searchsorted(tokens.first, np.asarray(firsts, np.int64), side="right") - 1).tolist()
    return numbers


def _registered_at(hits: Sequence[Hit], tokens: Tokens) -> dict[int, tuple[int, tuple[int, ...]]]:
    firsts = np.searchsorted(tokens.start, [hit.start for hit in hits]).tolist()
    return {first: (hit.end, hit.meanings) for first, hit in zip(firsts, hits, strict=True)}
