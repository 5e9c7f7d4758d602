"""The curated tables fit their declarations, and a fault is reported by file, row, column and value."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.curation.check_reference import check_reference, main
from schemas.reference import TABLES
from schemas.reference.codes import CODES, DEPENDENT, reference_codes

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def small_reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every table, of two rows where the test needs some, else of none."""
    folder = tmp_path_factory.mktemp("reference")
    contents = {
        "countries.csv": ["GTM,GT,320,Guatemala,Guatemala,013,Central America,Mesoamerica,15.7,-90.4"],
        "organisations.csv": [
            "harbours,Bureau of Harbours,,BOH,un,,,,,,,",
            "gtm-pilots,Guild of Pilots,,,other,GTM,harbours,,,,,",
        ],
        "organisation_aliases.csv": ["harbours,BOH,und,acronym", "gtm-pilots,Guild of Pilots,en,name"],
        "cues.csv": ["event_type,training,en,workshop,2,2.5", "role_after,organiser,es,organizó,,"],
        "lexicon.csv": ["harbourmaster,en,person,", "agency,en,head,un"],
        "months.csv": ["en,5,May,full"],
    }
    for file, table in TABLES.items():
        lines = [",".join(table.column_names), *contents.get(file, [])]
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_tables_of_the_project_have_no_faults(root: Path) -> None:
    assert [str(fault) for fault in check_reference(root / "reference")] == []


def test_tables_that_fit_have_no_faults(small_reference: Path) -> None:
    assert check_reference(small_reference) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("months.csv", "en,5", "en,13", "row 2, month: '13' is above 12"),
        ("months.csv", "en,5", "en,fifth", "row 2, month: 'fifth' is not int32"),
        ("months.csv", "May", " May", "row 2, name: ' May' has leading or trailing spaces"),
        ("months.csv", "May", "", "row 2, name: '' is missing"),
        ("months.csv", "full", "half", "row 2, kind: 'half' is not in the code list calendar_kinds"),
        ("countries.csv", "GTM", "Gtm", "row 2, country_iso3: 'Gtm' does not match [A-Z]{3}"),
        ("organisations.csv", ",GTM,", ",HND,", "row 3, country_iso3: 'HND' is not in countries.csv"),
        ("organisations.csv", "harbours,,,,,", "x,,,,,", "row 3, parent_partner_id: 'x' is not in organisations.csv"),
        ("organisation_aliases.csv", "harbours,", "docks,", "row 2, partner_id: 'docks' is not in organisations.csv"),
        ("cues.csv", "training", "party", "row 2, value: 'party' is not in the code list event_types of event_type"),
        ("cues.csv", "organiser", "boss", "row 3, value: 'boss' is not in the code list roles of role_after"),
        ("lexicon.csv", "person", "sailor", "row 2, role: 'sailor' is not in the code list lexicon_roles"),
        ("lexicon.csv", "head,un", "head,x", "row 3, value: 'x' is not in the code list organisation_types of head"),
    ],
)
def test_a_fault_is_told_where_it_is(
    small_reference: Path, tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    folder = changed(small_reference, tmp_path, file, lambda text: text.replace(old, new, 1))
    assert f"{file}, {fault}" in map(str, check_reference(folder))


def test_a_repeated_key_is_told_with_both_rows(small_reference: Path, tmp_path: Path) -> None:
    folder = changed(small_reference, tmp_path, "months.csv", lambda text: text + "en,5,May,full\n")
    assert [str(fault) for fault in check_reference(folder)] == [
        "months.csv, row 3, language + name: 'en, May' is also in row 2"
    ]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda text: text.replace("language,", "tongue,"), "must have the columns language, month, name, kind"),
        (lambda text: text + "en,5\n", "has 2 cells, not 4"),
        (lambda text: text[:0], "must have the columns language, month, name, kind"),
        (lambda text: text + '"open\n', "cannot be read"),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_told(small_reference: Path, tmp_path: Path, change: Change, rule: str) -> None:
    (fault,) = check_reference(changed(small_reference, tmp_path, "months.csv", change))
    assert fault.is_of_shape
    assert rule in fault.rule


def test_a_missing_file_and_one_without_a_declaration_are_told(small_reference: Path, tmp_path: Path) -> None:
    folder = changed(small_reference, tmp_path, "months.csv", lambda text: text)
    (folder / "months.csv").rename(folder / "moons.csv")
    assert {fault.file for fault in check_reference(folder)} == {"months.csv", "moons.csv"}


def test_the_command_ends_by_what_it_found(
    small_reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(small_reference)]) == 0
    assert main([str(changed(small_reference, tmp_path, "months.csv", lambda text: text.replace("5", "0")))]) == 1
    assert "months.csv, row 2, month: '0' is below 1" in capsys.readouterr().out


def test_code_lists_that_declarations_name_are_there() -> None:
    named = {column.codes for table in TABLES.values() for column in table.columns if column.codes}
    named |= {name for rule in DEPENDENT.values() for name in rule.lists.values()}
    assert all(reference_codes(name) for name in named)
    assert CODES.keys() <= named


def changed(reference: Path, folder: Path, file: str, change: Change) -> Path:
    copy = folder / "reference"
    shutil.copytree(reference, copy)
    (copy / file).write_text(change((copy / file).read_text(encoding="utf-8")), encoding="utf-8")
    return copy
