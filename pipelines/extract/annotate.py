"""A batch of entries in, the tables of their facts out."""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipelines.extract.columns import NONE
from pipelines.extract.cues import CueTable
from pipelines.extract.datelines import dateline_ends
from pipelines.extract.dates import DateChooser
from pipelines.extract.event_types import EventTypes
from pipelines.extract.host import Hosts, find_hosts
from pipelines.extract.layout import Layout
from pipelines.extract.names import Layer
from pipelines.extract.organisation_names import Context
from pipelines.extract.organisations import OrganisationFinder, PartnerFacts, PartnerMention
from pipelines.extract.participants import ParticipantChooser
from pipelines.extract.places import BASES, Places
from pipelines.extract.quotes import quotes
from pipelines.extract.reference import Reference, load_reference
from pipelines.extract.roles import Roles
from pipelines.extract.rows import Facts, no_tables, tables
from pipelines.extract.scan import Scan, Scanner
from pipelines.extract.text import Offsets

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
    with _collector_at_rest():
        return Annotator(load_reference(reference_folder))


class Annotator:
    """Reads facts and their spans out of entries; one instance serves any number of batches."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._cues = CueTable(reference.cues, reference.names.senses(Layer.CUE))
        self._scanner = Scanner(reference, self._cues)
        self._event_types = EventTypes(self._cues)
        self._dates = DateChooser(reference.lexicon)
        self._organisations = OrganisationFinder(reference.lexicon, reference.country_names)
        self._people = ParticipantChooser(reference.lexicon)

    @property
    def version(self) -> str:
        """12 hex digits that change when code or reference tables do."""
        return hashlib.sha256(f"{CODE_VERSION}/{self._reference.version}".encode()).hexdigest()[:12]

    def annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        """The facts of a batch of `entries` (schema `entries`), one row of `events` for each, in the same order."""
        if not entries.num_rows:
            return Annotations(**no_tables())
        with _collector_at_rest():
            return self._annotate(entries)

    def _annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        headlines, bodies = (entries.column(name).to_pylist() for name in ("headline", "body"))
        scan = self._scanner.scan(headlines, bodies, entries.column("published_on").to_numpy(zero_copy_only=False))
        facts = self._facts(scan)
        batch = scan.layout.batch
        return Annotations(**tables(entries, batch, facts, quotes(batch, scan.layout.sentences, facts.starts())))

    def _facts(self, scan: Scan) -> Facts:
        layout, places = scan.layout, scan.places
        behind = dateline_ends(layout, scan.in_date, scan.date_letters)
        hosts = find_hosts(places, layout, behind, scan.is_online)
        types, topics = self._event_types.weigh(scan.cues, layout.batch, layout.sentences)
        partners, sightings = self._partners(scan, _likely_countries(hosts, places, layout, behind))
        roles = Roles(self._cues, scan.cues, layout.sentences, layout.batch.text)
        return Facts(
            places,
            hosts,
            self._dates.choose(scan.expressions, layout, scan.date_letters, behind),
            self._people.choose(scan.phrases, layout, scan.number_letters),
            types,
            topics,
            partners,
            sightings,
            [roles.of(found, entry.early) for found, entry in zip(partners, scan.entries, strict=True)],
        )

    def _partners(
        self, scan: Scan, likely: Iterable[Sequence[str]]
    ) -> tuple[list[list[PartnerMention]], list[list[PartnerFacts]]]:
        """By entry the organisations it names, and what it tells of each; `likely` are the countries that its
        organisations most likely belong to."""
        country, places = _country_of(scan.places), scan.places
        proper = places.token[places.basis == BASES.index("name")]
        context = Context(
            dict(zip(places.token.tolist(), country, strict=True)), frozenset(proper.tolist()), scan.registered_at
        )
        words = scan.layout.words
        found = [
            self._organisations.find(entry, words, context, countries)
            for entry, countries in zip(scan.entries, likely, strict=True)
        ]
        return [partners for partners, _ in found], [sightings for _, sightings in found]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the search for cycles: reading makes none, and its many small objects would be searched time after
    time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _likely_countries(hosts: Hosts, places: Places, layout: Layout, dateline_ends: Offsets) -> Iterator[Sequence[str]]:
    """By entry the countries that a body without one most likely belongs to: the host's, the dateline's, then those
    named, in order."""
    country, countries = _country_of(places), places.meanings.countries
    bounds = (layout.tokens.first, layout.sentences.body_token, dateline_ends)
    first, body, behind = (np.searchsorted(places.token, bound).tolist() for bound in bounds)
    for number, host in enumerate(hosts.country.tolist()):
        own = [] if host == NONE else [countries[host]]
        yield [*own, *country[body[number] : behind[number]], *country[first[number] : first[number + 1]]]


def _country_of(places: Places) -> list[str]:
    return [places.meanings.countries[number] for number in places.country.tolist()]
