"""What other programs make of a release: the page agrees with the declared readers and the results of the last run."""

import re
from pathlib import Path

import pytest

from benchmarks.readers.declared import CSV, DOCUMENTED, PARQUET, READERS
from benchmarks.readers.page import EXPECTED, PAGE, cell, page, read_results
from benchmarks.readers.programs.answers import CASES, described, values
from benchmarks.readers.run import PROGRAMS
from schemas.registry import ALL


def test_the_page_is_made_of_the_declared_readers_and_their_results() -> None:
    day, results = read_results()
    assert list(results) == [reader.name for reader in READERS]
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(day, results)
    assert len(text.splitlines()) <= 250
    for reader in READERS:
        result = results[reader.name]
        assert result.not_run or set(result.answers) == set(reader.ways)
        assert not result.answers or f"| {reader.name} {result.version} |" in text
    assert all(f"- **{reader.name}**: " in text for reader in DOCUMENTED)


def test_every_reader_has_a_program_and_pinned_packages() -> None:
    assert {reader.program for reader in READERS} | {"answers.py", "answers.mjs"} == {
        path.name for path in PROGRAMS.iterdir() if path.is_file()
    }
    for reader in READERS:
        assert {CSV, PARQUET} & set(reader.ways)
        assert all(re.fullmatch(r"[-a-z0-9]+(\[\w+\])?(==|@)\d+\.\d+(\.\d+)?", package) for package in reader.packages)
        assert reader.packages or reader.command


def test_the_cases_are_columns_of_the_release() -> None:
    assert CASES.keys() == EXPECTED.keys()
    for name, (table, column, other, beginnings) in CASES.items():
        assert {column, other} <= set(ALL[table].column_names)
        assert len(beginnings) == len(EXPECTED[name])


@pytest.mark.parametrize(
    ("found", "expected", "told"),
    [
        ([["text", "084"]], EXPECTED["code"], "kept"),
        ([["integer", "84"]], EXPECTED["code"], "`84` (integer)"),
        ([["missing", ""]], EXPECTED["na"], "missing"),
        ([["text", "2018-05-21"], ["text", ""]], EXPECTED["date"], "text; empty text for missing"),
        ([["Date", "2018-05-21T00:00:00.000Z"], ["missing", ""]], EXPECTED["date"], "Date"),
        ([["boolean", "True"], ["boolean", "False"]], EXPECTED["boolean"], "kept"),
    ],
)
def test_a_cell_says_what_became_of_the_values(
    found: list[list[str]], expected: list[tuple[str, str]], told: str
) -> None:
    assert cell(found, expected) == told


def test_values_are_told_by_kind_and_text() -> None:
    assert [described(value) for value in (None, float("nan"), b"084", True, 40, 40.0, Path("x"))] == [
        ["missing", ""], ["missing", ""], ["bytes", "084"], ["boolean", "True"], ["integer", "40"], ["decimal", "40.0"],
        ["PosixPath", "x"],
    ]  # fmt: skip
    rows = [{"key": b"Belize", "value": 1}, {"key": "Namibia", "value": "NA"}]
    assert values(rows, "value", "key", ("Nam", "Bel")) == [["text", "NA"], ["integer", "1"]]
