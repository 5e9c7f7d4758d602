"""The command: what it takes, what it prints, and what it says when there is nothing to inspect."""

from pathlib import Path

import pytest

from pipelines.inspect.__main__ import main
from tests.unit.pipelines.inspect.pages import LISTING, cards

SOURCES = """\
sources:
  - id: harbour
    title: Harbour News
    publisher: Harbour Office
    kind: folder
    location: news
    language: en
    licence: {name: All rights reserved, url: "https://example.org/terms"}
    attribution: Harbour Office
    selectors: {entry: .nowhere}
"""


def test_a_file_is_shown_and_nothing_is_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, coloured = tmp_path / "page.txt", tmp_path / "out.html"
    path.write_text(LISTING, encoding="utf-8")
    assert main([str(path), "--html", str(coloured)]) == 0
    told = capsys.readouterr().out
    assert "Entry 1: Ferry to the north pier sails again" in told
    assert told.endswith(f"Written: {coloured}; open it in a browser.\n")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.html", "page.txt"]


def test_a_source_lends_its_selectors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(cards(), encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SOURCES, encoding="utf-8")
    assert main([str(tmp_path / "page.html"), "--sources", str(tmp_path / "s.yaml"), "--source", "harbour"]) == 0
    assert "selector  `entry: .nowhere` matches nothing" in capsys.readouterr().out


def test_a_page_is_read_with_the_tables_that_the_sources_file_adds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.txt").write_text(f"{LISTING}\nRing the harbour bell\n", encoding="utf-8")
    line = "Ring the harbour bell,en,read_more,exact"
    (tmp_path / "furniture.csv").write_text(f"phrase,language,kind,match\n{line}\n", encoding="utf-8")
    told = []
    for added in ("", "reference: .\n"):
        (tmp_path / "s.yaml").write_text(SOURCES + added, encoding="utf-8")
        assert main([str(tmp_path / "page.txt"), "--sources", str(tmp_path / "s.yaml")]) == 0
        told.append(capsys.readouterr().out)
    assert "entry 2               Ring the harbour bell" in told[0]
    assert "2 page furniture" in told[1]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (["nowhere.html"], "There is no file nowhere.html. Name a file, or an address"),
        (["https://example.org/news"], "An address is fetched in somebody's name. Name yours"),
        (["page.txt", "--source", "office"], "has no source 'office'. It has harbour."),
    ],
)
def test_what_cannot_be_inspected_says_what_to_do(
    stated: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.yaml").write_text(SOURCES, encoding="utf-8")
    assert main([*stated, "--sources", str(tmp_path / "s.yaml")]) == 2
    assert said in capsys.readouterr().err
