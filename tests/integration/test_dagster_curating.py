"""The examples of `docs/curating.md`, each tried in the folder that `migration-bulletins init` writes."""

import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from assets.commands.new_folder import write_new_folder
from assets.commands.run import main
from schemas.reference import TABLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "curating.md").read_text(encoding="utf-8")
PLACEHOLDERS = ("evt_0123456789abcdef", "evt_fedcba9876543210", "evt_00112233445566aa")
BULLETINS = {
    "course.txt": """\
2 May, 2021

Forty officers finish a course on first aid

Belmopan. On April 28, 2021, 40 border officers finished a course on first aid held by Blue Lantern Network.
""",
    "desk.txt": """\
9 June, 2021

Desk for travellers opens at the pier

Punta Ficticia. – A desk for travellers opened on June 7, 2021.

3 June, 2021

We are closed on Friday

The counter of the harbour office is closed on Friday and opens again on Monday at eight.
""",
    "again.txt": """\
20 May, 2021

What the rescuers of the north learned this spring

San Ignacio. Those who patrol the river told their families about the lessons on first aid.
""",
}


def examples() -> dict[str, str]:
    """The tables in the page, by the name of their file."""
    found = {}
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        columns = set(block.splitlines()[0].split(","))
        fitting = [name for name, table in TABLES.items() if columns <= set(table.column_names) and "/" not in name]
        if fitting and not language:
            found[min(fitting, key=lambda name: len(TABLES[name].columns))] = block
    return found


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    released: list[dict[str, Any]] = pq.read_table(folder / f"data/releases/latest/parquet/{table}.parquet").to_pylist()
    return released


def refreshed(folder: Path) -> dict[str, dict[str, Any]]:
    """The events by the first word of their headlines."""
    assert main(["--sources", str(folder / "sources.yaml"), "--data", str(folder / "data")]) == 0
    return {event["headline"].split()[0]: event for event in rows(folder, "events")}


def test_every_example_does_what_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my-data"
    write_new_folder(folder)
    for name, text in BULLETINS.items():
        (folder / "bulletins" / name).write_text(text, encoding="utf-8")
    before = refreshed(folder)
    course, notice, again, desk = (before[word] for word in ("Forty", "We", "What", "Desk"))
    assert course["participant_count"] == 40
    assert course["activity_id"] != again["activity_id"]
    assert desk["host_country_iso3"] is None
    about = {
        "corrections.csv": [course],
        "strikes.csv": [notice],
        "link_decisions.csv": [course, again, desk],
    }
    for name, text in examples().items():
        for placeholder, event in zip(PLACEHOLDERS, about.get(name, []), strict=False):
            text = text.replace(placeholder, event["event_id"])
        (folder / "reference" / name).write_text(text, encoding="utf-8")
    after = refreshed(folder)
    assert {name for name in before if name not in after} == {"We"}
    assert after["Forty"]["participant_count"] == 50
    assert after["Forty"]["activity_id"] == after["What"]["activity_id"]
    assert (after["Desk"]["host_country_iso3"], after["Desk"]["host_place"]) == ("BLZ", "Punta Ficticia")
    assert "blue-lantern" in {partner["partner_id"] for partner in rows(folder, "partners")}
    assert "Traceback" not in capsys.readouterr().err
