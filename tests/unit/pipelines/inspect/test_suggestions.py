from pipelines.ingest.read.document import read_document
from pipelines.ingest.sources.selectors import Selectors
from pipelines.inspect.suggestions import suggested_selectors
from tests.unit.pipelines.inspect.pages import LISTING, cards, ref_of


def suggested(text: str) -> Selectors | None:
    raw = text.encode()
    return suggested_selectors(raw, read_document(raw, ref_of(raw)))


def test_cards_of_one_make_are_the_entries() -> None:
    assert suggested(cards()) == Selectors(entry="div.card-x", headline="a", date="div.when")


def test_few_cards_short_cards_and_texts_give_no_selectors() -> None:
    assert suggested(cards(2)) is None
    assert suggested(LISTING) is None
    menu = "".join(f'<li class="m"><a href="/{number}">Our work and partners</a></li>' for number in range(9))
    assert suggested(f"<html><body><ul>{menu}</ul><p>Nothing else.</p></body></html>") is None


def test_menus_are_no_entries() -> None:
    inside = cards().replace("<main>", '<nav class="x">').replace("</main>", "</nav>")
    assert suggested(inside) is None
