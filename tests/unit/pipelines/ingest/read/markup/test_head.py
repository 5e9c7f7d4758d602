"""What a page states of itself in JSON-LD, microdata and metadata."""

import json
from datetime import date

import pytest

from pipelines.ingest.documents import Head
from pipelines.ingest.read.blocks.decode import decode
from pipelines.ingest.read.markup.head import day_stated
from pipelines.ingest.read.markup.page import read_page

ARTICLE = {"@type": "NewsArticle", "headline": "A desk opens", "datePublished": "2021-03-03T08:00:00-06:00"}


def head(inside: str = "", body: str = "<p>x</p>") -> Head:
    raw = f"<html><head>{inside}</head><body>{body}</body></html>".encode()
    return read_page(raw, decode(raw)).head


def linked_data(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebPage"}, ARTICLE]}, {"mainEntity": ARTICLE},
        ARTICLE | {"@type": ["https://schema.org/NewsArticle", "Thing"]},
    ],
)  # fmt: skip
def test_linked_data_states_an_article(value: object) -> None:
    read = head(linked_data(value))
    assert (read.titles, read.published_on, read.is_article) == (("A desk opens",), date(2021, 3, 3), True)


@pytest.mark.parametrize("broken", ["{", "[[[[", "null", "3", '{"@type": {"a": 1}}', '{"@type": "Article"}'])
def test_linked_data_that_makes_no_sense_states_nothing(broken: str) -> None:
    read = head(f"<script type='application/ld+json'>{broken}</script>")
    assert (read.titles, read.published_on) == ((), None)


def test_two_articles_are_no_page_of_one() -> None:
    read = head(linked_data([ARTICLE, ARTICLE | {"headline": "A course ends"}]))
    assert not read.is_article
    assert dict(read.listed) == {"A desk opens": date(2021, 3, 3), "A course ends": date(2021, 3, 3)}


def test_events_make_a_calendar_and_an_article_none() -> None:
    event = {"@type": "BusinessEvent", "startDate": "2031-03-03"}
    assert head(linked_data(event)).is_calendar
    assert head(body="<div itemscope itemtype='https://schema.org/Event'>x</div>").is_calendar
    assert not head(linked_data([event, ARTICLE])).is_calendar


@pytest.mark.parametrize(
    ("stated", "language"),
    [("<meta property='og:locale' content='es_GT'>", "es"), ("<meta name='x' content='es'>", None)],
)
def test_the_language_is_that_of_the_metadata_where_the_page_states_none(stated: str, language: str | None) -> None:
    assert head(stated).language == language


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-03-03", date(2021, 3, 3)), ("2021-03-03T23:59:00-06:00", date(2021, 3, 3)),
        ("2021/3/3", date(2021, 3, 3)), ("20210303", date(2021, 3, 3)), ("2021-03", None), ("2021-02-30", None),
        ("3 March 2021", None), (None, None), (3, None),
    ],
)  # fmt: skip
def test_a_day_is_read_only_where_one_is_stated(value: object, day: date | None) -> None:
    assert day_stated(value) == day
