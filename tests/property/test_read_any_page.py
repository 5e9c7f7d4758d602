"""Pages of any elements: every line of a page has exactly one fate, and every entry a headline and a text."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.documents import ARTICLE, DocumentRef
from pipelines.ingest.read.document import read_document

TAGS = (
    "div", "p", "span", "a", "h1", "h2", "h3", "ul", "li", "table", "tr", "td", "article", "section", "header",
    "footer", "nav", "aside", "form", "b", "time", "figure", "figcaption", "br", "img", "dl", "dt", "dd", "main",
)  # fmt: skip
ATTRIBUTES = (
    "", " href='/a'", " href='/'", " class='date'", " class='share menu'", " class='read-more'", " class='comments'",
    " datetime='2021-03-03'", " data-date='2021-03-04'", " style='display:none'", " itemtype='https://schema.org/Event'",
    " style='font-weight:bold'", " role='banner'", " hidden",
)  # fmt: skip
TEXTS = (
    "", "News", "3 March 2021", "03/05/2021", "3 March 2021 - 5 March 2021", "Published", "12", "Mar", "2021",
    "Read more", "Related news", "Cookies", "Photo: Ann Lee", "Harbour office opens a desk", "Objective:",
    "The harbour office of Belize City opened a desk for travellers on Monday.", "It is open.", "Search results",
    "\u00a0", "\ufffd", "©", "—",
)  # fmt: skip
HEADS = (
    "", "<title>Harbour office opens a desk | Harbour</title>", "<meta property='og:title' content='A desk opens'>",
    "<meta property='og:type' content='article'>", "<script type='application/ld+json'>{\"@type\": [1, {}]}</script>",
    "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"NewsArticle\", \"datePublished\": 3}]}</script>",
)  # fmt: skip


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES), st.lists(inside, max_size=4))
    return parts.map(lambda each: f"<{each[0]}{each[1]}>{''.join(each[2])}</{each[0]}>")


# Elements are repeated, as those of listings are.
CONTENT = st.recursive(st.sampled_from(TEXTS), element, max_leaves=40)
PAGES = st.tuples(st.sampled_from(HEADS), st.lists(st.tuples(CONTENT, st.integers(1, 3)), max_size=5)).map(
    lambda each: f"<html><head>{each[0]}</head><body>{''.join(part * times for part, times in each[1])}</body></html>"
)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_every_line_of_a_page_has_one_fate(page: str) -> None:
    read = read_document(page.encode(), DocumentRef("harbour", "0" * 64, "page.html", role=ARTICLE))
    assert not [problem.reason for problem in read.problems if "reading it failed" in problem.reason]
    assert len(read.fates) == len(read.blocks)
    lines = Counter(fate.entry_number for fate in read.fates if fate.disposition == "entry")
    assert set(lines) == {entry.number for entry in read.entries}
    assert all(entry.headline and entry.body for entry in read.entries)
    assert all(fate.reason for fate in read.fates if fate.disposition != "entry")
    assert read.entries or read.problems
