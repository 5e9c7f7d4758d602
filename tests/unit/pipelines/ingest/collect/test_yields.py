from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ingest.collect.yields import falls
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import readings
from pipelines.ingest.sources.models import Source
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import STORED, Sighting
from pipelines.ingest.store.state import Histories, SourceState
from tests.site.news import NewsSite, item
from tests.site.sources import loaded, site_source


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (source,) = loaded(tmp_path, site_source("listing", "https://harbour.example/news?page={page}"))
    return source


def state(store: Store, source: Source, *pages: NewsSite) -> SourceState:
    """A ledger in which each page was got a day after the one before."""
    start = datetime(2021, 5, 4, tzinfo=UTC)
    for number, page in enumerate(pages):
        reply = page.page("/news")
        assert reply is not None
        time = (start + timedelta(days=number)).isoformat()
        where = f"https://harbour.example/news?page={number}"
        store.record([Sighting(source.id, where, time, STORED, store.put(reply.body), channel="c", role="page")])
    return Histories([source], store)[source.id]


def told(store: Store, state: SourceState) -> list[str]:
    read = readings(read_document(store.get(ref.sha256), ref) for ref in state.documents)
    return [str(fall) for fall in falls(read.documents, read.entries, {"harbour": state})]


def pages(count: int) -> list[NewsSite]:
    return [NewsSite([item(number * 3 + each) for each in range(3)]) for number in range(count)]


def test_an_even_yield_is_no_news(tmp_path: Path, source: Source) -> None:
    store = Store(tmp_path / "store")
    assert told(store, state(store, source, *pages(8))) == []


def test_fewer_entries_and_dates_than_usual_are_told(tmp_path: Path, source: Source) -> None:
    store = Store(tmp_path / "store")
    thin = NewsSite([replace(item(99), published_on=None)])
    assert told(store, state(store, source, *pages(8), thin)) == [
        "harbour: entries a document 1 in the latest documents, where 3 was usual",
        "harbour: share of entries with a date 0 in the latest documents, where 1 was usual",
    ]


def test_without_history_nothing_is_told(tmp_path: Path, source: Source) -> None:
    store = Store(tmp_path / "store")
    thin = NewsSite([replace(item(99), published_on=None)])
    assert told(store, state(store, source, *pages(2), thin)) == []
