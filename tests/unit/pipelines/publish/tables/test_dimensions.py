"""The group-bys of partners and countries, and the flat table."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.publish.tables.register import ReferenceTableError, load_attributions, load_reference
from tests.publish_examples import ORGANISATIONS, STORIES, Story, reference_folder, tables


def rows(table: pa.Table, key: str) -> dict[str, dict[str, object]]:
    return {str(row[key]): row for row in table.to_pylist()}


def test_registered_partners_take_their_facts_from_the_register(tmp_path: Path) -> None:
    found = rows(tables(tmp_path)["partners"], "partner_id")
    iom = found["iom"]
    assert iom["name"] == "International Organization for Migration"
    assert (iom["status"], iom["org_type"], iom["iati_org_type"]) == ("registered", "un", "40")
    assert (iom["event_count"], iom["first_event_on"], iom["last_event_on"]) == (2, date(2021, 3, 1), date(2021, 4, 2))


def test_ids_come_from_the_register_and_partners_on_no_list_are_unverified(tmp_path: Path) -> None:
    found = rows(tables(tmp_path)["partners"], "partner_id")
    assert (found["iom"]["ror_id"], found["iom"]["iati_id"]) == ("01x7z2p07", "XM-DAC-47066")
    assert {partner_id: row["unverified"] for partner_id, row in found.items()} == {
        "iom": False,
        "norad": True,
        "org_0000000000aa": True,
    }


def test_attributions_are_those_that_data_sources_ask_for(tmp_path: Path) -> None:
    lines = ("data_source_id,attribution", 'pier,"Pier, CC BY"', "quay,", 'mole,"Mole, CC BY"', 'jetty,"Pier, CC BY"')
    stated = "\n".join(lines)
    (tmp_path / "data_sources.csv").write_text(stated, encoding="utf-8")
    assert load_attributions(tmp_path) == ("Mole, CC BY", "Pier, CC BY")


def test_a_parent_that_is_not_published_is_left_out(tmp_path: Path) -> None:
    assert rows(tables(tmp_path)["partners"], "partner_id")["iom"]["parent_partner_id"] is None
    with_parent = Story(
        "UN day", "The UN and IOM met.", partners={"un": ("UN", "organiser"), "iom": ("IOM", "organiser")}
    )
    found = rows(tables(tmp_path, [with_parent])["partners"], "partner_id")
    assert found["iom"]["parent_partner_id"] == "un"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Club", "Sea Club", "Club"], "Club"),
        (["Club", "Sea Club"], "Sea Club"),
        (["Sea Klub", "Sea Club"], "Sea Club"),
        (["Zea Club", "Año Club"], "Año Club"),
    ],
)
def test_a_provisional_partner_has_the_name_most_used_then_the_longest_then_the_first(
    names: list[str], expected: str, tmp_path: Path
) -> None:
    stories = [
        Story(f"Number {number}", f"The {name} met.", partners={"org_0000000000bb": (name, "mentioned")})
        for number, name in enumerate(names)
    ]
    for order in (stories, stories[::-1]):
        found = rows(tables(tmp_path, order)["partners"], "partner_id")["org_0000000000bb"]
        assert (found["name"], found["status"], found["event_count"]) == (expected, "provisional", len(names))


def test_a_country_has_a_row_for_its_events_or_its_partners(tmp_path: Path) -> None:
    found = rows(tables(tmp_path)["countries"], "country_iso3")
    assert set(found) == {"BLZ", "HND", "NAM", "NOR"}
    assert (found["NOR"]["event_count"], found["NOR"]["first_event_on"]) == (0, None)
    assert (found["BLZ"]["event_count"], found["BLZ"]["host_event_count"]) == (1, 1)
    assert (found["BLZ"]["first_event_on"], found["BLZ"]["last_event_on"]) == (date(2021, 3, 1), date(2021, 3, 2))
    assert (found["HND"]["first_event_on"], found["NAM"]["first_event_on"]) == (date(2021, 4, 2), None)
    assert found["NAM"]["country_iso2"] == "NA"
    assert found["BLZ"]["m49"] == "084"


def test_a_host_that_the_text_does_not_name_has_a_row_too(tmp_path: Path) -> None:
    story = Story("At sea", "Nothing named.", facts={"host_country_iso3": "CRI"})
    found = rows(tables(tmp_path, [story])["countries"], "country_iso3")
    assert (found["CRI"]["event_count"], found["CRI"]["host_event_count"]) == (1, 1)


def test_the_flat_table_has_lists_in_one_cell(tmp_path: Path) -> None:
    found = rows(tables(tmp_path)["events_flat"], "event_id")[STORIES[0].event_id]
    assert found["countries"] == "BLZ"
    assert found["partners"] == "Fishers' Circle; International Organization for Migration"
    assert found["topics"] == "3;15"
    assert found["topic_names"] == "Information for migrants; Basic services"
    assert rows(tables(tmp_path)["events_flat"], "event_id")[STORIES[3].event_id]["partners"] is None


def test_a_semicolon_in_a_name_does_not_end_it(tmp_path: Path) -> None:
    story = Story("Two", "Nets; Boats Club met.", partners={"org_0000000000bb": ("Nets; Boats Club", "mentioned")})
    assert tables(tmp_path, [story])["events_flat"]["partners"].to_pylist() == ["Nets, Boats Club"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ORGANISATIONS + "iom,Again,,,un,,,,,,,\n", "partner_id must be unique and not empty: iom"),
        ("partner_id,name\nx,X\n", "acronym"),
    ],
)
def test_a_broken_register_is_told(text: str, told: str, tmp_path: Path) -> None:
    folder = reference_folder(tmp_path)
    (folder / "organisations.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceTableError, match=told):
        load_reference(folder)


def test_a_missing_register_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTableError, match=r"The file .*countries\.csv does not exist\. .* restore it\."):
        load_reference(tmp_path)
