from evaluation.counts import Tally
from evaluation.labels import Label
from evaluation.reading.articles import Article, Extract, labelled_articles, ours, score_articles
from evaluation.reading.labels import LabelledDocuments
from evaluation.reading.words import words
from tests.unit.evaluation.reading.sites import FERRY, MARKET

DATED = Label("2021-03-04", ())


def test_bodies_and_dates_are_scored() -> None:
    read = {
        b"right": Extract(FERRY, "2021-03-04"),
        b"wrong day": Extract(FERRY, "2021-04-03"),
        b"nothing": Extract("", None),
    }
    score = score_articles("it", read.__getitem__, [Article(raw, words(FERRY), DATED) for raw in read])
    assert (score.articles, score.unread) == (3, 1)
    assert score.body_f1 == 2 / 3
    assert score.dates == Tally(tp=1, fp=1, fn=2)


def test_a_date_where_none_is_stated_is_wrong() -> None:
    article = Article(b"", words(MARKET), Label(None, ()))
    assert score_articles("it", lambda _: Extract(MARKET, "2021-03-04"), [article]).dates == Tally(fp=1)


def test_this_project_reads_a_page() -> None:
    page = f"<html><head><title>Ferry</title></head><body><h1>Ferry sails again</h1><p>{FERRY}.</p></body></html>"
    assert ours(page.encode()) == Extract(f"{FERRY}.", None)


def test_only_articles_with_a_story_are_read(labelled: LabelledDocuments) -> None:
    assert labelled_articles(labelled) == []
