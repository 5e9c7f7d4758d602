import pyarrow as pa

from pipelines.ingest.read.useless_selectors import useless_selectors

ENTRY, DATE = "`entry: .teaser` matches nothing", "`date: .when` matches no date that can be read"
Row = tuple[str, str, str | None]


def told(*rows: Row) -> list[str]:
    columns = zip(*rows, strict=True)
    names = ("source_id", "media_type", "selector_faults")
    arrays = [pa.array(column, pa.string()) for column in columns]
    return list(useless_selectors(pa.table(dict(zip(names, arrays, strict=True)))))


def test_a_selector_that_finds_nothing_on_any_page_is_told_once() -> None:
    page = ("harbour", "text/html", f"{ENTRY}; {DATE}")
    assert told(page, page) == [
        f"harbour: the selector {ENTRY} on all 2 pages; correct it in the sources file",
        f"harbour: the selector {DATE} on all 2 pages; correct it in the sources file",
    ]


def test_one_that_finds_something_on_a_page_is_not_told() -> None:
    assert told(("harbour", "text/html", ENTRY), ("harbour", "text/html", None)) == []


def test_other_documents_and_sources_do_not_count() -> None:
    rows = (("harbour", "text/html", DATE), ("harbour", "text/plain", None), ("shelf", "text/html", None))
    assert told(*rows) == [f"harbour: the selector {DATE} on its only page; correct it in the sources file"]
