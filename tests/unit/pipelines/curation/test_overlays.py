"""One's own reference tables: rows that are added, rows that replace, and faults with file and row."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.curation.overlays import OverlayError, merged_reference, reference_for
from pipelines.extract.names.reference_tables import reference_version
from pipelines.shipped import shipped
from schemas.reference import TABLES

BASE = shipped("reference")
ORGANISATIONS = ",".join(TABLES["organisations.csv"].column_names)
ALIASES = "partner_id,alias,language,kind"
NEW = "blue-lantern,Blue Lantern Network,,,ngo_national,BLZ,,,,,,"
Overlay = Callable[..., Path]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Writes an overlay of files, each by its name without .csv, as lines."""

    def write(folder: str = "ours", **files: list[str]) -> Path:
        (tmp_path / folder).mkdir()
        for name, lines in files.items():
            (tmp_path / folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path / folder

    return write


def fault_of(overlay: Path, tmp_path: Path) -> str:
    with pytest.raises(OverlayError) as raised:
        merged_reference(BASE, [overlay], tmp_path / "merged")
    assert not [*(tmp_path / "merged").glob("*")]
    return str(raised.value)


def test_without_overlays_the_tables_are_those_of_the_project(tmp_path: Path) -> None:
    assert merged_reference(BASE, [], tmp_path) == BASE


def test_rows_are_added_and_replaced(overlay: Overlay, tmp_path: Path) -> None:
    before = (BASE / "organisations.csv").read_text(encoding="utf-8").splitlines()
    line = next(line for line in before if line.startswith("a21,"))
    changed = line.replace("A21,A21", "A Twenty-One,A21")
    ours = overlay(
        organisations=[ORGANISATIONS, changed, NEW], organisation_aliases=[ALIASES, "blue-lantern,Blue Lantern,en,name"]
    )
    merged = merged_reference(BASE, [ours], tmp_path / "merged")
    after = (merged / "organisations.csv").read_text(encoding="utf-8").splitlines()
    assert set(after) - set(before) == {changed, NEW}
    assert len(after) == len(before) + 1
    assert reference_version(merged) != reference_version(BASE)
    assert merged_reference(BASE, [ours], tmp_path / "merged") == merged


def test_the_last_overlay_wins(overlay: Overlay, tmp_path: Path) -> None:
    first = overlay("first", organisations=[ORGANISATIONS, NEW])
    second = overlay("second", organisations=[ORGANISATIONS, NEW.replace("Network", "Association")])
    merged = merged_reference(BASE, [first, second], tmp_path / "merged")
    assert "Blue Lantern Association" in (merged / "organisations.csv").read_text(encoding="utf-8")


def test_columns_that_may_be_empty_may_be_left_out(overlay: Overlay, tmp_path: Path) -> None:
    ours = overlay(organisations=["partner_id,name,org_type,country_iso3", "blue-lantern,Lantern,ngo_national,BLZ"])
    merged = merged_reference(BASE, [ours], tmp_path / "merged")
    assert "blue-lantern,Lantern,,,ngo_national,BLZ,,,,,,\n" in (merged / "organisations.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"organisations": [ORGANISATIONS + ",colour", NEW + ",blue"]}, "csv, row 1: must have the columns"),
        ({"organisations": ["partner_id,name", "blue-lantern,Blue Lantern"]}, "csv, row 1: must have the columns"),
        ({"organisations": [ORGANISATIONS, NEW.replace("BLZ", "BLX")]}, "csv, row 2, country_iso3: 'BLX'"),
        ({"organisation_aliases": [ALIASES, "nobody,Nobody,en,name"]}, "organisation_aliases.csv, row 2, partner_id"),
        ({"organisation_aliases": [ALIASES, "a21,UNICEF,en,name"]}, "'UNICEF' is also a name of unicef."),
        ({"furniture": ["kind,phrase"]}, "csv, row 1: must have the columns"),
        ({"stop_words": ["language,word", "en,quayside", "es,quayside"]}, "row 3, word: 'quayside' is also in row 2"),
        ({"animals": ["name"]}, "is not a table that can be overlaid"),
    ],
)
def test_a_fault_is_told_with_its_file_and_row(
    files: dict[str, list[str]], told: str, overlay: Overlay, tmp_path: Path
) -> None:
    message = fault_of(overlay(**files), tmp_path)
    assert told in message
    assert str(tmp_path / "ours") in message


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    assert "does not exist. Create it" in fault_of(tmp_path / "nowhere", tmp_path)


def test_a_block_has_the_tables_that_a_sources_file_adds(overlay: Overlay, tmp_path: Path) -> None:
    ours = overlay(furniture=["phrase,language,kind,match", "Harbour bell,en,menu,exact"])
    sources = tmp_path / "sources.yaml"
    with reference_for(sources) as reference:
        assert reference == BASE
    sources.write_text(f"reference: {ours.name}\nsources: [1]\n", encoding="utf-8")
    with reference_for(sources) as reference:
        assert "Harbour bell,en,menu,exact" in (reference / "furniture.csv").read_text(encoding="utf-8")
    assert not reference.exists()
