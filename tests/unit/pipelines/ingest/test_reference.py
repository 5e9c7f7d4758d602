"""The tables of reading, from the project's folder and from others."""

import shutil
from pathlib import Path

import pytest

from pipelines.ingest import reference
from pipelines.ingest.read.blocks.furniture import kind_of
from pipelines.ingest.version import reading_version


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project's tables, with a line of furniture more."""
    copied = shutil.copytree(reference.tables_folder(), tmp_path / "tables")
    with (copied / "furniture.csv").open("a", encoding="utf-8") as file:
        file.write("Harbour bell,en,menu,exact\n")
    return copied


def test_another_folder_counts_within_its_block_alone(folder: Path) -> None:
    before = reading_version()
    assert kind_of("Harbour bell") is None
    with reference.tables_from(folder):
        assert kind_of("Harbour bell") == "menu"
        assert reading_version() != before
    assert kind_of("Harbour bell") is None
    assert reading_version() == before


def test_tables_that_reading_does_not_use_leave_its_version(folder: Path) -> None:
    with reference.tables_from(folder):
        before = reading_version()
    other = shutil.copytree(folder, folder.with_name("other"))
    (other / "organisations.csv").write_text("changed", encoding="utf-8")
    with reference.tables_from(other):
        assert reading_version() == before


def test_what_is_made_of_the_tables_is_made_once_for_each_folder(folder: Path) -> None:
    made = []

    @reference.cached
    def count(name: str) -> int:
        made.append(name)
        return len(reference.rows(name))

    ours = [count("furniture.csv"), count("furniture.csv")]
    with reference.tables_from(folder):
        assert count("furniture.csv") == ours[0] + 1
    assert (ours[0], len(made)) == (ours[1], 2)
