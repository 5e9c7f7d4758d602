from datetime import date

import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.blocks.decode import DecodeError, decode
from pipelines.ingest.read.markup.page import Page, read_page
from pipelines.ingest.read.markup.tree import resolved

REF = DocumentRef("harbour", "0" * 64, "page.html")


def page(html: str, encoding: str = "utf-8") -> Page:
    raw = html.encode(encoding)
    return read_page(raw, decode(raw))


def texts(html: str) -> list[tuple[str, bool]]:
    return [(line.text, line.opens) for line in page(f"<html><body>{html}</body></html>").lines]


def test_block_elements_open_paragraphs_and_inline_ones_do_not() -> None:
    html = "<p>One <b>two</b> <a href='#'>three</a></p><div>Four</div>"
    assert texts(html) == [("One two three", True), ("Four", True)]


def test_one_break_ends_a_line_and_two_a_paragraph() -> None:
    assert texts("<p>One<br>two<br />\n<br />\nthree</p>") == [("One", True), ("two", False), ("three", True)]


def test_entities_and_raw_characters_are_the_same() -> None:
    assert texts("<p>caf&eacute; &#8211; &#xf1; é –</p>") == [("café – ñ é –", True)]


def test_blanks_of_the_source_collapse_and_non_breaking_ones_stay() -> None:
    assert texts("<p>One\n   two&nbsp; three</p>") == [("One two\u00a0 three", True)]


def test_what_is_not_shown_is_not_read() -> None:
    assert texts("<script>var a = '<p>x</p>';</script><style>p {}</style><p>One<!-- two --></p>") == [("One", True)]


def test_text_outside_of_paragraphs_is_read() -> None:
    assert texts("One<div>Two<p>three</p>four</div>five") == [
        ("One", True), ("Two", True), ("three", True), ("four", True), ("five", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<nav><a>Home</a></nav>", "navigation"), ("<footer>Office</footer>", "page_footer"),
        ("<header>Site</header>", "page_header"), ("<aside>More</aside>", "related"),
        ("<div role='navigation'>Home</div>", "navigation"), ("<ul class='share-links'><li>Share</li></ul>", "share"),
        ("<div class='pager__items'>1</div>", "pager"),
        ("<a class='read-more' href='/x'>Read more</a>", "read_more"), ("<figcaption>A boat</figcaption>", "caption"),
        ("<header><h1>Headline</h1></header>", None), ("<article><header><h2>Headline</h2></header></article>", None),
        ("<p class='shared-border'>Text</p>", None),
    ],
)  # fmt: skip
def test_regions_are_told_from_elements_roles_and_classes(html: str, region: str | None) -> None:
    (line,) = page(f"<html><body>{html}</body></html>").lines
    assert line.markup is not None
    assert line.markup.region == region


def test_headings_links_dates_and_items_are_kept() -> None:
    article = "<time datetime='2020-11-12T12:00:00Z'>Today</time><h2><a href='/a'><span>One</span></a></h2>"
    first, second = page(f"<html><body><article>{article}</article></body></html>").lines
    assert first.markup is not None
    assert second.markup is not None
    assert (first.markup.time, first.markup.item) == (date(2020, 11, 12), 1)
    assert (second.markup.heading, second.markup.link, second.markup.item) == (2, "/a", 1)


def test_a_label_beside_a_date_is_a_line_of_its_own() -> None:
    assert texts("<div><span class='date'>4 May, 2018</span><span class='label'>News</span></div>") == [
        ("4 May, 2018", True), ("News", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "encoding", "stated"),
    [
        ("<meta charset='windows-1252'>", "windows-1252", "windows-1252"),
        ("<meta charset='iso-8859-1'>", "windows-1252", "windows-1252"),
        ("", "windows-1252", "windows-1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-15'>", "iso8859-15", "iso-8859-15"),
        ("<meta charset='utf-8'>", "utf-8", "utf-8"),
        ("<meta charset='windows-1252'>", "utf-8", "utf-8"),
        ("<meta charset='utf-8'>", "utf-16", "utf-16"),
    ],
)
def test_the_character_set_is_that_of_the_bytes_or_as_the_page_states(head: str, encoding: str, stated: str) -> None:
    read = page(f"<html><head>{head}</head><body><p>Reunión de niñas</p></body></html>", encoding)
    assert [line.text for line in read.lines] == ["Reunión de niñas"]
    assert read.encoding == stated


def test_a_page_that_breaks_off_gives_what_it_holds() -> None:
    assert texts("<p>One</p><p>Two and th") == [("One", True), ("Two and th", True)]
    assert texts("<p>One</p><article><h2><a hre") == [("One", True)]


def test_elements_nested_beyond_measure_lose_no_text() -> None:
    deep = "<div>" * 400 + "deep" + "</div>" * 400
    assert texts(f"<p>One</p>{deep}<p>Two</p>") == [("One", True), ("deep", True), ("Two", True)]


def test_the_head_is_read() -> None:
    head = "<title>One |\n Site</title><base href='/en/'><link rel='canonical' href='https://example.org/en/one'>"
    read = page(f"<html lang='es-MX'><head>{head}</head><body><p>x</p></body></html>")
    assert (read.head.language, read.head.title, read.own_address(REF)) == (
        "es",
        "One | Site",
        "https://example.org/en/one",
    )


@pytest.mark.parametrize(
    ("link", "base", "address"),
    [
        ("/a", "https://example.org/news/", "https://example.org/a"),
        ("a?b=1", "https://example.org/news/", "https://example.org/news/a?b=1"),
        ("https://example.org/x", None, "https://example.org/x"),
        ("/a", None, None),
        ("mailto:a@example.org", "https://example.org/", None),
        ("javascript:void(0)", "https://example.org/", None),
        ("https://[broken", "https://example.org/", None),
        ("", "https://example.org/", None),
        (None, "https://example.org/", None),
    ],
)
def test_links_become_http_addresses_or_nothing(link: str | None, base: str | None, address: str | None) -> None:
    assert resolved(link, base) == address


@pytest.mark.parametrize("tag", ["body", "main", "article", "div", "form"])
def test_a_class_or_a_form_around_the_whole_page_makes_it_no_furniture(tag: str) -> None:
    text = "<p>Two boats arrived in the old port on Monday night.</p><ul class='share'><li>X</li></ul>"
    lines = page(f"<html><body><{tag} class='has-menu share-on'>{text}</{tag}></body></html>").lines
    assert [line.markup.region for line in lines if line.markup] == [None, "share"]


def test_the_header_of_a_section_is_not_the_page_s() -> None:
    lines = page("<html><body><header>Site</header><ul><li><header>Boats</header></li></ul></body></html>").lines
    assert [line.markup.region for line in lines if line.markup] == ["page_header", None]


def test_a_page_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.read.markup.walk.MOST_LINES", 10)
    with pytest.raises(DecodeError, match="lines"):
        page("<html><body>" + "<p>One</p>" * 11 + "</body></html>")


def test_what_is_hidden_until_it_is_asked_for_is_read_where_it_is_the_page_s_text() -> None:
    hidden = "<div style='display: none'>Two boats arrived in the old port on Monday night.</div>"
    shown = "<p>The boats of the old port lie there all night and all day long.</p>"
    folded, note = page(f"<html><body>{hidden}</body></html>"), page(f"<html><body>{shown * 2}{hidden}</body></html>")
    assert [line.markup.region for line in folded.lines if line.markup] == [None]
    assert [line.markup.region for line in note.lines if line.markup] == [None, None, "hidden"]
