"""The Excel workbook."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipelines.publish.files import workbook
from pipelines.publish.release import publish
from tests.publish_examples import STORIES, Story, Terms, provenance, tables


def book(folder: Path, *stories: Story) -> openpyxl.Workbook:
    terms = Terms(republish_text=True)
    path = publish(tables(folder, stories or STORIES, terms), folder, provenance("c", "r", terms)).path
    return openpyxl.load_workbook(path / workbook.FILE)


def test_texts_are_texts_dates_are_dates_numbers_are_numbers(tmp_path: Path) -> None:
    sheet = book(tmp_path)["countries"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert (row["m49"].value, row["m49"].data_type) == ("084", "s")
    assert (row["latitude"].value, row["latitude"].data_type) == (17.21, "n")
    assert row["first_event_on"].is_date
    assert str(row["first_event_on"].value.date()) == "2021-03-01"


def test_decimals_have_the_digits_of_csv(tmp_path: Path) -> None:
    story = Story("At sea", "Nothing named.", facts={"host_country_iso3": "CRI"})
    book(tmp_path, story)
    with zipfile.ZipFile(tmp_path / "releases" / "latest" / workbook.FILE) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name)
    assert "<v>9.96</v>" in sheets
    assert "<v>-84.18</v>" in sheets


def test_no_formulas_and_no_links(tmp_path: Path) -> None:
    found = book(tmp_path)
    cells = [cell for sheet in found for row in sheet for cell in row if cell.value is not None]
    assert cells
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    headlines = [cell.value for cell in found["events"]["G"]]
    assert "'=Norway and Honduras agree" in headlines


def test_too_long_tables_are_named_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 7)
    found = book(tmp_path)
    assert "mentions" not in found.sheetnames
    about = {row[0].value: row[1].value for row in found["about"]}
    assert about["mentions"].startswith("Too long for a workbook")


def test_a_text_beyond_excels_limit_is_cut_and_counted(tmp_path: Path) -> None:
    found = book(tmp_path, Story("Long", "word " * 8000))
    cells = [cell.value for row in found["events"] for cell in row if isinstance(cell.value, str)]
    assert max(map(len, cells)) == workbook.LONGEST_CELL
    manifest = (tmp_path / "releases" / "latest" / "manifest.json").read_text("utf-8")
    assert '"migration-bulletins.xlsx": 1' in manifest
