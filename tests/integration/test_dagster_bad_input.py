"""Bad input gives one clear message or a quarantine row; other documents go through, and the last release stays."""

from collections.abc import Callable

import pyarrow.csv
import pytest

from tests.integration.conftest import Outcome
from tests.integration.desks import OTHER_BULLETIN, Desk
from tests.site.pdf import pdf

Refresh = Callable[[Desk], Outcome]

BROKEN_PAGE = b"<html><body><h1>A page that breaks off</h1><div class='text'><p>Its only sen"
BROKEN_ENCODING = (
    "4 July, 2021\n\nA headline with a broken letter\n\nGuatemala. The letter \ufffd of this text was lost long ago, "
    "when somebody saved it in another encoding.\n"
).encode()
# A filter that the PDF library doesn't know, and raises an error for that is none of its own.
BROKEN_PDF = pdf("A sound text.").replace(b"/Length", b"/Filter /NoSuchDecode /Length")
UNREADABLE = {
    "empty file": b"",
    "blanks alone": b" \n\n \t\n",
    "binary file": bytes(range(256)) * 8,
    "broken encoding": BROKEN_ENCODING,
    "broken PDF": BROKEN_PDF,
}


def quarantined(desk: Desk) -> list[dict[str, object]]:
    return pyarrow.csv.read_csv(desk.latest("csv/quarantine.csv")).to_pylist()


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_bad_document_is_quarantined_and_the_others_go_through(desk: Desk, refresh: Refresh, content: bytes) -> None:
    desk.add("bad.txt", content)
    told = refresh(desk)
    assert told.code == 0, told.err
    rows = quarantined(desk)
    assert rows
    assert all(row["reason"] for row in rows)
    assert f"quarantine   {len(rows)}" in told.out
    assert "2 annotated now" in told.out


def test_a_page_that_breaks_off_stops_no_other_document(desk: Desk, refresh: Refresh) -> None:
    desk.add("bad.html", BROKEN_PAGE)
    told = refresh(desk)
    assert told.code == 0, told.err
    headlines = pyarrow.csv.read_csv(desk.latest("csv/events.csv"))["headline"].to_pylist()
    assert {"Border officers of Honduras train in first aid", "New information desk for migrants opens in Belize"} <= {
        *headlines
    }


def test_an_unreadable_file_is_quarantined_with_its_name(desk: Desk, refresh: Refresh) -> None:
    (desk.bulletins / "gone.txt").symlink_to(desk.folder / "nowhere.txt")
    told = refresh(desk)
    assert told.code == 0
    (row,) = quarantined(desk)
    assert "gone.txt" in str(row["text"])
    assert "unreadable" in str(row["reason"])


@pytest.mark.parametrize("missing", [False, True], ids=["empty folder", "missing folder"])
def test_without_bulletins_the_message_says_so(desk: Desk, refresh: Refresh, missing: bool) -> None:
    refresh(desk)
    for path in desk.bulletins.iterdir():
        path.unlink()
    if missing:
        desk.bulletins.rmdir()
    told = refresh(desk)
    assert told.code == 1
    assert told.out == ""
    assert f"bulletins: {'missing' if missing else 'empty'} folder" in told.err
    assert "Traceback" not in told.err
    assert desk.releases == ["2021.05.1"]
    assert desk.latest("manifest.json").is_file()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"licens": {}}, "licens: unknown key; allowed: id, title"),
        ({"kind": "ftp"}, "kind: 'ftp' is not known; allowed: folder"),
        ({"republish_text": "perhaps"}, "republish_text"),
        ({"id": "Two Words"}, "id"),
        ({"schedule": "0 25 * * *"}, "schedule: '0 25 * * *' is not a cron expression of five fields"),
    ],
)
def test_a_wrong_sources_file_is_told_by_its_key(
    desk: Desk, refresh: Refresh, changes: dict[str, object], message: str
) -> None:
    refresh(desk)
    desk.write_sources(**changes)
    told = refresh(desk)
    assert told.code == 2
    assert f"sources.yaml: sources[0].{message}" in told.err
    assert "Traceback" not in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert desk.releases == ["2021.05.1"]


def test_a_missing_sources_file_is_told(desk: Desk, refresh: Refresh) -> None:
    desk.sources.unlink()
    told = refresh(desk)
    assert told.code == 2
    assert "there is no such file" in told.err
    assert "Traceback" not in told.err


def test_a_data_folder_that_is_a_file_is_told(desk: Desk, refresh: Refresh) -> None:
    desk.data.write_text("not a folder", encoding="utf-8")
    told = refresh(desk)
    assert told.code == 1
    assert f"Cannot write to the data folder {desk.data}" in told.err


def test_after_bad_input_the_next_run_needs_no_hand(desk: Desk, refresh: Refresh) -> None:
    desk.write_sources(kind="ftp")
    assert refresh(desk).code == 2
    desk.write_sources()
    desk.add("2021-06-09.txt", OTHER_BULLETIN)
    assert refresh(desk).code == 0
    assert desk.releases == ["2021.06.1"]


def test_a_failure_gives_no_reasons_of_an_earlier_run(desk: Desk, refresh: Refresh) -> None:
    desk.write_sources(location="nowhere")
    assert "nowhere: missing folder" in refresh(desk).err
    desk.write_sources()
    ledger = desk.data / "store" / "sightings.jsonl"
    ledger.unlink()
    ledger.mkdir()
    told = refresh(desk)
    assert told.code == 1
    assert "sightings.jsonl" in told.err
    assert "nowhere" not in told.err
