"""`make datasets` over a site on the loopback: what is asked for, what is published, what the store alone gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq
import pytest

from assets.commands.instance import prepared_home
from assets.commands.run import main
from pipelines.workspace import Workspace
from tests.site.news import NewsSite, item
from tests.site.server import Reply, Server, html, serving
from tests.site.sources import site_source, write_sources


@dataclass
class Office:
    """A site, and whoever makes datasets of it."""

    folder: Path
    server: Server
    site: NewsSite
    told: Callable[[], str]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def paths(self) -> list[str]:
        return self.server.paths

    def datasets(self, *options: str, data: Path | None = None) -> str:
        self.server.forget()
        code = main(["--sources", str(self.folder / "sources.yaml"), "--data", str(data or self.data), *options])
        told = self.told()
        assert code == 0, told
        return told

    def rows(self, name: str, folder: str = "parquet") -> list[dict[str, Any]]:
        path = self.data / "releases" / "latest" / folder / f"{name}.parquet"
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows


@pytest.fixture
def office(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Office]:
    site = NewsSite.of(5)
    with serving() as server:
        site.serve(server)
        write_sources(
            tmp_path / "sources.yaml", site_source("listing", f"{server.address}/news?page={{page}}", follow=True)
        )
        yield Office(tmp_path, server, site, lambda: "".join(capfd.readouterr()))


def release_files(data: Path) -> dict[str, bytes]:
    latest = data / "releases" / "latest"
    return {path.name: path.read_bytes() for folder in ("parquet", "csv") for path in (latest / folder).iterdir()}


def test_requests_are_as_many_as_there_are_news(office: Office) -> None:
    office.datasets()
    # robots.txt, two pages and the empty one after them, five entries' own pages.
    assert len(office.paths) == 9
    assert len(office.rows("events")) == 5
    assert "nothing changed, so there is no new release" in office.datasets()
    assert office.paths == ["/robots.txt", "/news?page=0"]
    office.site.add(item(6))
    assert "1 annotated now, 5 from the cache" in office.datasets()
    assert office.paths == ["/robots.txt", "/news?page=0", "/news?page=1", "/news/entry-6"]
    assert len(office.rows("events")) == 6


def test_the_store_alone_makes_the_same_release(office: Office, tmp_path: Path) -> None:
    office.datasets()
    office.site.add(item(6))
    office.site.change("entry-5", teaser="Belmopan. – The desk has moved to Orange Walk.")
    office.datasets()
    copy = tmp_path / "copy"
    (office.data / "store").rename(tmp_path / "store")
    copy.mkdir()
    (tmp_path / "store").rename(copy / "store")
    office.datasets("--offline", data=copy)
    assert office.paths == []
    assert release_files(copy) == release_files(office.data)


def test_a_revision_and_a_later_date_are_told_by_the_release(office: Office) -> None:
    office.site.change("entry-5", published_on=None)
    office.datasets()
    (undated,) = [row for row in office.rows("events") if row["published_on"] is None]
    office.site.change("entry-5", published_on=item(5).published_on)
    office.site.change("entry-4", teaser="Belmopan. – The desk has moved.", text="It is open at night.")
    office.datasets()
    (dated,) = [row for row in office.rows("events") if row["headline"] == undated["headline"]]
    (withdrawn,) = office.rows("withdrawn", "changes")
    assert (withdrawn["event_id"], withdrawn["replaced_by"]) == (undated["event_id"], dated["event_id"])
    (revised,) = [row for row in office.rows("events") if row["headline"] == item(4).headline]
    causes = {row["cause"] for row in office.rows("changes", "changes") if row["row_key"] == revised["event_id"]}
    assert causes == {"source_edited"}


def test_an_entry_that_left_its_site_stays_marked(office: Office) -> None:
    office.datasets()
    office.site.remove("entry-4")
    office.datasets()
    assert {row["url"][-1]: row["source_status"] for row in office.rows("events")} == {
        "1": "listed", "2": "listed", "3": "listed", "4": "removed", "5": "listed",
    }  # fmt: skip
    (change,) = [row for row in office.rows("changes", "changes") if row["field"] == "source_status"]
    assert (change["old_value"], change["new_value"], change["cause"]) == ("listed", "removed", "source_gone")
    office.site.items.insert(1, item(4))
    office.datasets()
    (change,) = [row for row in office.rows("changes", "changes") if row["field"] == "source_status"]
    assert (change["new_value"], change["cause"]) == ("listed", "source_new")


def test_pages_that_shift_and_a_second_name_of_the_site_make_no_second_event(office: Office) -> None:
    names = [f"{office.server.address}{path}?page={{page}}" for path in ("/news", "/noticias")]
    write_sources(office.folder / "sources.yaml", site_source("listing", names, follow=True))
    office.datasets()
    office.site.items[:0] = [item(number) for number in (7, 6)]
    office.datasets()
    assert [path for path in office.paths if path.startswith("/news/")] == ["/news/entry-7", "/news/entry-6"]
    assert sorted(row["headline"] for row in office.rows("events")) == [item(number).headline for number in range(1, 8)]


def test_a_page_whose_layout_has_changed_is_in_quarantine_with_the_reason(office: Office) -> None:
    office.datasets()
    before = office.rows("events")
    office.server.pages["/news?page=0"] = html("<div><p>Our new site</p><p>is here</p></div>")
    office.datasets()
    (row,) = office.rows("quarantine")
    assert (row["block_number"], row["text"]) == (0, f"{office.server.address}/news?page=0")
    assert "layout drift" in row["reason"]
    assert office.rows("events") == before
    del office.server.pages["/news?page=0"]
    office.datasets()
    assert (office.rows("quarantine"), office.rows("events")) == ([], before)


BROKEN = {"busy": Reply(status=503), "gone": Reply(status=404), "drifted": html("<p>Moved</p>")}


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
def test_a_broken_site_never_breaks_the_datasets(office: Office, reply: Reply) -> None:
    office.datasets()
    before = office.rows("events")
    office.server.page = lambda _: reply
    office.datasets()
    assert office.rows("events") == before


def test_a_source_that_fails_is_told_with_address_and_reason(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    assert "attention" not in office.datasets("--strict")
    office.server.page = lambda _: Reply(status=500)
    address = f"{office.server.address}/news?page=0"
    line = f"attention    harbour: {address}: "
    assert line in office.datasets()
    stated = ["--sources", str(office.folder / "sources.yaml"), "--data", str(office.data), "--strict"]
    assert main(stated) == 3
    assert line in capfd.readouterr().out
    key = dg.AssetCheckKey(dg.AssetKey(["source", "harbour"]), "health")
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(office.data)))) as instance:
        record, *_ = instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
    assert record.event is not None
    check = record.event.get_dagster_event().asset_check_evaluation_data
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert str(check.description).startswith(f"{address}: ")
    office.site.serve(office.server)
    assert "attention" not in office.datasets("--strict")


def test_the_run_tells_what_it_saw(office: Office) -> None:
    office.datasets()
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(office.data)))) as instance:
        told = instance.get_latest_materialization_event(dg.AssetKey("documents"))
        source = instance.get_latest_materialization_event(dg.AssetKey(["source", "harbour"]))
    assert told is not None
    assert source is not None
    assert told.asset_materialization is not None
    assert source.asset_materialization is not None
    metadata = told.asset_materialization.metadata
    assert metadata["requests"].value == 9
    assert f"<{office.server.address}/news/entry-1>: new" in str(metadata["links"].value)
    assert "| harbour | 9 |" in str(metadata["sources"].value)
    assert source.asset_materialization.metadata["new entries"].value == 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--month", "May"], "make datasets: 'May' is not a month. Write it as 2018-05. Nothing was run.\n"),
        (["--only", "harbor"], "make datasets: There is no source harbor. The sources are harbour. Nothing was run.\n"),
    ],
)
def test_wrong_options_are_refused_before_a_run_starts(
    office: Office, capfd: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    stated = ["--sources", str(office.folder / "sources.yaml"), "--data", str(office.data)]
    assert main([*stated, *options]) == 2
    assert capfd.readouterr().err == message
    assert not office.data.exists()
