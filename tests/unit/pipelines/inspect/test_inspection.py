from pipelines.ingest.sources.selectors import Selectors
from pipelines.inspect.inspection import DATE, HEADLINE, TEXT
from tests.unit.pipelines.inspect.pages import LISTING, cards, inspected


def test_each_entry_names_the_line_of_its_date() -> None:
    first, second = inspected(LISTING).entries
    assert (first.entry.headline, first.date_from) == ("Ferry to the north pier sails again", "line 1: 3 March 2021")
    assert second.date_from == "line 4: 1 March 2021"
    assert (first.doubts, second.doubts) == ((), ())


def test_every_block_has_its_fate_and_its_part_of_the_entry() -> None:
    inspection = inspected(LISTING)
    parts = [(each.fate.entry_number, each.part) for each in inspection.blocks[:3]]
    assert parts == [(1, DATE), (1, HEADLINE), (1, TEXT)]
    last = inspection.blocks[-1]
    assert (last.fate.disposition, last.part) == ("furniture", None)


def test_a_document_that_gives_nothing_says_why() -> None:
    inspection = inspected("")
    assert (inspection.entries, inspection.blocks, inspection.reasons) == ((), (), ("empty document",))


def test_an_entry_of_two_stories_is_doubted() -> None:
    text = f"{LISTING}\n".replace("1 March 2021\nGrowers", "Growers")
    doubts = [doubt for each in inspected(text).entries for doubt in each.doubts]
    assert any(doubt.startswith("a further dateline in the body: Roseau") for doubt in doubts)


def test_selectors_that_find_nothing_are_named() -> None:
    selectors = Selectors(entry=".nowhere", date=".what")
    faults = inspected(cards(), selectors).document.selector_faults
    assert faults == ("`entry: .nowhere` matches nothing", "`date: .what` matches no date that can be read")


def test_no_selectors_are_suggested_where_the_source_states_some_or_a_text_has_none() -> None:
    assert inspected(cards(), Selectors(entry=".card-x")).trial is None
    assert inspected(LISTING).trial is None
