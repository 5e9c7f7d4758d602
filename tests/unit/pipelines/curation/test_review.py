"""A review lists what the register lacks, most frequent first, with lines that can be pasted into it."""

import csv
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.curation.__main__ import main
from pipelines.curation.check_reference import check_reference
from pipelines.curation.material import (
    Material,
    Provisional,
    Sighting,
    Text,
    material_of_annotations,
    material_of_release,
)
from pipelines.curation.register import (
    Organisation,
    SharedAlias,
    aliases_never_met,
    load_register,
    misleading_aliases,
    never_met,
    shared_aliases,
)
from pipelines.curation.report import review, unknown_lines
from pipelines.curation.suggestions import alike, free_id, language_of
from pipelines.curation.unknown import LONGEST_CONTEXT, context, unknown_organisations
from pipelines.extract.annotate import Annotations
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

HARBOURS = Provisional("org_000000000001", "Bureau of Harbours", "BOH", "government_national", "BLZ")
PILOTS = Provisional("org_000000000002", "Guild of Pilots", None, None, None)
BODY = "It rained. The Bureau of\nHarbours (BOH) met the Guild of Pilots. They left at noon."


def sighting(text: str, partner: Provisional, event: str = "evt_1", field: str = "body", body: str = BODY) -> Sighting:
    start = body.index(text)
    return Sighting(event, partner.partner_id, field, start, start + len(text), text)


@pytest.fixture
def material() -> Material:
    second = "Again the Guild of Pilots met."
    return Material(
        {"evt_1": Text("evt_1", "Rain", BODY, None), "evt_2": Text("evt_2", "More rain", second, None)},
        (
            sighting("Bureau of\nHarbours", HARBOURS),
            sighting("BOH", HARBOURS),
            sighting("Guild of Pilots", PILOTS),
            sighting("Guild of Pilots", PILOTS, "evt_2", body=second),
        ),
        (HARBOURS, PILOTS),
    )


@pytest.fixture
def register() -> dict[str, Organisation]:
    return {
        "blz-docks": Organisation("blz-docks", "Board of Docks", "BLZ", ("Board of Docks", "Dock Board", "MAY", "BD")),
        "blz-boats": Organisation("blz-boats", "Board of Boats", "BLZ", ("Board of Boats", "BD")),
        "gtm-boats": Organisation("gtm-boats", "Board of Boats", "GTM", ("Board of Boats", "Monday", "Peten", "BD")),
    }


def test_the_most_frequent_comes_first_with_the_sentence_that_names_it(material: Material) -> None:
    pilots, harbours = unknown_organisations(material)
    assert (pilots.organisation, pilots.event_count) == (PILOTS, 2)
    assert pilots.contexts[1] == "Again the Guild of Pilots met."
    assert harbours.written == ("BOH", "Bureau of Harbours")
    assert harbours.event_count == 1


def test_a_long_sentence_is_cut_between_words_around_the_name() -> None:
    body = f"{'many words before ' * 30}Guild of Pilots{' and many words after' * 30}."
    told = context(Text("evt_1", "Rain", body, None), sighting("Guild of Pilots", PILOTS, body=body))
    assert "Guild of Pilots" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) <= LONGEST_CONTEXT + 4


@pytest.mark.parametrize("body", [None, "Another text altogether, longer than what was read from the page at first."])
def test_without_the_text_the_quote_or_the_headline_stands_for_it(body: str | None) -> None:
    found = sighting("Guild of Pilots", PILOTS)
    assert context(Text("evt_1", "Rain", body, "A quote."), found) == "A quote."
    assert context(Text("evt_1", "Rain", body, None), found) == "Rain"


