from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evaluation.predictions import PartnerMention, PredictedEvent
from evaluation.reading.cases import Case, check_case
from tests.unit.evaluation.reading.sites import FERRY, bulletin_id, event

EVENT = replace(
    event(1, "Ferry sails again", FERRY, date(2021, 3, 4)),
    host_country_iso3="BLZ", participant_count=40, countries=frozenset({"BLZ"}),
    partner_mentions=(PartnerMention("boh", "Bureau of Harbours"),),
)  # fmt: skip
FILE = "a.txt"


def wrong(row: Mapping[str, object], *events: PredictedEvent) -> tuple[str, ...]:
    case = Case("k", 1, (), "", 1, ({"headline": "Ferry Sails Again", **row},), may_be_quarantined=False)
    return check_case(case, events or (EVENT,), frozenset(), Path()).wrong


@pytest.mark.parametrize(
    "row",
    [
        {}, {"pub": "2021-03-04"}, {"ev": None}, {"ev": ["2021-03", None]}, {"host": "BLZ", "n": 40},
        {"type": ["launch", "story"]}, {"countries": ["BLZ"], "without": ["GTM"]}, {"have": ["harbours"]},
        {"lack": ["Bureau", "iom"]}, {"clean": ["Print this page"]},
    ],
)  # fmt: skip
def test_what_holds_is_right(row: Mapping[str, object]) -> None:
    assert wrong(row) == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"pub": None}, "pub 2021-03-04 for None"), ({"n": None}, "n 40 for None"),
        ({"host": "GTM"}, "host BLZ for GTM"), ({"without": ["BLZ"]}, "country BLZ"),
        ({"countries": []}, "countries ['BLZ']"), ({"have": ["Guild"]}, "lacks Guild"),
        ({"lack": ["boh"]}, "partner boh"),
        ({"clean": ["NORTH  pier"]}, "body has 'NORTH  pier'"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told(row: Mapping[str, object], what: str) -> None:
    assert wrong(row) == (what,)


def test_events_too_many_or_lacking_are_told() -> None:
    assert wrong({}, EVENT, replace(EVENT, event_id="evt_2", headline="Menu")) == (
        "events 2 for 1: ['ferry sails again', 'menu']",
    )
    assert wrong({}, replace(EVENT, headline="Menu")) == ("no event 'Ferry Sails Again'",)


def test_a_story_may_stand_in_quarantine_where_the_case_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(FILE, encoding="utf-8")
    rows = ({"headline": "Ferry sails again"}, {"headline": "Growers Move Into Hall"})
    case = Case("k", 1, (FILE,), "", 2, rows, may_be_quarantined=True)
    assert check_case(case, [EVENT], frozenset({bulletin_id(FILE)}), tmp_path).wrong == ()
    assert len(check_case(case, [EVENT], frozenset(), tmp_path).wrong) == 2
