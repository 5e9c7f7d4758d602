import pytest

from pipelines.ingest.collect.pager import next_page
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.sources.selectors import Selectors

HERE = "https://harbour.example/news?page=1"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<a rel='next' href='?page=2'>more</a>", "https://harbour.example/news?page=2"),
        ("<li class='pager__item pager__item--next'><a href='/news?page=2'>x</a></li>", "https://harbour.example/news?page=2"),
        ("<a href='?page=2'>Next ›</a>", "https://harbour.example/news?page=2"),
        ("<a href='?page=2'>Siguiente »</a>", "https://harbour.example/news?page=2"),
        ("<a href='?page=0'>‹ Previous</a><a href='/about'>What comes next</a>", None),
        ("<a rel='next' href='javascript:void(0)'>Next</a>", None),
    ],
)  # fmt: skip
def test_the_next_page_is_found(markup: str, found: str | None) -> None:
    page = f"<html><body><nav>{markup}</nav></body></html>"
    assert next_page(page.encode(), DocumentRef("harbour", "", HERE, address=HERE)) == found


def test_the_sources_own_selector_counts_first() -> None:
    links = "<a rel='next' href='?page=9'>Next</a><div class='on'><a href='?page=2'>on</a></div>"
    page = f"<html><body>{links}</body></html>".encode()
    ref = DocumentRef("harbour", "", HERE, address=HERE, selectors=Selectors(next=".on"))
    assert next_page(page, ref) == "https://harbour.example/news?page=2"


@pytest.mark.parametrize("raw", [b"", b"plain text\n\nwith lines", b"\0\1\2\3"])
def test_what_is_no_page_has_none(raw: bytes) -> None:
    assert next_page(raw, DocumentRef("harbour", "", HERE, address=HERE)) is None
