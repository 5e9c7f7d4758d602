from lxml import html

from pipelines.inspect.page import page
from tests.unit.pipelines.inspect.pages import LISTING, inspected


def test_every_line_is_coloured_by_its_fate() -> None:
    inspection = inspected(LISTING)
    rows = html.fromstring(page(inspection)).xpath("//tbody/tr")
    assert [row.xpath("string(td[3])") for row in rows] == [each.block.text for each in inspection.blocks]
    classes = [set(row.get("class").split()) - {"first"} for row in rows]
    assert classes[:4] == [{"entry", "date"}, {"entry", "headline"}, {"entry"}, {"entry", "even", "date"}]
    assert classes[-1] == {"furniture"}


def test_the_page_needs_nothing_else_and_runs_nothing_of_the_document() -> None:
    text = page(inspected(LISTING.replace("Ferry", "<script>alert(1)</script> Ferry")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ferry" in text
    found = html.fromstring(text)
    assert found.xpath("//script | //link | //img | //@src | //@href") == []
