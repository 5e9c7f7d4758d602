"""`make organisations`, with tables of a few rows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.curation.organisations.__main__ import main
from pipelines.curation.organisations.tables import DECISIONS, LISTS, load_lists
from pipelines.extract.text.lexicon import read_csv
from pipelines.shipped import shipped
from schemas.reference import TABLES
from schemas.reference.organisations import DECIDED, LISTED

REGISTER = """\
net,Blue Net,,BN,ngo_international,,,Q7,,,,
lights,Ministry of Lighthouses,,,government_national,BLZ,,,,,,
quays,Guild of Quays,,,ngo_national,BLZ,,,,,,
"""
ALIASES = """\
net,Blue Net,en,name
net,Grey Net,en,former
lights,Ministry of Lighthouses,en,name
"""
ROWS = """\
gdho,,,Blue Net,BLN,21,CHE,Q8,,,https://net.example
gdho,,,Grey Net,,21,,,,,
gdho,,,Pilots of Belize,,22,BLZ,,,,
ror,BELIZE MINISTRY OF LIGHTHOUSES,,,,10,BLZ,,01x7z2p07,,http://lights.example/en
ror,The Lights,,,,10,BLZ,Q9,,,
ror,Pilots,,,,22,BLZ,,,,
"""
DECIDED_ROWS = "ror,The Lights,BLZ,lights,true,its nickname\n"
Run = Callable[..., int]


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    folder = tmp_path / "reference"
    shutil.copytree(shipped("reference"), folder)
    for name, rows in {"organisations": REGISTER, "organisation_aliases": ALIASES, "organisation_sources": ""}.items():
        header = ",".join(TABLES[f"{name}.csv"].column_names)
        (folder / f"{name}.csv").write_text(f"{header}\n{rows}", encoding="utf-8")
    return folder


@pytest.fixture
def run(reference: Path, tmp_path: Path) -> Run:
    def running(*options: str, rows: str = ROWS) -> int:
        lists, decisions = tmp_path / "listed.csv", tmp_path / "decisions.csv"
        lists.write_text(f"{','.join(LISTED.column_names)}\n{rows}", encoding="utf-8")
        decisions.write_text(f"{','.join(DECIDED.column_names)}\n{DECIDED_ROWS}", encoding="utf-8")
        files = ["--reference", str(reference), "--lists", str(lists), "--decisions", str(decisions)]
        return main([*files, *options])

    return running


def test_sources_and_ids_are_written(run: Run, reference: Path) -> None:
    assert run() == 0
    sources = [tuple(row.values()) for row in read_csv(reference / "organisation_sources.csv")]
    assert sources == [("lights", "ror", "The Lights"), ("net", "gdho", "Blue Net")]
    rows = {row["partner_id"]: row for row in read_csv(reference / "organisations.csv")}
    lights, net = rows["lights"], rows["net"]
    assert (lights["wikidata_id"], lights["ror_id"], lights["website"]) == (
        "Q9",
        "01x7z2p07",
        "http://lights.example/en",
    )
    assert (net["wikidata_id"], net["website"]) == ("Q7", "https://net.example")


def test_the_report_lists_what_no_list_has_what_differs_and_what_is_lacking(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--check")
    told = capsys.readouterr().out
    assert "that a list has under a present name: 2 of 3" in told
    assert "Unverified: 1\n  quays: Guild of Quays\n" in told
    assert "decide on: 1\n  net, wikidata_id: the register has Q7, lists have Q8\n" in told
    assert "Acronyms that the register lacks: 1\n  net: BLN\n" in told
    assert "the register lacks: 1\n  Pilots of Belize (BLZ): gdho, ror\n" in told


def test_a_former_name_does_not_verify(run: Run, reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(rows="gdho,,,Grey Net,,21,,,,,\n")
    assert read_csv(reference / "organisation_sources.csv") == []
    assert "net: Blue Net; gdho has its former name Grey Net" in capsys.readouterr().out


def test_check_changes_nothing_and_says_whether_the_tables_are_up_to_date(run: Run, reference: Path) -> None:
    before = (reference / "organisations.csv").read_bytes()
    assert run("--check") == 1
    assert (reference / "organisations.csv").read_bytes() == before
    run()
    after = (reference / "organisations.csv").read_bytes()
    assert run("--check") == 0
    run()
    assert (reference / "organisations.csv").read_bytes() == after


def test_lists_that_are_not_there_or_broken_are_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lists", str(tmp_path / "none.csv")]) == 2
    assert "none.csv does not exist. Run this in a checkout" in capsys.readouterr().err
    assert run(rows="gdho,too few\n") == 2
    assert "listed.csv, row 2: has 2 cells, not 11" in capsys.readouterr().err


def test_the_tables_of_the_project_are_up_to_date() -> None:
    assert main(["--check", "--most", "0"]) == 0


def test_every_decision_is_of_a_row_of_the_lists() -> None:
    names = {(row.data_source_id, name, row.country_iso3) for row in load_lists(LISTS) for name in row.names}
    sources = {row["data_source_id"] for row in read_csv(shipped("reference") / "data_sources.csv")}
    partners = {row["partner_id"] for row in read_csv(shipped("reference") / "organisations.csv")} | {""}
    decided = read_csv(DECISIONS)
    assert {(row["data_source_id"], row["name"], row["country_iso3"]) for row in decided} <= names
    assert {row["partner_id"] for row in decided} <= partners
    assert {source for source, _, _ in names} <= sources
