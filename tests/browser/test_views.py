"""Every view, on desktop and phone, in both languages, light and dark: it fits, it is accessible, it is pictured."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.browser.visits import DESKTOP, PHONE, Open

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
VIEWS = (
    *("overview", "events", "network", "sources", "data", "about"),
    *("partner/partner-000", "country/HND", "partner/nobody"),
)
SETTINGS = {
    "desktop-light-en": {**DESKTOP, "color_scheme": "light"},
    "phone-dark-es": {**PHONE, "color_scheme": "dark"},
}


def violations(page: Any) -> list[str]:
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES)
    return [f"{each['id']}: {node['html']}" for each in result["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_view_is_accessible_and_fits(page_path: Path, visit: Open, output: Path, setting: str) -> None:
    locale = "es-MX" if setting.endswith("es") else "en-GB"
    width = SETTINGS[setting]["viewport"]["width"]  # type: ignore[index]
    with visit(page_path, locale=locale, **SETTINGS[setting]) as visited:
        for view in VIEWS:
            visited.go(f"#/{view}")
            assert violations(visited.page) == [], view
            # On a phone innerWidth grows with what is too wide.
            assert visited.page.evaluate("document.documentElement.scrollWidth") <= width, f"{view} is too wide"
            visited.page.screenshot(path=output / f"{setting}-{view.replace('/', '-')}.png", full_page=True)


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_opened_event_is_accessible(
    page_path: Path, tables: dict[str, pa.Table], visit: Open, output: Path, setting: str
) -> None:
    mentions = tables["mentions"]
    event = mentions.filter(pc.equal(mentions["field"], "headline"))["event_id"][0].as_py()
    with visit(page_path, f"#/events?event={event}", **SETTINGS[setting]) as visited:
        visited.page.wait_for_timeout(300)  # the sheet slides in; colours are measured when it stands
        assert violations(visited.page) == []
        visited.page.screenshot(path=output / f"{setting}-event.png")


def test_bars_of_one_table_begin_at_one_line(page_path: Path, visit: Open) -> None:
    with visit(page_path, "#/about") as visited:
        for heading in ("How good it is", "How much is filled"):
            boxes = [bar.bounding_box() for bar in visited.panel(heading).locator(".meter").all()]
            assert len(boxes) > 1
            assert len({(round(box["x"]), round(box["width"])) for box in boxes}) == 1


def test_tabs_fit_side_by_side_on_a_phone(page_path: Path, visit: Open) -> None:
    for locale in ("en-GB", "es-MX"):
        with visit(page_path, locale=locale, **PHONE) as visited:
            boxes = [tab.bounding_box() for tab in visited.page.locator(".tabs a").all()]
            assert len({box["y"] for box in boxes}) == 1
            assert boxes[-1]["x"] + boxes[-1]["width"] <= 390


def test_labels_of_charts_keep_their_size_on_a_phone(page_path: Path, visit: Open) -> None:
    with visit(page_path, **PHONE) as visited:
        sizes = visited.page.evaluate(
            "[...document.querySelectorAll('svg text')].map(text => text.getBoundingClientRect().height)"
        )
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize(
    ("locale", "lang", "tab", "number"),
    [("en-GB", "en", "Overview", "9,000"), ("es-ES", "es", "Resumen", "9000"), ("fr-FR", "en", "Overview", "9,000")],
)
def test_the_page_speaks_the_browsers_language(
    page_path: Path, visit: Open, locale: str, lang: str, tab: str, number: str
) -> None:
    with visit(page_path, locale=locale, **DESKTOP) as visited:
        assert visited.page.locator("html").get_attribute("lang") == lang
        assert visited.page.locator(".tabs a").first.inner_text() == tab
        assert visited.page.evaluate("new Intl.NumberFormat(document.documentElement.lang).format(9000)") == number


def test_language_is_switched_in_place_and_kept_by_links(page_path: Path, visit: Open) -> None:
    with visit(page_path, "#/overview?country=HND") as visited:
        before = visited.found()
        visited.page.get_by_role("button", name="Español").click()
        assert visited.page.locator("html").get_attribute("lang") == "es"
        assert visited.found().split()[0] == before.split()[0]
        assert "lang=es" in visited.page.url
        assert visited.page.get_by_role("button", name="Quitar Honduras").is_visible()
        visited.page.reload()
        visited.page.wait_for_selector("html[data-ready]")
        assert visited.page.locator(".tabs a").first.inner_text() == "Resumen"


def test_print_leaves_out_what_only_a_screen_can_use(page_path: Path, visit: Open) -> None:
    with visit(page_path) as visited:
        visited.page.emulate_media(media="print")
        assert not visited.page.locator(".tabs").is_visible()
        assert not visited.page.locator(".filter-bar").is_visible()
        assert visited.page.locator(".figures").is_visible()
