"""When an entry of a page was published: what is visible counts before what only the markup states."""

import pytest

from tests.unit.pipelines.ingest.read.pages.invented import STORIES, page, read

DESK = STORIES[0]
TEXT = "".join(f"<p>{story.text}</p>" for story in STORIES)
LINKED_DATA = (
    '<script type=\'application/ld+json\'>{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle",'
    f'"headline": "{DESK.headline}", "datePublished": "2021-03-03T08:00:00-06:00"}}]}}</script>'
)


def published(line: str, head: str = "", lang: str = "en") -> str:
    content = f"<article><h1>{DESK.headline}</h1>{line}<div>{TEXT}</div></article>"
    (entry,) = read(page(content, f"{DESK.headline} - Harbour", head, lang)).entries
    return str(entry.published_on)


@pytest.mark.parametrize(
    "line",
    [
        "<p>3 March 2021</p>", "<div><span>By Ann</span> | <span>Mar 3, 2021</span> | <a>Notes</a></div>",
        "<dl><dt>Published</dt><dd>3 March 2021</dd><dt>Last updated</dt><dd>9 March 2021</dd></dl>",
        "<dl><dt>Last updated</dt><dd>9 March 2021</dd><dt>Published</dt><dd>3 March 2021</dd></dl>",
        "<p>Posted 4 March 2021</p><p>Originally published 3 March 2021</p>",
        "<p><time datetime='2021-03-03'>three days ago</time></p>", ""
        "<p data-published='2021-03-03'>three days ago</p>",
        "<div><span>03</span><span>Mar</span><span>2021</span></div>",
    ],
)  # fmt: skip
def test_a_visible_date_counts(line: str) -> None:
    assert published(line, "<meta property='article:published_time' content='2021-03-08T08:00:00Z'>") == "2021-03-03"


@pytest.mark.parametrize(
    "head",
    [
        LINKED_DATA, "<meta property='article:published_time' content='2021-03-03T08:00:00-06:00'>",
        "<meta name='DC.date.issued' content='2021-03-03'>", "<meta itemprop='datePublished' content='2021-03-03'>",
        "<meta name='citation_publication_date' content='2021/03/03'>", "<meta name='pubdate' content='20210303'>",
    ],
)  # fmt: skip
def test_what_the_head_states_counts_where_nothing_visible_does(head: str) -> None:
    assert published("", head) == "2021-03-03"


def test_what_the_head_states_decides_between_two_readings_of_a_visible_date() -> None:
    head = "<meta property='article:published_time' content='2021-05-03'>"
    assert published("<p>Published 03/05/2021</p>", head) == "2021-05-03"


def test_a_spanish_page_writes_the_day_first() -> None:
    assert published("<p>Publicado el 05/03/2021 10:30</p>", lang="es") == "2021-03-05"


def test_a_date_that_may_be_two_days_is_none() -> None:
    assert published("<p>03/05/2021</p>") == "None"
