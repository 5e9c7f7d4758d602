"""Whatever the texts hold, they are shown as text."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.publish.explorer import Accuracy, Change, File, render
from tests.browser.visits import Open, about
from tests.publish_examples import Licence, Terms
from tests.publish_examples import tables as story_tables

SCRIPT = "<script>window.run = 1</script>"
CLOSING = "</script></style></title><img src=x onerror='window.run = 1'><script>window.run = 1</script>"
TEMPLATE = "${window.run = 1} {{run}} $script <!-- <svg onload='window.run = 1'>"
ADDRESS = "javascript:window.run=1"
VIEWS = ("overview", "events", "network", "data", "about")


def hostile(rows: dict[str, pa.Table], text: str) -> dict[str, pa.Table]:
    """The tables with the text in every cell that is free text."""
    free = {
        "events": ("headline", "quote", "body", "host_place", "host_subdivision", "event_date_edtf"),
        "partners": ("name", "name_es", "acronym", "wikidata_id", "ror_id", "iati_id"),
        "countries": ("name_en", "name_es", "subregion", "programme_region"),
        "mentions": ("text",),
    }
    replaced = dict(rows)
    for table, columns in free.items():
        for column in columns:
            replaced[table] = filled(replaced[table], column, text)
    replaced["events"] = filled(replaced["events"], "url", ADDRESS)
    replaced["partners"] = filled(replaced["partners"], "website", ADDRESS)
    reason = {"bulletin_id": "bul_0", "block_number": 1, "reason": text, "text": text}
    replaced["quarantine"] = pa.Table.from_pylist([reason], schema=rows["quarantine"].schema)
    return replaced


def filled(rows: pa.Table, column: str, text: str) -> pa.Table:
    position = rows.schema.get_field_index(column)
    return rows.set_column(position, rows.schema.field(position), pa.array([text] * len(rows), pa.string()))


@pytest.mark.parametrize("text", [SCRIPT, CLOSING, TEMPLATE])
def test_hostile_texts_do_nothing(tmp_path: Path, visit: Open, text: str) -> None:
    terms = Terms(title=text, publisher=text, attribution=text, licence=Licence(text, "https://example.org"))
    told = about(
        title=text, version=text, citation=text, sources=(terms,), previous_version=text, measured_on=text,
        files=(File(f"csv/{text}.csv"), File(ADDRESS)), changes=(Change(text, text, text, 1),),
        accuracy=(Accuracy(text, 0.5),),
    )  # fmt: skip
    rows = hostile(story_tables(tmp_path), text)
    event, partner = rows["events"]["event_id"][0].as_py(), rows["partners"]["partner_id"][0].as_py()
    path = tmp_path / "index.html"
    path.write_text(render(rows, told), encoding="utf-8")
    with visit(path) as visited:
        for address in (*VIEWS, f"partner/{partner}", f"events?event={event}", "overview?q=%3Cscript%3E"):
            visited.go(f"#/{address}")
            assert visited.page.evaluate("window.run") is None
            assert visited.page.locator("#app script, #app img, #app svg[onload]").count() == 0
            assert visited.page.locator("a[href^='javascript:' i]").count() == 0
        visited.go(f"#/events?event={event}")
        assert visited.page.locator("h1").inner_text() == text
        assert visited.page.locator("blockquote").inner_text() == text


def test_addresses_that_make_no_sense_show_the_overview(page_path: Path, visit: Open) -> None:
    for address in ("#/nowhere", "#/partner/%", "#/overview?page=-3&from=today&sort=odd", "#/events?page=99"):
        with visit(page_path, address) as visited:
            assert visited.page.locator("main").inner_text().strip()


def test_the_policy_stops_scripts_that_are_not_the_pages_own(page_path: Path, visit: Open) -> None:
    with visit(page_path) as visited:
        visited.page.evaluate(
            """() => {
                const script = document.createElement('script');
                script.textContent = 'window.run = 1';
                document.body.append(script);
            }"""
        )
        assert visited.page.evaluate("window.run") is None
        assert any("Content Security Policy" in complaint for complaint in visited.complaints)
        visited.complaints.clear()
