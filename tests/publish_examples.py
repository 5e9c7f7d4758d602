"""Invented annotations that tests of publishing share."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.publish.columnar.rows import whole
from pipelines.publish.provenance import Provenance
from pipelines.publish.release import publish
from pipelines.publish.tables.build import REJECTED, build_tables
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, ANNOTATED

BULLETIN = "bul_00000000000000aa"

COUNTRIES = """\
country_iso3,country_iso2,m49,name_en,name_es,subregion_m49,subregion,programme_region,latitude,longitude
BLZ,BZ,084,Belize,Belice,013,Central America,Mesoamerica,17.21,-88.7
CRI,CR,188,Costa Rica,Costa Rica,013,Central America,Mesoamerica,9.96,-84.18
HND,HN,340,Honduras,Honduras,013,Central America,Mesoamerica,14.81,-86.63
NAM,NA,516,Namibia,Namibia,018,Southern Africa,,-22.13,17.21
NOR,NO,578,Norway,Noruega,154,Northern Europe,,,
"""
ORGANISATIONS = """\
partner_id,name,name_es,acronym,org_type,country_iso3,parent_partner_id,wikidata_id,ror_id,iati_id,website,note
iom,International Organization for Migration,Organización Internacional para las Migraciones,IOM,un,,un,Q663941,01x7z2p07,XM-DAC-47066,https://www.iom.int,
un,United Nations,Naciones Unidas,UN,un,,,Q1065,,,https://www.un.org,
norad,Norwegian Agency,,NORAD,government_foreign,NOR,,,,,,
labour-blz,Ministry of Labour of Belize,,,government_national,BLZ,,,,,,
"""
ORGANISATION_SOURCES = """partner_id,data_source_id,name
iom,harbour-list,INTERNATIONAL ORGANIZATION FOR MIGRATION
iom,pier-list,International Organization for Migration
un,pier-list,United Nations
"""


@dataclass(frozen=True)
class Licence:
    """A licence as a source gives it."""

    name: str = "All rights reserved"
    url: str | None = "https://example.org/terms"


@dataclass(frozen=True)
class Terms:
    """A source as publishing sees it."""

    id: str = "harbour-news"
    title: str = "Harbour News"
    publisher: str = "Harbour Office"
    licence: Licence = field(default_factory=Licence)
    attribution: str = "Harbour Office, Harbour News"
    republish_text: bool = False
    public_address: str | None = None


@dataclass(frozen=True)
class Story:
    """One entry with what was read from it. `partners` and `countries` name the text that stands for each id."""

    headline: str
    body: str
    published_on: date | None = date(2021, 3, 9)
    source_id: str = "harbour-news"
    partners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def event_id(self) -> str:
        """The event's id, as ingest makes it."""
        day = self.published_on.isoformat() if self.published_on else ""
        return "evt_" + hashlib.sha256(f"{self.source_id}\n{day}\n{self.headline}".encode()).hexdigest()[:16]

    @property
    def activity_id(self) -> str:
        """The activity that it alone reports."""
        return self.event_id.replace("evt_", "act_")


STORIES = (
    Story(
        "Port towns open a help desk",
        "The IOM and the Fishers' Circle opened a help desk in Punta Ficticia, Belize.\n\nSixty people came.",
        partners={"iom": ("IOM", "organiser"), "org_0000000000aa": ("Fishers' Circle", "supporter")},
        countries={"BLZ": "Belize"},
        topics=("15", "3"),
        facts={
            "event_type": "launch", "host_country_iso3": "BLZ", "host_place": "Punta Ficticia",
            "start_on": date(2021, 3, 1), "end_on": date(2021, 3, 2), "event_date_edtf": "2021-03-01/2021-03-02",
            "date_precision": "interval", "participant_count": 60, "participant_qualifier": "exact",
            "latitude": 17.5, "longitude": -88.0,
        },
    ),
    Story(
        "=Norway and Honduras agree",
        "Con la Agencia Noruega, Honduras firmó un acuerdo; la OIM asistió. \"Sí\", dijo.",
        published_on=date(2021, 4, 2),
        partners={"norad": ("Agencia Noruega", "funder"), "iom": ("OIM", "mentioned")},
        countries={"HND": "Honduras"},
        topics=("10",),
        facts={"event_type": "agreement", "language": "es", "host_country_iso3": "HND", "url": "https://example.org/a?b=1"},
    ),
    Story(
        "A day with the Fishers’ Circle",
        "",
        published_on=date(2020, 12, 31),
        partners={"org_0000000000aa": ("Fishers’ Circle", "mentioned")},
        facts={"event_type": "story"},
    ),
    Story("@Namibia listens", "-Namibia hosts nobody", published_on=None, countries={"NAM": "Namibia"}),
)  # fmt: skip


