"""A batch of entries in, the tables of their facts out."""

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from pipelines.extract.cues import CueTable
from pipelines.extract.dates import DateChooser
from pipelines.extract.entry import Entry
from pipelines.extract.event_types import EventTypes
from pipelines.extract.host import Host, dateline_end, find_host
from pipelines.extract.names import Layer
from pipelines.extract.organisation_names import Context
from pipelines.extract.organisations import OrganisationFinder
from pipelines.extract.participants import ParticipantGrammar
from pipelines.extract.quotes import quotes
from pipelines.extract.reference import Reference, load_reference
from pipelines.extract.roles import Roles
from pipelines.extract.rows import Facts, tables
from pipelines.extract.scan import Scan, Scanner
from pipelines.extract.text import lay_out

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


class Annotator:
    """Reads facts and their spans out of entries; one instance serves any number of batches."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._cues = CueTable(reference.cues, reference.automaton.senses(Layer.CUE))
        self._scanner = Scanner(reference, self._cues)
        self._event_types = EventTypes(self._cues)
        self._dates = DateChooser(reference.lexicon)
        self._organisations = OrganisationFinder(reference.lexicon, reference.country_names)
        self._people = ParticipantGrammar(reference.lexicon)

    @property
    def version(self) -> str:
        """12 hex digits that change when code or reference tables do."""
        return hashlib.sha256(f"{CODE_VERSION}/{self._reference.version}".encode()).hexdigest()[:12]

    def annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        """The facts of a batch of `entries` (schema `entries`), one row of `events` for each, in the same order."""
        if not entries.num_rows:
            return Annotations(**tables(entries, lay_out([], []), [], []))
        with _collector_at_rest():
            return self._annotate(entries)

    def _annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        headlines, bodies, published = (
            entries.column(name).to_pylist() for name in ("headline", "body", "published_on")
        )
        scan = self._scanner.scan(headlines, bodies, published)
        facts = self._facts(scan)
        starts = list(chain.from_iterable(each.starts() for each in facts))
        return Annotations(**tables(entries, scan.batch, facts, quotes(scan.batch, scan.sentences, starts)))

    def _facts(self, scan: Scan) -> list[Facts]:
        types, topics = self._event_types.weigh(scan.cues, scan.batch, scan.sentences)
        roles = Roles(self._cues, scan.cues, scan.sentences, scan.batch.text)
        places = [place for entry in scan.entries for place in entry.places]
        context = Context(
            {place.token: place.country_iso3 for place in places},
            frozenset(place.token for place in places if place.meaning.basis == "name"),
            scan.registered_at,
        )
        facts = []
        for entry in scan.entries:
            behind = dateline_end(entry, scan.words, scan.date_letters)
            host = find_host(entry, scan.words, behind)
            partners, sightings = self._organisations.find(
                entry, scan.words, context, _likely_countries(host, entry, behind)
            )
            facts.append(
                Facts(
                    entry,
                    host,
                    self._dates.choose(entry, scan.words, scan.date_letters, behind),
                    partners,
                    sightings,
                    roles.of(partners, entry.early),
                    types.get(entry.number),
                    topics.get(entry.number, ()),
                    self._people.choose(entry, scan.words, scan.number_letters),
                )
            )
        return facts


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the search for cycles: a batch makes none, and its many small objects would be searched time and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _likely_countries(host: Host, entry: Entry, behind: int) -> Sequence[str]:
    """Countries that a body without one most likely belongs to: the host's, the dateline's, then those named, in
    order."""
    opening = [place.country_iso3 for place in entry.places if entry.body_token <= place.token < behind]
    named = [place.country_iso3 for place in entry.places]
    return list(dict.fromkeys([*([host.country_iso3] if host.country_iso3 else []), *opening, *named]))
