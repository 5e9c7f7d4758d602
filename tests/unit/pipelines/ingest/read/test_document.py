import hashlib
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
import pytest

from pipelines.ingest.collect.collection import collect
from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.chrome.no_story import ERROR_PAGE, NO_STORY
from pipelines.ingest.read.document import CUT_OFF, NO_ENTRY, read_document, read_documents
from pipelines.ingest.read.tables import Ingested
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.ingest.store.raw_store import Store
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL
from tests.site.pdf import pdf

LISTING = "14 March, 2021\n\nTwo boats arrive\n\nThey came at night.\n\n"
LISTING += "9 March, 2021\n\nOne boat leaves\n\nIt left at noon.\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body><main>
<article><span class="date">14&nbsp;March, 2021</span><h2><a href="https://example.org/boats">Two boats arrive</a></h2>
<p>They came at night.</p></article></main></body></html>"""
SOURCES = """\
sources:
  - {id: harbour, title: t, publisher: p, kind: folder, location: [news/, more/], language: auto, attribution: a,
     licence: {name: n, url: "https://example.org"}}
"""


def read(raw: bytes | str, **of_source: str) -> ReadDocument:
    raw = raw.encode() if isinstance(raw, str) else raw
    return read_document(raw, DocumentRef("harbour", hashlib.sha256(raw).hexdigest(), "news/a", **of_source))


def ingest(folder: Path, files: dict[str, bytes]) -> Ingested:
    (folder / "sources.yaml").write_text(SOURCES)
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    (folder / "more").mkdir(exist_ok=True)
    sources, store = load_sources(folder / "sources.yaml"), Store(folder / "store")
    return read_documents(collect(sources, store).documents, store, sources)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty document"),
        (b"\n \n", "empty document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary document"),
        (b"<html><head><title>x</title></head><body></body></html>", "a page without text"),
        (b"<!-- a --><html", "a page without text"),
        (b"file,layout,entries\na.txt,article,1\nb.txt,listing,2\n", "no bulletin: no reader fits its layout"),
    ],
)
def test_what_cannot_be_read_is_one_row_with_a_reason(raw: bytes, reason: str) -> None:
    document = read(raw)
    (problem,) = document.problems
    assert (problem.block_number, problem.reason, problem.text) == (0, reason, "news/a")
    assert (document.entries, document.blocks) == ((), ())


def test_a_bad_document_keeps_no_other_from_going_through(tmp_path: Path) -> None:
    tables = ingest(tmp_path, {"news/a.txt": LISTING.encode(), "news/b.bin": bytes(range(256)) * 2, "news/c.txt": b""})
    assert set(tables.entries["headline"].to_pylist()) == {"One boat leaves", "Two boats arrive"}
    assert sorted(tables.quarantine["reason"].to_pylist()) == ["a binary document", "empty document"]
    assert tables.documents.num_rows == 3


def test_whatever_a_library_raises_is_one_row_with_a_reason(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(raw: bytes) -> NoReturn:
        raise NotImplementedError(len(raw))

    monkeypatch.setattr("pipelines.ingest.read.document.lines_of_pdf", fail)
    document = read(pdf("A sound text."))
    (problem,) = document.problems
    assert problem.reason == "the document is damaged: reading it failed with NotImplementedError"
    assert (problem.block_number, problem.text) == (0, "news/a")
    assert "news/a is damaged" in caplog.text


def test_a_document_of_nothing_but_furniture_is_one_row_with_a_reason() -> None:
    document = read("<html><body><nav><a href='/'>Home</a></nav><footer>Contact us</footer></body></html>")
    assert {fate.disposition for fate in document.fates} == {"furniture"}
    assert [(problem.block_number, problem.reason) for problem in document.problems] == [(0, NO_ENTRY)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Home\nOur fleet\nPorts of call\nContact us\nFares 2021\n", NO_STORY),
        ("Harbour Office\n\nPage not found\n\nTry the search at the top of this page.", ERROR_PAGE),
        ("Search\n\nNo results were found for the word boats.\n\nTry again with other words.", ERROR_PAGE),
    ],
)
def test_a_text_without_a_story_is_one_row_with_a_reason(text: str, reason: str) -> None:
    document = read(text)
    assert [(problem.block_number, problem.reason) for problem in document.problems] == [(0, reason)]


def test_a_headline_without_text_is_quarantined_and_the_rest_goes_through() -> None:
    document = read(LISTING + "\n1 March, 2021\n\nNo boat at all\n")
    assert [entry.headline for entry in document.entries] == ["Two boats arrive", "One boat leaves"]
    assert {(p.reason, p.text) for p in document.problems} == {
        ("headline without text", "No boat at all"), ("headline without text", "1 March, 2021"),
    }  # fmt: skip


def test_text_before_the_first_entry_is_quarantined() -> None:
    document = read("All that follows was gathered by hand over many years.\n\n" + LISTING)
    assert [problem.reason for problem in document.problems] == ["text before the first entry"]
    assert len(document.entries) == 2


def test_an_entry_with_a_damaged_character_is_quarantined_alone() -> None:
    raw = ("Página señalada\n\n" + LISTING).encode().replace(b"noon", b"n\xf3on")
    document = read(raw)
    assert [entry.headline for entry in document.entries] == ["Two boats arrive"]
    assert "broken encoding: a character is damaged" in {problem.reason for problem in document.problems}


def test_quoted_text_is_cut_for_quarantine_and_whole_in_blocks() -> None:
    long = "All of this was gathered by hand " * 20
    document = read(f"{long}\n\n{LISTING}")
    assert document.problems[0].text == long[:200]
    assert document.blocks[0].text == long.strip()


def test_a_line_longer_than_any_table_cell_is_read() -> None:
    long = "gathered " * 20_000
    assert [entry.body for entry in read(f"Two boats arrive\n\n{long}\n").entries] == [long.strip()]


def test_a_page_that_breaks_off_gives_what_it_holds() -> None:
    whole = PAGE.replace("</main>", "<article><h2><a href='/x'>One boat leaves</a></h2><p>It left</p></article></main>")
    document = read(whole[: whole.index("It left") + 5])
    assert [entry.headline for entry in document.entries] == ["Two boats arrive", "One boat leaves"]
    assert document.entries[1].body == "It le"
    assert [(problem.block_number, problem.reason) for problem in document.problems] == [(0, CUT_OFF)]
    cut_in_a_tag = read(whole[: whole.index("<p>It left") + 2])
    assert [entry.headline for entry in cut_in_a_tag.entries] == ["Two boats arrive"]
    assert [problem.reason for problem in cut_in_a_tag.problems] == [CUT_OFF, "headline without text"]


def test_a_page_without_known_markup_is_read_by_its_shape() -> None:
    page = "<html><body><p>14 March, 2021</p><h3>Two boats arrive</h3><p>They came at night.</p>"
    page += "<p>9 March, 2021</p><h3>One boat leaves</h3><p>It left at noon.</p></body></html>"
    document = read(page)
    assert document.reader == "html_listing/2"
    assert [(e.headline, e.body) for e in document.entries] == [
        ("Two boats arrive", "They came at night."), ("One boat leaves", "It left at noon."),
    ]  # fmt: skip


def test_links_are_resolved_against_the_address_of_the_source() -> None:
    page = PAGE.replace("https://example.org/boats", "boats")
    assert read(page).entries[0].url is None
    assert read(page, address="https://example.org/en/").entries[0].url == "https://example.org/en/boats"


def test_language_is_the_pages_then_the_sources_then_the_texts() -> None:
    spanish = "Llegan dos barcos\n\nLos barcos llegaron de noche con la ayuda de los pescadores de la costa.\n"
    assert read(PAGE, language="es").language == "en"
    assert read(spanish).language == "es"
    assert read(spanish, language="en").language == "en"


def test_the_same_entry_in_two_documents_is_one_event(tmp_path: Path) -> None:
    tables = ingest(tmp_path, {"news/a.txt": LISTING.encode(), "more/a.html": PAGE.encode()})
    assert tables.entries.num_rows == 2
    assert tables.documents.num_rows == 2
    (url,) = [row["url"] for row in tables.entries.to_pylist() if row["headline"] == "Two boats arrive"]
    assert url == "https://example.org/boats"


def test_the_same_document_at_two_locations_is_one_bulletin(tmp_path: Path) -> None:
    tables = ingest(tmp_path, {"news/a.txt": LISTING.encode(), "more/b.txt": LISTING.encode()})
    assert tables.documents["location"].to_pylist() == ["more/b.txt"]
    assert tables.blocks.num_rows == 6


def test_tables_are_as_declared_and_sorted_by_their_keys(tmp_path: Path) -> None:
    tables = ingest(tmp_path, {"news/a.txt": LISTING.encode(), "news/b.html": PAGE.encode(), "news/c": b"\0\1\2"})
    for name in ("documents", "blocks", "entries", "quarantine"):
        table: pa.Table = getattr(tables, name)
        assert table.schema == arrow_schema(ALL[name])
        keys = [tuple(row[column] for column in ALL[name].primary_key) for row in table.to_pylist()]
        assert keys == sorted(set(keys))


def test_no_documents_give_empty_tables() -> None:
    tables = read_documents([], Store(Path("nowhere")), [])
    assert [table.num_rows for table in (tables.documents, tables.blocks, tables.entries, tables.quarantine)] == [0] * 4


def test_documents_of_a_source_that_is_not_given_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sources that are not given: harbour"):
        read_documents([DocumentRef("harbour", "0" * 64, "a")], Store(tmp_path), [])


SEED_DATES = ["2018-06-12"] * 4 + ["2018-05-08"] * 2 + ["2018-05-07"] * 2 + ["2018-04-30", "2018-04-26"]


def test_the_seed_has_ten_entries(root: Path, tmp_path: Path) -> None:
    sources, store = load_sources(root / "sources.yaml"), Store(tmp_path)
    tables = read_documents(collect(sources, store).documents, store, sources)
    rows = sorted(tables.entries.to_pylist(), key=lambda row: row["entry_number"])
    assert [row["published_on"].isoformat() for row in rows] == SEED_DATES
    assert tables.quarantine.num_rows == 0
    assert set(tables.blocks["disposition"].to_pylist()) == {"entry"}


@pytest.mark.parametrize(
    ("attributes", "address", "day"),
    [
        ('lang="en-US"', None, "2021-02-03"), ('lang="en-GB"', None, "2021-03-02"),
        ('lang="en"', "https://boats.example.nz/news", "2021-03-02"), ('lang="en"', None, "None"),
        ('lang="es-US"', None, "2021-03-02"),
    ],
)  # fmt: skip
def test_a_pages_country_decides_what_its_dates_leave_open(attributes: str, address: str | None, day: str) -> None:
    page = PAGE.replace('lang="en"', attributes).replace("14&nbsp;March, 2021", "02/03/2021")
    document = read_document(page.encode(), DocumentRef("harbour", "ab" * 32, "news/a.html", address=address))
    assert [str(entry.published_on) for entry in document.entries] == [day]
