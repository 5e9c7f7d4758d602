from dataclasses import replace
from datetime import date

import pytest

from evaluation.counts import Share, Tally
from evaluation.predictions import PredictedEvent
from evaluation.reading.labels import LabelledDocuments
from evaluation.reading.pipeline import SetAside
from evaluation.reading.scoring import ALL, ReadingScore, score_reading
from tests.unit.evaluation.reading.sites import (
    FERRY,
    MARKET,
    NOTICE,
    PAGE,
    bulletin_id,
    event,
    placed,
    right_events,
)  # fmt: skip


def scored(labelled: LabelledDocuments, *events: PredictedEvent, quarantine: tuple[SetAside, ...] = ()) -> ReadingScore:
    return score_reading(placed(labelled, *events, quarantine=quarantine))


def test_right_events_are_right_in_every_measure(labelled: LabelledDocuments) -> None:
    score = scored(labelled, *right_events())
    whole = score.groups[ALL]
    assert whole.found["entries"] == Tally(2)
    assert {name: share for name, share in whole.right.items() if share.right != share.of} == {}
    assert score.became == {"right": 2}
    assert whole.misses == ()


def test_groups_are_kinds_and_languages_of_documents(labelled: LabelledDocuments) -> None:
    score = scored(labelled, *right_events())
    assert score.entries == {ALL: 2, "html-listing": 2, "en": 2}
    assert score.groups["text"].right["empty_stays_empty"] == Share(1, 1)
    assert score.groups["text"].found["entries"] == Tally()


def test_a_wrong_date_is_neither_found_nor_free(labelled: LabelledDocuments) -> None:
    ferry, market = right_events()
    score = scored(labelled, replace(ferry, published_on=date(2021, 4, 3)), market)
    assert score.groups[ALL].found["entries"] == Tally(1, 1, 1)
    assert score.groups[ALL].right["headline_found"] == Share(2, 2)
    assert score.groups[ALL].right["published_stated"] == Share(0, 1)
    assert score.became == {"right": 1, "date wrong": 1}


def test_two_stories_in_one_event_are_glued(labelled: LabelledDocuments) -> None:
    score = scored(labelled, event(1, "Ferry sails again", f"{FERRY}\n\n{MARKET}", date(2021, 3, 4)))
    assert score.groups[ALL].right["event_unmixed"] == Share(0, 1)
    assert score.groups[ALL].right["body_clean"] == Share(0, 2)
    assert score.became == {"right": 1, "glued to another": 1}


def test_a_story_under_another_headline(labelled: LabelledDocuments) -> None:
    ferry, _ = right_events()
    score = scored(labelled, ferry, event(2, "Menu", MARKET))
    assert score.became == {"right": 1, "under another headline": 1}
    assert score.groups[ALL].right["event_has_entry"] == Share(2, 2)


@pytest.mark.parametrize("line", ["Print this page", "Ferry Sails Again"])
def test_furniture_or_the_headline_in_a_body_makes_it_unclean(labelled: LabelledDocuments, line: str) -> None:
    ferry, market = right_events()
    score = scored(labelled, replace(ferry, body=f"{line}\n\n{FERRY}"), market)
    assert score.groups[ALL].right["body_clean"] == Share(1, 2)


def test_optional_lines_do_not_count(labelled: LabelledDocuments) -> None:
    ferry, market = right_events()
    score = scored(labelled, replace(ferry, body=f"Hall 3\n\n{FERRY}"), market)
    assert score.groups[ALL].right["body_clean"] == Share(2, 2)


def test_an_event_without_an_entry_is_counted_against_its_document(labelled: LabelledDocuments) -> None:
    score = scored(labelled, *right_events(), event(3, "Contact", "Write to us by post or come by", file=NOTICE))
    assert score.groups[ALL].right["event_has_entry"] == Share(2, 3)
    assert score.groups["text"].right["empty_stays_empty"] == Share(0, 1)
    assert score.groups["es"].found["entries"] == Tally(fp=1)


def test_a_headline_without_a_text_may_be_an_event_or_not(labelled: LabelledDocuments) -> None:
    score = scored(labelled, *right_events(), event(3, "Timetable", ""))
    assert score.groups[ALL].found["entries"] == Tally(2)
    assert score.groups[ALL].right["event_has_entry"] == Share(3, 3)


def test_what_is_neither_published_nor_in_quarantine_is_lost(labelled: LabelledDocuments) -> None:
    assert scored(labelled).became == {"lost": 2}
    assert scored(labelled).groups[ALL].right["document_accounted"] == Share(0, 1)


@pytest.mark.parametrize(
    ("block", "text", "lost"), [(0, None, 0), (7, MARKET[:60], 1), (7, "ferry sails AGAIN", 1), (7, "Careers", 2)]
)
def test_quarantine_accounts_for_a_document_or_a_story(
    labelled: LabelledDocuments, block: int, text: str | None, lost: int
) -> None:
    score = scored(labelled, quarantine=(SetAside(bulletin_id(PAGE), block, text),))
    assert score.became.get("lost", 0) == lost
    assert score.groups[ALL].right["document_accounted"] == Share(1, 1)
