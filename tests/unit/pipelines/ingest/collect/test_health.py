from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ingest.collect.health import troubles
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import DRIFTED, FAILED, GONE, STORED, UNCHANGED, UNREACHABLE, Sighting
from pipelines.ingest.store.state import Histories
from tests.site.sources import loaded, site_source

PAGE = "https://harbour.example/news?page=0"
LISTING = "https://harbour.example/news?page={page}"
START = datetime(2021, 5, 4, tzinfo=UTC)


def told(folder: Path, *looks: tuple[int, str], **stated: object) -> list[str]:
    """What is said of a source after looks at its first page, each on a day and with a status."""
    folder.mkdir(exist_ok=True)
    (source,) = loaded(folder, site_source("listing", LISTING, **stated))
    store = Store(folder / "store")
    sha256 = store.put(b"<html><body><p>News</p></body></html>")
    for day, status in looks:
        time = (START + timedelta(days=day)).isoformat()
        has_document = status in {STORED, UNCHANGED, DRIFTED}
        reason = "" if status in {STORED, UNCHANGED} else f"it is {status}"
        document = sha256 if has_document else None
        store.record([Sighting(source.id, PAGE, time, status, document, channel=LISTING, role="page", reason=reason)])
    return [str(trouble) for trouble in troubles(source, Histories([source], store)[source.id])]


def test_a_source_that_is_well_is_not_mentioned(tmp_path: Path) -> None:
    assert told(tmp_path, (0, STORED), (1, UNCHANGED)) == []


@pytest.mark.parametrize("status", [FAILED, GONE, UNREACHABLE])
def test_a_page_that_fails_is_told_though_an_earlier_one_stands_for_it(tmp_path: Path, status: str) -> None:
    assert told(tmp_path, (0, STORED), (1, status)) == [f"{PAGE}: it is {status}"]


def test_a_page_that_fails_at_first_is_told_once_and_heals(tmp_path: Path) -> None:
    assert told(tmp_path / "first", (0, FAILED)) == [f"{PAGE}: it is failed"]
    assert told(tmp_path / "healed", (0, FAILED), (1, STORED)) == []


def test_a_page_that_drifted_is_told(tmp_path: Path) -> None:
    (trouble,) = told(tmp_path, (0, STORED), (1, DRIFTED))
    assert trouble.startswith(PAGE)


@pytest.mark.parametrize(("stated", "days"), [({}, 90), ({"fresh_within_days": 9}, 9)])
def test_a_site_that_has_been_quiet_for_long_is_told(tmp_path: Path, stated: dict[str, object], days: int) -> None:
    assert told(tmp_path / "yet", (0, STORED), (days, UNCHANGED), **stated) == []
    (trouble,) = told(tmp_path / "now", (0, STORED), (days + 1, UNCHANGED), **stated)
    assert trouble.startswith(f"harbour: there has been nothing new since 2021-05-04, which is more than {days} days.")
