"""Annotates batches of entries: entries in, tables of their facts out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipelines.extract.confidence import evidence
from pipelines.extract.confidence.calibration import Calibration, load_calibration
from pipelines.extract.confidence.evidence import Evidence
from pipelines.extract.dates.activity_date import DateChooser
from pipelines.extract.names.names import Layer
from pipelines.extract.names.reference_tables import Reference, load_reference
from pipelines.extract.organisations.name_spans import Context
from pipelines.extract.organisations.recognition import OrganisationFinder
from pipelines.extract.organisations.roles import Roles
from pipelines.extract.participants.counts import ParticipantChooser
from pipelines.extract.places.host import find_hosts
from pipelines.extract.places.likely_countries import LikelyCountries
from pipelines.extract.quotes import quotes
from pipelines.extract.rows import Facts, no_tables, tables
from pipelines.extract.scan import Scan, Scanner
from pipelines.extract.text.layout import Layout
from pipelines.extract.types.cues import CueTable
from pipelines.extract.types.event_types import EventTypes, PlacedCues, Weighed
from pipelines.garbage_collection import collection_paused

CODE_VERSION = "2"
"""Changed whenever the same entry may give other facts."""


@dataclass(frozen=True)
class Annotations:
    """The facts of a batch of entries, as Arrow tables with the schemas of the same names."""

    events: pa.Table
    event_countries: pa.Table
    event_partners: pa.Table
    event_topics: pa.Table
    mentions: pa.Table
    partner_sightings: pa.Table


class Examined(NamedTuple):
    """The facts of a batch of entries with what speaks for and against each."""

    annotations: Annotations
    evidence: Evidence


def load_annotator(reference_folder: Path) -> "Annotator":
    """Return an annotator with the reference tables of a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """
    with collection_paused():
        return Annotator(load_reference(reference_folder), load_calibration(reference_folder))


class Annotator:
    """Reads facts and their spans from entries; one instance can annotate any number of batches."""

    def __init__(self, reference: Reference, calibration: Calibration) -> None:
        self._reference = reference
        self._calibration = calibration
        self._cues = CueTable(reference.cues, reference.names.senses(Layer.CUE))
        self._scanner = Scanner(reference, self._cues)
        self._event_types = EventTypes(self._cues)
        self._dates = DateChooser(reference.lexicon)
        self._organisations = OrganisationFinder(reference.lexicon, reference.country_names)
        self._people = ParticipantChooser(reference.lexicon)

    @property
    def version(self) -> str:
        """12 hex digits that change with the code or the reference tables."""
        return hashlib.sha256(f"{CODE_VERSION}/{self._reference.version}".encode()).hexdigest()[:12]

    def annotate(self, entries: pa.RecordBatch | pa.Table) -> Annotations:
        """Return the facts of a batch of entries (schema `entries`), one row of `events` for each, in order."""
        if not entries.num_rows:
            return Annotations(**no_tables())
        return self.examine(entries).annotations

    def examine(self, entries: pa.RecordBatch | pa.Table) -> Examined:
        """Return the facts of a batch of one entry or more, and the evidence that their confidences rest on."""
        with collection_paused():
            return self._examine(entries)

    def cues_of_types(self, entries: pa.RecordBatch | pa.Table) -> PlacedCues:
        """Return the cues from which the event types of a batch of one entry or more are chosen."""
        scan = self._scan(entries)
        return self._event_types.cues_of_types(scan.cues, scan.layout)

    def _scan(self, entries: pa.RecordBatch | pa.Table) -> Scan:
        headlines, bodies = (entries.column(name).to_pylist() for name in ("headline", "body"))
        return self._scanner.scan(headlines, bodies, entries.column("published_on").to_numpy(zero_copy_only=False))

    def _examine(self, entries: pa.RecordBatch | pa.Table) -> Examined:
        scan = self._scan(entries)
        weighed = self._event_types.weigh(scan.cues, scan.layout)
        facts = self._facts(scan, weighed)
        found = self._evidence(facts, weighed, scan.layout)
        batch = scan.layout.batch
        quoted = quotes(batch, scan.layout.sentences, *facts.quotable())
        written = tables(entries, batch, facts, quoted, self._calibration.confidences(found))
        return Examined(Annotations(**written), found)

    def _facts(self, scan: Scan, weighed: Weighed) -> Facts:
        layout, places = scan.layout, scan.places
        behind = scan.dateline_ends
        hosts = find_hosts(places, layout, behind, scan.in_date, scan.is_online)
        context = Context(layout, places, scan.registered_at, scan.introduced)
        likely = LikelyCountries(hosts, places, layout, behind)
        partners = self._organisations.find(context, scan.chunks, scan.governments, likely)
        roles = Roles(self._cues, scan.cues, layout.sentences, layout.batch)
        return Facts(
            places,
            hosts,
            self._dates.choose(scan.expressions, layout, scan.date_letters, behind),
            self._people.choose(scan.phrases, layout, scan.number_letters),
            weighed.types,
            weighed.topics,
            partners,
            roles.of(partners, layout.early),
        )

    def _evidence(self, facts: Facts, weighed: Weighed, layout: Layout) -> Evidence:
        entries = evidence.setting(layout, self._event_types.types, weighed, facts.partners)
        return Evidence(
            evidence.date_findings(facts.dates, entries),
            evidence.host_findings(facts.hosts, facts.places, entries),
            evidence.type_findings(entries),
            evidence.participant_findings(facts.people, entries),
            evidence.country_findings(facts.places, layout),
            evidence.partner_findings(facts.partners),
        )
