"""The opened event and the pages of partners and countries."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pytest

from pipelines.publish.explorer import Limits, render
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL
from tests.browser import large_tables
from tests.browser.visits import Open, about
from tests.publish_examples import STORIES, Terms
from tests.publish_examples import tables as story_tables

DESK, AGREEMENT = STORIES[0], STORIES[1]


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    path = folder / "index.html"
    path.write_text(render(story_tables(folder), about()), encoding="utf-8")
    return path


def with_quotes(rows: dict[str, pa.Table], quotes: dict[str, str]) -> dict[str, pa.Table]:
    events = rows["events"]
    column = pa.array([quotes.get(event) for event in events["event_id"].to_pylist()], pa.string())
    return {**rows, "events": events.set_column(events.schema.get_field_index("quote"), "quote", column)}


def test_names_and_dates_are_marked_in_headline_and_quote(tmp_path: Path, visit: Open) -> None:
    quote = "😀 The IOM and the Fishers' Circle opened a desk in Belize."
    path = tmp_path / "index.html"
    path.write_text(render(with_quotes(story_tables(tmp_path), {DESK.event_id: quote}), about()), encoding="utf-8")
    with visit(path, f"#/events?event={DESK.event_id}") as visited:
        marks = visited.page.locator("blockquote mark")
        assert marks.all_inner_texts() == ["IOM", "Fishers' Circle", "Belize"]
        assert marks.first.get_attribute("title") == "organisation: International Organization for Migration"
        assert visited.page.locator("blockquote").inner_text() == quote


def test_texts_that_may_be_republished_are_shown_whole_with_their_marks(tmp_path: Path, visit: Open) -> None:
    terms = Terms(republish_text=True)
    path = tmp_path / "index.html"
    path.write_text(render(story_tables(tmp_path, STORIES, terms), about(sources=(terms,))), encoding="utf-8")
    with visit(path, f"#/events?event={DESK.event_id}") as visited:
        body = visited.page.locator(".body p")
        assert body.inner_text() == DESK.body
        assert body.locator("mark").all_inner_texts() == ["IOM", "Fishers' Circle", "Belize"]


def test_a_text_that_is_withheld_is_said_to_be(stories: Path, visit: Open) -> None:
    with visit(stories, f"#/events?event={DESK.event_id}") as visited:
        assert visited.page.get_by_text("The whole text belongs to its publisher").is_visible()
        assert "Sixty people came" not in visited.page.content()


def test_an_event_says_where_it_comes_from(stories: Path, visit: Open) -> None:
    with visit(stories, f"#/events?event={AGREEMENT.event_id}") as visited:
        link = visited.page.get_by_role("link", name="Read at the source")
        assert link.get_attribute("href") == "https://example.org/a?b=1"
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert visited.page.locator("dialog code").all_inner_texts() == ["bul_00000000000000aa", AGREEMENT.event_id]
        assert visited.page.get_by_text("written “OIM”").is_visible()


def test_rows_that_are_less_certain_are_marked_and_can_be_kept_out(tmp_path: Path, visit: Open) -> None:
    doubtful = replace(DESK, facts={**DESK.facts, "row_confidence": 0.52, "host_confidence": 0.6})
    path = tmp_path / "index.html"
    path.write_text(render(story_tables(tmp_path, (doubtful, *STORIES[1:])), about()), encoding="utf-8")
    with visit(path, "#/events") as visited:
        assert visited.page.locator("tr", has_text=doubtful.headline).locator(".doubt").count() == 1
        assert visited.page.locator(".doubt").count() == 1
        visited.go(f"#/events?event={doubtful.event_id}")
        told = visited.page.locator("dialog .facts").inner_text()
        assert "52% likely that date, host and countries are all right" in told
        assert "Host country 60%" in told
        visited.go("#/events")
        visited.page.get_by_label("Confidence").select_option("high")
        assert doubtful.headline not in visited.page.locator("table.events").inner_text()
        assert "confidence=high" in visited.page.url


@pytest.mark.parametrize(
    ("report", "start"),
    [
        ("mailto:desk@example.org", "mailto:desk@example.org?subject="),
        ("https://example.org/new?kind=error", "https://example.org/new?kind=error&title="),
    ],
)
def test_errors_are_reported_with_what_is_known(tmp_path: Path, visit: Open, report: str, start: str) -> None:
    path = tmp_path / "index.html"
    path.write_text(render(story_tables(tmp_path), about(report=report)), encoding="utf-8")
    with visit(path, f"#/events?event={DESK.event_id}") as visited:
        address = visited.page.get_by_role("link", name="Report an error").get_attribute("href")
    assert address.startswith(start)
    assert f"Event: {DESK.event_id}\nRelease: 2021.04.2\nHeadline: {DESK.headline}" in unquote(address)


def test_an_event_opens_and_closes_by_keyboard_and_gives_the_focus_back(stories: Path, visit: Open) -> None:
    with visit(stories, "#/events") as visited:
        headline = visited.page.get_by_role("link", name=DESK.headline)
        headline.focus()
        visited.page.keyboard.press("Enter")
        visited.page.get_by_role("dialog", name=DESK.headline).wait_for()
        assert DESK.event_id in visited.page.url
        visited.page.keyboard.press("Escape")
        visited.page.wait_for_url(lambda url: "event=" not in url)
        assert visited.page.locator("dialog").count() == 0
        assert visited.page.evaluate("document.activeElement.textContent") == DESK.headline


def test_citation_is_copied(stories: Path, browser: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="en-GB")
    page = context.new_page()
    page.goto(f"{stories.as_uri()}#/about")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == about().citation
    context.close()


def test_a_partners_page_tells_what_with_whom_and_when(stories: Path, visit: Open) -> None:
    with visit(stories, "#/partner/iom") as visited:
        assert visited.page.locator("h2.name").inner_text() == "International Organization for Migration"
        assert visited.page.locator(".standfirst").inner_text() == "2 events · 1 Mar – 2 Apr 2021"
        assert visited.bars("With whom") == {"Fishers' Circle": 1, "Norwegian Agency": 1}
        assert visited.bars("What happened") == {"Agreement": 1, "Launch": 1}
        assert {link.get_attribute("href") for link in visited.page.locator(".facts a").all()} == {
            "https://www.iom.int/",
            "https://www.wikidata.org/wiki/Q663941",
            "https://ror.org/01x7z2p07",
            "https://d-portal.org/ctrack.html?publisher=XM-DAC-47066",
        }
        assert visited.page.get_by_text("in none of the public lists").count() == 0
        visited.page.get_by_role("link", name="Norwegian Agency").click()
        assert visited.page.title() == "Norwegian Agency · Harbour Bulletins"
        assert visited.page.locator("h2.name").inner_text() == "Norwegian Agency"
        assert visited.page.get_by_text("in none of the public lists").count() == 1


def test_a_countrys_page_is_reached_from_the_table(stories: Path, visit: Open) -> None:
    with visit(stories, "#/events") as visited:
        visited.page.get_by_role("cell").get_by_role("link", name="Belize").click()
        assert visited.page.locator("h2.name").inner_text() == "Belize"
        assert visited.bars("Which partners") == {"Fishers' Circle": 1, "International Organization for Migration": 1}


def test_downloads_are_links_beside_the_page(stories: Path, visit: Open) -> None:
    with visit(stories, "#/data") as visited:
        addresses = [link.get_attribute("href") for link in visited.panel("Downloads").locator("a[href*='.']").all()]
    assert addresses == ["csv/events.csv", "parquet/events.parquet", "README.md"]


def test_sources_say_how_documents_were_read_and_what_was_set_aside(page_path: Path, visit: Open) -> None:
    with visit(page_path, "#/sources?lang=es") as visited:
        assert "400" in visited.panel("Fuentes").inner_text()
        bulletins = visited.panel("Boletines")
        assert bulletins.locator("tbody tr").count() == 25
        assert bulletins.get_by_role("link", name="news/0.html").get_attribute("href") == "https://example.org/news/0"
        aside = visited.panel("Apartado")
        aside.get_by_text("titular sin texto").click()
        assert aside.get_by_text("Line 0", exact=True).is_visible()
        assert aside.get_by_text("news/0.html, bloque 1").is_visible()


def test_doubts_are_listed_and_said_of_the_event(tables: dict[str, pa.Table], tmp_path: Path, visit: Open) -> None:
    event = tables["events"].to_pylist()[0]
    row = {"event_id": event["event_id"], "source_id": "harbour-news", "doubt": "headline_date", "text": "4 May"}
    path = tmp_path / "index.html"
    doubts = pa.Table.from_pylist([row], schema=arrow_schema(ALL["doubts"]))
    path.write_text(render(tables | {"doubts": doubts}, about()), encoding="utf-8")
    with visit(path, "#/sources") as visited:
        listed = visited.panel("Doubts")
        listed.get_by_text("headline that is a date").click()
        listed.get_by_text(event["headline"]).click()
        assert visited.page.get_by_role("dialog").get_by_text("headline that is a date “4 May”").is_visible()


def test_what_is_left_out_is_said(tmp_path: Path, visit: Open) -> None:
    path = tmp_path / "index.html"
    page = render(large_tables.tables(60), about(), Limits(body_characters=10, marked_events=20, events=50))
    path.write_text(page, encoding="utf-8")
    with visit(path) as visited:
        notice = visited.page.locator(".notice").inner_text()
        assert visited.found() == "50 of 50 events"
        assert "60 events" in visited.page.locator(".edition").inner_text()
    assert "The oldest 10 events." in notice
    assert "marks" in notice