def test_lines_for_the_register_pass_its_own_checks(
    material: Material, root: Path, tmp_path: Path, register: dict[str, Organisation]
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(root / "reference", reference)
    before = len(check_reference(reference))
    for _, suggestion in review(material, register).unknown:
        append(reference / "organisations.csv", suggestion.organisation_line)
        for line in suggestion.alias_lines:
            append(reference / "organisation_aliases.csv", line)
    assert len(check_reference(reference)) == before
    added = load_register(reference)
    assert added["blz-boh"].aliases == ("Bureau of Harbours", "BOH")
    assert added["guild-pilots"].name == "Guild of Pilots"


def append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(f"{line}\r\n")


def test_ids_are_free_and_in_the_manner_of_the_register() -> None:
    assert free_id("Bureau of the Harbours", None, "BLZ", {}) == "blz-bureau-harbours"
    assert free_id("Bureau of Harbours", "BOH", "BLZ", {"blz-boh": 1, "blz-boh-2": 1}) == "blz-boh-3"
    assert free_id("Ñandú", None, None, {}) == "nandu"


@pytest.mark.parametrize(
    ("name", "language"),
    [("Guild of Pilots", "en"), ("Gremio de Pilotos", "es"), ("Asociación Faro", "es"), ("Delta Watch", "en")],
)
def test_the_language_of_a_name_is_told_by_small_words_and_accents(name: str, language: str) -> None:
    assert language_of(name) == language


def test_a_name_that_shares_most_words_looks_alike(register: dict[str, Organisation]) -> None:
    assert alike("National Board of Docks", "GTM", register) == ()
    assert alike("Boards, Docks Board", "BLZ", register)[:1] == ("blz-docks",)
    assert alike("of", None, register) == ()


def test_names_never_met_are_told(register: dict[str, Organisation]) -> None:
    assert [each.partner_id for each in never_met(register, ["blz-docks"])] == ["blz-boats", "gtm-boats"]
    assert aliases_never_met(register, ["blz-boats"], ["board of BOATS"]) == [("blz-boats", "BD")]


def test_an_alias_shared_within_a_country_is_told_and_one_across_countries_is_not(
    register: dict[str, Organisation],
) -> None:
    assert shared_aliases(register) == [SharedAlias("BD", "BLZ", ("blz-boats", "blz-docks"))]


def test_an_alias_that_is_a_place_or_a_word_is_told(register: dict[str, Organisation], root: Path) -> None:
    found = {each.alias: each.what for each in misleading_aliases(register, root / "reference")}
    assert found.keys() == {"Monday", "Peten"}
    assert found["Monday"] == "word of weekdays.csv"


def test_sightings_of_one_organisation_are_taken_together() -> None:
    short = Provisional(PILOTS.partner_id, "Guild", "GP", None, "BLZ")
    material = material_of([short, PILOTS])
    assert material.provisional == (Provisional(PILOTS.partner_id, "Guild of Pilots", "GP", None, "BLZ"),)


def material_of(provisional: list[Provisional]) -> Material:
    names = ("events", "event_countries", "event_partners", "event_topics", "mentions", "partner_sightings")
    tables = {name: arrow_schema(ALL[name]).empty_table() for name in names}
    rows = [
        {
            "event_id": f"evt_{number:016x}", "partner_id": each.partner_id, "name": each.name, "acronym": each.acronym,
            "org_type": each.org_type, "country_iso3": each.country_iso3, "status": "provisional",
        }
        for number, each in enumerate(provisional)
    ]  # fmt: skip
    tables["partner_sightings"] = pa.Table.from_pylist(rows, schema=arrow_schema(ALL["partner_sightings"]))
    return material_of_annotations(Annotations(**tables))


def test_no_more_are_shown_than_asked_for(material: Material, register: dict[str, Organisation]) -> None:
    text = "\n".join(unknown_lines(review(material, register), 1))
    assert "Guild of Pilots: 2 events" in text
    assert "blz-boh" not in text
    assert "and 1 more" in text


def test_the_command_reviews_a_folder_of_entries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {
        "headline": "Pilots meet", "language": "en", "published_on": "2018-05-10",
        "body": "Belize. The National Institute of Lanterns (NILX) held a meeting on May 3.",
    }  # fmt: skip
    (tmp_path / "entries.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    main(["--entries", str(tmp_path), "--csv", str(tmp_path / "review.csv"), "--never-met"])
    told = capsys.readouterr().out
    assert "Organisations that the register lacks: 1 of 1 named in 1 event" in told
    assert "> The National Institute of Lanterns (NILX) held a meeting on May 3." in told
    with (tmp_path / "review.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["name"], row["acronym"], row["events"]) == ("National Institute of Lanterns", "NILX", "1")
    assert row["organisations_csv"].startswith("blz-nilx,National Institute of Lanterns,")


def test_the_command_reads_the_tables_that_the_sources_file_adds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = {
        "headline": "Pilots meet", "language": "en", "published_on": "2018-05-10",
        "body": "Belize. The National Institute of Lanterns (NILX) held a meeting on May 3.",
    }  # fmt: skip
    (tmp_path / "entries.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    columns = "partner_id,name,name_es,acronym,org_type,country_iso3,parent_partner_id,wikidata_id,ror_id,website,note"
    row = "blz-nilx,National Institute of Lanterns,,NILX,government_national,BLZ,,,,,"
    (tmp_path / "organisations.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    names = "blz-nilx,National Institute of Lanterns,en,name\nblz-nilx,NILX,en,acronym"
    (tmp_path / "organisation_aliases.csv").write_text(f"partner_id,alias,language,kind\n{names}\n", encoding="utf-8")
    sources = tmp_path / "sources.yaml"
    sources.write_text("reference: .\nsources: [1]\n", encoding="utf-8")
    assert main(["--entries", str(tmp_path), "--sources", str(sources)]) == 0
    assert "Organisations that the register lacks: 0 of 1 named in 1 event" in capsys.readouterr().out
    sources.write_text("reference: nowhere\nsources: [1]\n", encoding="utf-8")
    assert main(["--entries", str(tmp_path), "--sources", str(sources)]) == 2
    assert "Create it or correct its path." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "Name a folder that holds entries.jsonl"),
        ("{", "line 1, is invalid"),
        ('{"headline": "x"}', "must be an object with the keys"),
        ('{"headline": "x", "body": "y", "language": "en", "published_on": "May"}', "is invalid: Invalid isoformat"),
    ],
)
def test_entries_that_cannot_be_read_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "entries.jsonl").write_text(content, encoding="utf-8")
    assert main(["--entries", str(tmp_path)]) == 2
    assert told in capsys.readouterr().err


def test_a_release_is_reviewed_with_the_texts_it_may_not_publish(tmp_path: Path) -> None:
    folder = tmp_path / "releases" / "latest" / "parquet"
    folder.mkdir(parents=True)
    event = {
        "event_id": "evt_1", "source_id": "harbour", "headline": "Rain", "body": None, "quote": "A quote.",
        "event_date_edtf": None, "host_country_iso3": "BLZ", "event_type": None, "participant_count": 12,
        "date_confidence": 0.9, "host_confidence": 0.4, "type_confidence": 0.8, "participants_confidence": 0.95,
    }  # fmt: skip
    found = sighting("Guild of Pilots", PILOTS)
    mention = {
        "event_id": "evt_1", "kind": "partner", "entity_id": PILOTS.partner_id, "field": "body",
        "start": found.start, "end": found.end, "text": found.text,
    }  # fmt: skip
    partner = {
        "partner_id": PILOTS.partner_id, "name": PILOTS.name, "acronym": None, "org_type": None,
        "country_iso3": None, "status": "provisional",
    }  # fmt: skip
    for name, row in (("events", event), ("mentions", mention), ("partners", partner)):
        pq.write_table(pa.Table.from_pylist([row]), folder / f"{name}.parquet")
    released = material_of_release(tmp_path)
    (unknown,) = unknown_organisations(released)
    assert unknown.contexts == ("A quote.",)
    facts = {fact.column: (fact.value, fact.confidence) for fact in released.facts}
    assert (facts["host_country_iso3"], facts["participant_count"]) == (("BLZ", 0.4), ("12", 0.95))
    (tmp_path / "work" / "extract").mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([event | {"body": BODY}]), tmp_path / "work" / "extract" / "events.parquet")
    (unknown,) = unknown_organisations(material_of_release(tmp_path))
    assert unknown.contexts == ("The Bureau of Harbours (BOH) met the Guild of Pilots.",)
    assert unknown.organisation == PILOTS


def test_a_data_folder_without_a_release_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert "Run `make datasets` first" in capsys.readouterr().err
