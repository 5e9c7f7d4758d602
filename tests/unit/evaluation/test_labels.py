"""Labelled sets are read as they are, and their faults are reported."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evaluation.check import check_set, entry_id, is_edtf, main
from evaluation.check_documents import check_documents, date_forms
from evaluation.labels import LabelError, load_set, read_rows
from evaluation.sets import SETS


def changed_set(folder: Path, root: Path, entry: dict[str, Any], gold: dict[str, Any]) -> Path:
    """A copy of the seed's set with its first entry and labels changed."""
    copy = folder / "changed"
    shutil.copytree(root / "evaluation" / "seed", copy)
    for name, change in (("entries.jsonl", entry), ("gold.jsonl", gold)):
        rows = read_rows(copy / name)
        rows[0] |= change
        (copy / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return copy


def test_the_sets_of_the_project_have_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.count(" 0 faults") == len(SETS)


@pytest.mark.parametrize(
    ("entry", "gold", "told"),
    [
        ({"headline": "Another headline"}, {}, "the id should be"),
        ({"layout": "leaflet"}, {}, "layout 'leaflet'"),
        ({}, {"event_type": "party"}, "event_type 'party'"),
        ({}, {"event_edtf": "2018-13-01"}, "event_edtf '2018-13-01'"),
        ({}, {"event_edtf_alt": ["2018-05-04"]}, "event_edtf_alt repeats the label"),
        ({}, {"host_country": "MXX"}, "host_country 'MXX'"),
        ({}, {"host_country": "GTM"}, "the host is not among the countries"),
        ({}, {"participants": 0}, "participants 0"),
        ({}, {"countries": ["MEX", "MEX"]}, "a country stands twice"),
        ({}, {"partners": [{"name": "Nobody", "acronym": None, "mentions": ["Nobody"]}]}, "not stand so in the text"),
        ({}, {"remark": "x"}, "unknown keys in gold.jsonl: remark"),
    ],
)
def test_a_faulty_label_is_told(
    tmp_path: Path, root: Path, entry: dict[str, Any], gold: dict[str, Any], told: str
) -> None:
    folder = changed_set(tmp_path, root, entry, gold)
    faults = list(check_set(folder, read_rows(folder / "entries.jsonl")))
    assert any(told in fault.what for fault in faults)
    assert main([str(folder)]) == 1


def test_a_faulty_document_is_told(tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "evaluation" / "dev", tmp_path / "dev")
    bulletins = tmp_path / "dev" / "bulletins"
    (bulletins / "listing-03.txt").write_text("Nothing of the kind.", encoding="utf-8")
    (bulletins / "stray.txt").write_text("A stray page.", encoding="utf-8")
    faults = dict(check_documents(bulletins, read_rows(tmp_path / "dev" / "entries.jsonl")))
    assert set(faults) == {"listing-03.txt", "stray.txt"}
    assert "missing or out of order" in faults["listing-03.txt"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}'])
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, root: Path, line: str) -> None:
    copy = tmp_path / "broken"
    shutil.copytree(root / "evaluation" / "seed", copy)
    (copy / "entries.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"broken/entries\.jsonl: line 2"):
        load_set(copy)


def test_a_single_alternative_may_stand_without_a_list(tmp_path: Path, root: Path) -> None:
    folder = changed_set(tmp_path, root, {}, {"host_country_alt": "GTM"})
    assert load_set(folder).entries[0].host_country.alternatives == ("GTM",)


def test_ids_are_of_date_and_headline_with_white_space_folded() -> None:
    assert entry_id("2018-05-08", " A\u00a0b  c ") == entry_id("2018-05-08", "A b c")
    assert entry_id(None, "A b c") != entry_id("2018-05-08", "A b c")


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (None, True), ("2018", True), ("2018-05", True), ("2018-05-31", True), ("2018-05/2018-06", True),
        ("2018-05-31/2018-06-01", True), ("2018-06/2018-05", False), ("2018-02-30", False), ("2018-5", False),
        ("2018/2019/2020", False), ("", False), (2018, False), ("2018-05-31T00:00", False),
    ],
)  # fmt: skip
def test_dates_are_those_of_edtf_level_nought(value: object, allowed: bool) -> None:
    assert is_edtf(value) is allowed


def test_a_day_is_known_by_its_forms_in_both_languages() -> None:
    assert {"4 may, 2018", "04 may, 2018", "may 4, 2018", "4 de mayo de 2018", "05/04/2018"} <= date_forms("2018-05-04")