def annotations(stories: Iterable[Story] = STORIES) -> dict[str, pa.Table]:
    """The tables that extraction would give for the stories."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
    for number, story in enumerate(stories, start=1):
        key = {"event_id": story.event_id}
        rows["events"].append(key | _event(story, number))
        for iso3, text in story.countries.items():
            is_host = story.facts.get("host_country_iso3") == iso3
            link = {"country_iso3": iso3, "is_host": is_host, "basis": "name", "mention_count": 1}
            rows["event_countries"].append(key | link)
            rows["mentions"].append(key | _mention(story, "country", iso3, text, "name"))
        for partner_id, (text, role) in story.partners.items():
            sighted = {"partner_id": partner_id, "role": role, "mention_count": 1, "confidence": 0.98}
            rows["event_partners"].append(key | sighted)
            rows["mentions"].append(key | _mention(story, "partner", partner_id, text, "register"))
            status = "provisional" if partner_id.startswith("org_") else "registered"
            sighting = {"partner_id": partner_id, "name": text, "org_type": "ngo_national", "status": status}
            rows["partner_sightings"].append(key | sighting)
        rows["event_topics"] += [key | {"scheme": "gcm", "code": code} for code in story.topics]
        rows["event_activities"].append(key | {"activity_id": story.activity_id, "ledger_position": number})
    declared = ALL | ANNOTATED
    return {name: pa.Table.from_pylist(found, schema=arrow_schema(declared[name])) for name, found in rows.items()}


def reference_folder(folder: Path) -> Path:
    """Write the curated tables that publishing reads; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    (folder / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
    (folder / "organisation_sources.csv").write_text(ORGANISATION_SOURCES, encoding="utf-8")
    return folder


def provenance(code: str = "code-1", reference: str = "reference-1", *sources: Terms) -> Provenance:
    """Versions and sources of a release."""
    return Provenance(code, reference, sources or (Terms(),))


def documents_of(events: pa.Table) -> pa.Table:
    """A document for each that the events name, with as many entries."""
    counted = events.group_by(["bulletin_id", "source_id"]).aggregate([([], "count_all")]).to_pylist()
    read = {
        "sha256": "0" * 64, "location": "news.txt", "media_type": "text/plain", "reader": "dated_listing/1",
        "reader_fit": 1.0, "language": "en", "encoding": "utf-8", "byte_count": 100, "block_count": 8,
        "entry_block_count": 8, "furniture_block_count": 0, "quarantined_block_count": 0,
    }  # fmt: skip
    rows = [
        read | {"bulletin_id": row["bulletin_id"], "source_id": row["source_id"], "entry_count": row["count_all"]}
        for row in counted
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["documents"]))


def no_quarantine() -> pa.Table:
    """An empty quarantine."""
    return arrow_schema(ALL["quarantine"]).empty_table()


def tables(folder: Path, stories: Iterable[Story] = STORIES, *sources: Terms) -> dict[str, pa.Table]:
    """All published tables for the stories; `folder` is where reference tables may lie."""
    reference = reference_folder(folder / "reference")
    return built(annotations(stories), reference, *sources)


def built(
    found: Mapping[str, pa.Table],
    reference: Path,
    *sources: Terms,
    aside: pa.Table | None = None,
    documents: pa.Table | None = None,
    present_ids: Mapping[str, str] | None = None,
) -> dict[str, pa.Table]:
    """All published tables made from annotations."""
    quarantined = no_quarantine() if aside is None else aside
    with TemporaryDirectory() as target:
        read = documents_of(found["events"]) if documents is None else documents
        stored = build_tables(
            found, read, quarantined, sources or (Terms(),), reference, Path(target), present_ids or {}
        )
        return {name: whole(rows) for name, rows in stored.items()}


def rejected_corrections(reference: Path) -> list[dict[str, object]]:
    """The corrections of the reference folder that the examples' tables are built without."""
    with TemporaryDirectory() as target:
        found = annotations()
        build_tables(found, documents_of(found["events"]), no_quarantine(), (Terms(),), reference, Path(target))
        rows: list[dict[str, object]] = pq.read_table(Path(target) / f"{REJECTED}.parquet").to_pylist()
        return rows


def publish_and_wait(found: dict[str, pa.Table], folder: Path, stop: str, told: Connection) -> None:
    """Publish, tell each step, and before the one named `stop` wait for ever; to be run in a process that is killed."""

    def progress(step: str) -> None:
        told.send(step)
        if step == stop:
            told.recv()

    publish(found, folder, provenance(), progress=progress)


_TABLES = (
    "events", "event_countries", "event_partners", "event_topics", "mentions", "partner_sightings",
    "event_activities", "event_links",
)  # fmt: skip


def _event(story: Story, number: int) -> dict[str, object]:
    return {
        "source_id": story.source_id, "bulletin_id": BULLETIN, "entry_number": number, "language": "en",
        "published_on": story.published_on, "headline": story.headline, "body": story.body,
        "source_status": "listed", "date_confidence": 0.97, "host_confidence": 0.96, "type_confidence": 0.9,
        "participants_confidence": 0.95, "row_confidence": 0.92,
    } | dict(story.facts)  # fmt: skip


def _mention(story: Story, kind: str, entity_id: str, text: str, method: str) -> dict[str, object]:
    place = "body" if text in story.body else "headline"
    start = getattr(story, place).index(text)
    return {
        "kind": kind, "entity_id": entity_id, "field": place, "start": start, "end": start + len(text),
        "text": text, "method": method,
    }  # fmt: skip
