"""Reference tables of one's own, through the whole job."""

import json
from collections.abc import Callable
from typing import Any

import pyarrow.csv

from tests.integration.desks import Desk

COLUMNS = "partner_id,name,name_es,acronym,org_type,country_iso3,website"
BULLETIN = """\
2 May, 2021

New information desk for migrants opens in Belize

Belmopan. – Blue Lantern Network opened an information desk for migrants on April 28, 2021.

Ring the lantern bell
"""

LINE = "Ring the lantern bell"


def own_tables(desk: Desk, country: str) -> None:
    folder = desk.folder / "names"
    folder.mkdir(exist_ok=True)
    row = f"blue-lantern,Blue Lantern Network,,,ngo_national,{country},"
    (folder / "organisations.csv").write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    names = "partner_id,alias,language,kind\nblue-lantern,Blue Lantern Network,en,name\n"
    (folder / "organisation_aliases.csv").write_text(names, encoding="utf-8")
    stated = desk.sources.read_text(encoding="utf-8")
    if "reference:" not in stated:
        desk.sources.write_text(f"{stated}\nreference:\n  - names/\n", encoding="utf-8")


def test_an_organisation_of_ones_own_is_registered(desk: Desk, refresh: Callable[[Desk], Any]) -> None:
    desk.add("2021-05-02.txt", BULLETIN)
    own_tables(desk, "BLX")
    told = refresh(desk)
    assert told.code == 1
    assert "names/organisations.csv, row 2, country_iso3: 'BLX'" in told.err
    assert "Traceback" not in told.err
    assert desk.releases == []
    own_tables(desk, "BLZ")
    told = refresh(desk)
    assert told.code == 0, told.err
    rows = pyarrow.csv.read_csv(desk.latest("csv/partners.csv")).to_pylist()
    (ours,) = [row for row in rows if row["partner_id"] == "blue-lantern"]
    assert (ours["status"], ours["country_iso3"], ours["event_count"]) == ("registered", "BLZ", 1)


def test_furniture_of_ones_own_is_cut_from_documents_that_were_read_before(
    desk: Desk, refresh: Callable[[Desk], Any]
) -> None:
    desk.add("2021-05-02.txt", BULLETIN)
    own_tables(desk, "BLZ")
    assert refresh(desk).code == 0
    assert any(LINE in body for body in bodies(desk))
    columns = "phrase,language,kind,match"
    (desk.folder / "names" / "furniture.csv").write_text(f"{columns}\n{LINE},en,read_more,exact\n", encoding="utf-8")
    told = refresh(desk)
    assert told.code == 0, told.err
    assert not any(LINE in body for body in bodies(desk))
    versions = [json.loads(path.read_text(encoding="utf-8")) for path in desk.data.glob("releases/2*/manifest.json")]
    assert len({each["provenance"]["reference_version"] for each in versions}) == 2


def bodies(desk: Desk) -> list[str]:
    bodies: list[str] = pyarrow.csv.read_csv(desk.latest("csv/events.csv"))["body"].to_pylist()
    return bodies


def provenance(desk: Desk) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(desk.latest("manifest.json").read_text(encoding="utf-8"))
    return dict(manifest["provenance"])


def test_a_release_names_the_overlay_by_a_version_that_follows_all_its_tables(
    desk: Desk, refresh: Callable[[Desk], Any]
) -> None:
    own_tables(desk, "BLZ")
    assert refresh(desk).code == 0
    before = provenance(desk)
    (struck, *_) = pyarrow.csv.read_csv(desk.latest("csv/events.csv"))["event_id"].to_pylist()
    line = f"event_id,reason,source\n{struck},not an event,A. Person\n"
    (desk.folder / "names" / "strikes.csv").write_text(line, encoding="utf-8")
    told = refresh(desk)
    assert told.code == 0, told.err
    now = provenance(desk)
    assert [overlay["folder"] for overlay in (*before["overlays"], *now["overlays"])] == ["names", "names"]
    assert before["overlays"] != now["overlays"]
    assert before["reference_version"] == now["reference_version"]
    assert struck not in pyarrow.csv.read_csv(desk.latest("csv/events.csv"))["event_id"].to_pylist()
    (reason,) = pyarrow.csv.read_csv(desk.latest("csv/quarantine.csv"))["reason"].to_pylist()
    assert reason == f"struck by strikes.csv: not an event: {struck}"
