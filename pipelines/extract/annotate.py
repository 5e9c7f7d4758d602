"""A batch of entries in, the tables of their facts out."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.extract.date_grammar import DateGrammar
from pipelines.extract.dates import DateChooser, EventDate
from pipelines.extract.entry import Entry
from pipelines.extract.event_types import Told, topics, weigh
from pipelines.extract.host import Host, dateline_end, find_host
from pipelines.extract.names import Hit, Layer
from pipelines.extract.organisation_grammar import OrganisationGrammar
from pipelines.extract.organisations import Context, OrganisationFinder, PartnerFacts, PartnerMention, Words
from pipelines.extract.participants import ParticipantGrammar, People
from pipelines.extract.places import PlaceMention, resolve
from pipelines.extract.quotes import quote
from pipelines.extract.reference import Reference, load_reference
from pipelines.extract.roles import roles
from pipelines.extract.rows import Rows, tables
from pipelines.extract.text import Bytes, TextBatch, lay_out
from pipelines.extract.tokens import Tokens, cut

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
    number_phrases: Mapping[int, list[Any]]
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
        self._venue = frozenset(lexicon.roles["venue"])
        self._scene = frozenset(lexicon.roles["scene"])
        self._countries = frozenset(lexicon.roles["countries"])
        self._abbreviations = frozenset(lexicon.roles["abbreviation"])

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
        hits[Layer.ORGANISATION] = [hit for hit in hits[Layer.ORGANISATION] if self._reference.organisations[hit.meanings[0]]]
        date_letters = self._dates.letters(batch, tokens)
        expressions = list(self._dates.find(date_letters))
        in_date = np.zeros(len(tokens.start), np.bool_)
        for expression in expressions:
            in_date[expression.first : expression.last] = True
        number_letters = self._people.letters(batch, tokens, date_letters, in_date).tobytes()
        letters = self._names.letters(
            batch, tokens, hits[Layer.PLACE], self._place_letters(hits[Layer.PLACE]), hits[Layer.ORGANISATION]
        )
        name_letters = letters.tobytes()
        words = Words(batch.text, tokens.start.tolist(), tokens.end.tolist(), tokens.word_id.tolist(), name_letters)
        entries = self._entries(batch, tokens, words, name_letters, published, languages)
        _share_out(entries, batch, hits)
        _share_out_tokens(entries, tokens, expressions, self._names.chunks(name_letters))
        return _Scan(
            batch, tokens, words, date_letters.tobytes(), number_letters, entries,
            _by_entry(self._people.phrases(number_letters), tokens),
            _registered_at(hits[Layer.ORGANISATION], tokens),
        )

    def _place_letters(self, hits: Sequence[Hit]) -> list[str]:
        return ["" if (basis := self._reference.places[hit.meanings[0]].basis) == "stop" else "D" if basis == "demonym" else "P" for hit in hits]

    def _entries(
        self, batch: TextBatch, tokens: Tokens, words: Words, letters: bytes, published: list[date | None], languages: list[str]
    ) -> list[Entry]:
        body_tokens = np.searchsorted(tokens.start, batch.body_starts)
        sentences = self._sentence_starts(batch, tokens, body_tokens)
        entries = []
        for number in range(len(batch)):
            first, last = int(tokens.first[number]), int(tokens.first[number + 1]) - 1
            starts = sentences[bisect_left(sentences, first) : bisect_left(sentences, last)]
            entries.append(
                Entry(
                    number, int(batch.starts[number]), int(batch.body_starts[number]), int(batch.ends[number]),
                    first, int(body_tokens[number]), last, published[number], languages[number], starts or [first],
                )
            )
        return entries

    def _sentence_starts(self, batch: TextBatch, tokens: Tokens, body_tokens: Bytes) -> list[int]:
        """Tokens with which a sentence begins: after a full stop, question or exclamation mark, or a blank line.

        A full stop after an abbreviation or a single capital ends no sentence.
        """
        mark = tokens.mark
        stop = np.isin(mark, np.frombuffer(b".?!", np.uint8))
        abbreviated = np.isin(tokens.word_id, list(self._abbreviations)) | ((tokens.end - tokens.start == 1) & tokens.capital)
        before_abbreviated = np.concatenate(([False], abbreviated[:-1])) & (mark == ord("."))
        glued = np.concatenate((tokens.start[1:] == tokens.end[:-1], [False])) & np.concatenate((mark[1:] == 255, [False]))
        ends = (stop & ~before_abbreviated & ~glued) | (mark == ord("\n"))
        starts = np.concatenate(([0], np.flatnonzero(ends) + 1, tokens.first[1:-1], body_tokens))
        return [int(start) for start in np.unique(starts)]

    def _read(self, scan: _Scan, entry: Entry, row: Mapping[str, Any], rows: Rows) -> None:
        words, reference = scan.words, self._reference
        places = [
            place
            for place in resolve(entry.places, reference.places, reference.programme_region)
            if self._counts(entry, place)
        ]
        place_tokens = [bisect_left(words.start, place.start, entry.first_token, entry.last_token) for place in places]
        behind = dateline_end(entry, words, scan.date_letters)
        event_date = self._date_chooser.choose(entry, words, scan.date_letters, behind)
        free = [not any(hit.start <= place.start < hit.end for hit in entry.organisations) for place in places]
        sentence_chars = [words.start[token] for token in entry.sentence_starts]
        online = self._is_online(entry, sentence_chars)
        activity = [t for t in range(entry.first_token, entry.last_token) if words.word_id[t] in self._venue]
        host = find_host(entry, words, list(zip(place_tokens, places, strict=True)), free, behind, activity, online, self._names_countries(words, entry), self._scene)
        context = Context(
            {token: place.country_iso3 for token, place in zip(place_tokens, places, strict=True)},
            _likely(host, places, place_tokens, entry, behind),
            reference.country_names,
        )
        partners, facts = self._organisations.find(entry, words, context, scan.registered_at)
        told_types = weigh(entry, sentence_chars, reference.cues, "event_type")
        told_type = told_types[0] if told_types else None
        told_topics = topics(weigh(entry, sentence_chars, reference.cues, "topic"))
        people = self._people.choose(entry, words, scan.number_letters, scan.number_phrases.get(entry.number, ()), told_type.code if told_type else None)
        rows.add(
            entry, row, scan.batch.text, places, host, event_date, partners, facts,
            roles(entry, partners, reference.cues, sentence_chars), told_type, told_topics, people,
            quote(entry, scan.batch.text, sentence_chars, event_date, people, partners),
        )

    def _counts(self, entry: Entry, place: PlaceMention) -> bool:
        """Whether a place is one: within a registered name only the organisation's own country counts."""
        for hit in entry.organisations:
            if hit.start <= place.start and place.end <= hit.end:
                known = [meaning for m in hit.meanings if (meaning := self._reference.organisations[m])]
                return not known or place.country_iso3 in {meaning.organisation.country_iso3 for meaning in known}
        return True

    def _names_countries(self, words: Words, entry: Entry) -> bool:
        """Whether the first sentences speak of countries in the plural."""
        starts = entry.sentence_starts
        end = starts[3] if len(starts) > 3 else entry.last_token
        return any(words.word_id[token] in self._countries for token in range(entry.first_token, end))

    def _is_online(self, entry: Entry, sentence_chars: Sequence[int]) -> bool:
        """Whether headline or the body's first sentences say that the activity was online."""
        for hit in entry.cues:
            if any(self._reference.cues[n].kind == "online" and self._reference.cues[n].value == "online" for n in hit.meanings):
                sentence = bisect_right(sentence_chars, hit.start) - bisect_right(sentence_chars, entry.body_start - 1)
                if sentence <= 3:
                    return True
        return False


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


def _share_out_tokens(entries: Sequence[Entry], tokens: Tokens, expressions: Iterable[Any], chunks: Iterable[tuple[int, int]]) -> None:
    for expression in expressions:
        entries[int(np.searchsorted(tokens.first, expression.first, side="right")) - 1].dates.append(expression)
    for chunk in chunks:
        entries[int(np.searchsorted(tokens.first, chunk[0], side="right")) - 1].chunks.append(chunk)


def _by_entry(matches: Iterable[Any], tokens: Tokens) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for match in matches:
        found.setdefault(int(np.searchsorted(tokens.first, match.start(), side="right")) - 1, []).append(match)
    return found


def _registered_at(hits: Sequence[Hit], tokens: Tokens) -> dict[int, tuple[int, tuple[int, ...]]]:
    firsts = np.searchsorted(tokens.start, [hit.start for hit in hits]).tolist()
    return {first: (hit.end, hit.meanings) for first, hit in zip(firsts, hits, strict=True)}
