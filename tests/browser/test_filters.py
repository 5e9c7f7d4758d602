"""What the page counts is what the release's Parquet files hold."""

import csv
import io
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipelines.publish.files.csv_file import guarded
from tests.browser.visits import Open


@pytest.fixture(scope="module")
def parquet(tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("parquet")
    connection = duckdb.connect()
    for name, rows in tables.items():
        pq.write_table(rows, folder / f"{name}.parquet")
        connection.execute(f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'")
    return connection


def counted(parquet: duckdb.DuckDBPyConnection, where: str) -> int:
    row = parquet.execute(f"SELECT count(*) FROM events e WHERE {where}").fetchone()  # noqa: S608
    assert row
    return int(row[0])


def with_country(*codes: str) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"event_id IN (SELECT event_id FROM event_countries WHERE country_iso3 IN ({listed}))"  # noqa: S608


def with_partner(partner: str) -> str:
    return f"event_id IN (SELECT event_id FROM event_partners WHERE partner_id = '{partner}')"  # noqa: S608


DAY = "coalesce(start_on, published_on)"
CASES = {
    "": "true",
    "country=HND": with_country("HND"),
    "country=HND&country=MTQ": with_country("HND", "MTQ"),
    "country=HND&country=MEX&all=country": f"{with_country('HND')} AND {with_country('MEX')}",
    "type=training": "event_type = 'training'",
    "topic=10": "event_id IN (SELECT event_id FROM event_topics WHERE code = '10')",
    "partner=partner-000": with_partner("partner-000"),
    "partner=partner-000&partner=partner-001&all=partner": (
        f"{with_partner('partner-000')} AND {with_partner('partner-001')}"
    ),
    "from=2019-01-01&to=2021-12-31": f"{DAY} BETWEEN '2019-01-01' AND '2021-12-31'",
    "from=2020-02-29&country=PAN&type=meeting": (
        f"{DAY} >= '2020-02-29' AND {with_country('PAN')} AND event_type = 'meeting'"
    ),
    "country=nowhere": "true",
    "confidence=high": "row_confidence >= 0.9",
    "confidence=low&country=HND": f"row_confidence < 0.9 AND {with_country('HND')}",
    "confidence=other": "true",
}


@pytest.mark.parametrize("filters", CASES)
def test_as_many_events_pass_as_in_parquet(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection, filters: str
) -> None:
    with visit(page_path, f"#/overview?{filters}") as visited:
        assert visited.found() == f"{counted(parquet, CASES[filters])} of 400 events"


def test_bars_count_what_there_would_be_without_their_own_filter(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection
) -> None:
    with visit(page_path, "#/overview?type=training&country=HND") as visited:
        types = visited.bars("What happened")
        countries = visited.bars("Countries")
    by_type = f"SELECT event_type, count(*) FROM events WHERE {with_country('HND')} GROUP BY 1"  # noqa: S608
    assert types == {code.capitalize(): count for code, count in parquet.execute(by_type).fetchall()}
    by_country = """
        SELECT name_en, count(*) FROM events JOIN event_countries USING (event_id) JOIN countries USING (country_iso3)
        WHERE event_type = 'training' GROUP BY 1
    """
    assert countries == dict(parquet.execute(by_country).fetchall())


def test_search_finds_words_whatever_their_accents_and_case(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection
) -> None:
    expected = counted(parquet, with_country("MEX"))
    with visit(page_path, "#/events") as visited:
        for words in ("méxico", "MEXICO", "mexic"):
            visited.page.get_by_label("Search").fill(words)
            visited.page.wait_for_function("q => location.hash.endsWith('=' + encodeURIComponent(q))", arg=words)
            visited.settle()
            assert visited.found() == f"{expected} of 400 events", words
        visited.page.get_by_label("Search").fill("exico")
        visited.page.get_by_text("No event matches.").wait_for()


def test_clicks_filter_and_clearing_takes_them_back(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection
) -> None:
    with visit(page_path) as visited:
        visited.panel("Countries").get_by_role("button", name="Honduras").click()
        assert visited.found() == f"{counted(parquet, with_country('HND'))} of 400 events"
        visited.panel("What happened").get_by_role("button", name="Training").click()
        both = f"{with_country('HND')} AND event_type = 'training'"
        assert visited.found() == f"{counted(parquet, both)} of 400 events"
        visited.page.go_back()
        visited.settle()
        assert visited.found() == f"{counted(parquet, with_country('HND'))} of 400 events"
        visited.page.get_by_role("button", name="Clear all").click()
        assert visited.found() == "400 of 400 events"


def test_dragging_over_the_timeline_chooses_a_period(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection
) -> None:
    with visit(page_path) as visited:
        box = visited.page.locator(".timeline svg").bounding_box()
        y = box["y"] + box["height"] / 2
        visited.page.mouse.move(box["x"] + box["width"] * 0.3, y)
        visited.page.mouse.down()
        visited.page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
        visited.page.mouse.up()
        visited.settle()
        first, last = (field.input_value() for field in visited.page.locator("input[type=date]").all())
        assert first < last
        expected = counted(parquet, f"{DAY} BETWEEN '{first}' AND '{last}'")
        assert visited.found() == f"{expected} of 400 events"


def test_a_country_of_the_map_filters(page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection) -> None:
    with visit(page_path) as visited:
        visited.page.locator(".land path").filter(has_text="Nicaragua").click()
        assert visited.found() == f"{counted(parquet, with_country('NIC'))} of 400 events"
        visited.page.get_by_role("button", name="Clear all").click()
        visited.page.locator(".discs circle").filter(has_text="Martinique").click()
        assert visited.found() == f"{counted(parquet, with_country('MTQ'))} of 400 events"


def test_a_field_of_the_matrix_shows_the_events_two_partners_share(
    page_path: Path, visit: Open, parquet: duckdb.DuckDBPyConnection
) -> None:
    shared = """
        SELECT count(*) FROM event_partners a JOIN event_partners b USING (event_id) WHERE a.partner_id < b.partner_id
        GROUP BY a.partner_id, b.partner_id ORDER BY 1 DESC LIMIT 1
    """
    with visit(page_path, "#/network") as visited:
        pair = visited.page.locator(".pairs a").first
        most = parquet.execute(shared).fetchone()
        assert pair.locator("strong").inner_text() == str(most[0])
        visited.page.locator(".matrix .cell[data-cell='0-1']").focus()
        visited.page.keyboard.press("ArrowDown")
        assert visited.page.evaluate("document.activeElement.dataset.cell") == "1-1"
        pair.click()
        assert visited.found() == f"{most[0]} of 400 events"


def test_rows_are_saved_as_the_release_has_them(page_path: Path, tables: dict[str, pa.Table], visit: Open) -> None:
    with visit(page_path, "#/events?country=HND") as visited:
        with visited.page.expect_download() as waiting:
            visited.page.get_by_role("button", name="These rows as CSV").click()
        saved = Path(waiting.value.path()).read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(saved, newline="")))
    links = tables["event_countries"]
    wanted = set(links.filter(pc.equal(links["country_iso3"], "HND"))["event_id"].to_pylist())
    cells = guarded(tables["events_flat"]).cells.to_pylist()
    expected = [{name: value or "" for name, value in row.items()} for row in cells if row["event_id"] in wanted]
    assert {row["event_id"]: row for row in rows} == {row["event_id"]: row for row in expected}
    assert saved.endswith("\r\n")


def test_sorting_and_paging(page_path: Path, tables: dict[str, pa.Table], visit: Open) -> None:
    with visit(page_path, "#/events") as visited:
        visited.page.get_by_role("button", name="Sort by Event").click()
        assert visited.page.locator("th[aria-sort=ascending]").inner_text().startswith("Event")
        first = visited.page.locator(".headline").all_inner_texts()
        visited.page.get_by_role("button", name="Next").click()
        second = visited.page.locator(".headline").all_inner_texts()
        assert visited.page.get_by_text("Page 2 of 16").is_visible()
    expected = sorted(tables["events"]["headline"].to_pylist(), key=str.casefold)
    assert sorted(first + second, key=str.casefold) == expected[:50]
