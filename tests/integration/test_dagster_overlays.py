"""Reference tables of one's own, through the whole job."""

from collections.abc import Callable
from typing import Any

import pyarrow.csv

from tests.integration.desks import Desk

COLUMNS = "partner_id,name,name_es,acronym,org_type,country_iso3,website"
BULLETIN = """\
2 May, 2021

New information desk for migrants opens in Belize

Belmopan. – Blue Lantern Network opened an information desk for migrants on April 28, 2021.
"""


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
