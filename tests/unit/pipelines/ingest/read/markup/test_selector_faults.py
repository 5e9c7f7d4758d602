from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.read.markup.selector_faults import selector_faults
from pipelines.ingest.sources.selectors import Selectors

PAGE = """<html><body><div class="a">News<span class="b">3 March 2021</span></div>
<div class="c"><i data-day="2021-03-03">yesterday</i></div><div class="d">no day at all</div></body></html>"""


def faults(**stated: str) -> list[str]:
    return list(selector_faults(etree.HTML(PAGE), Selectors(**stated)))


def test_selectors_that_find_what_they_should_have_no_fault() -> None:
    assert faults(entry=".a", headline="div", date=".b") == []
    assert faults(date=".c") == []


def test_a_selector_without_a_match_is_named() -> None:
    assert faults(entry=".x", headline="h2.y") == ["`entry: .x` matches nothing", "`headline: h2.y` matches nothing"]


def test_a_date_that_cannot_be_read_is_named() -> None:
    assert faults(date=".d") == ["`date: .d` matches no date that can be read"]


def test_what_many_pages_lack_is_no_fault() -> None:
    assert faults(ignore=".x", next=".y") == []
