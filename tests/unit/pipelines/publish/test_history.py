"""Dates after the day on which an entry was seen name no release."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.publish.draft import newest_day
from pipelines.publish.history import History
from pipelines.publish.release import publish
from tests.publish_examples import STORIES, provenance, tables

SEEN = History(last_look=date(2021, 5, 1))


def test_a_date_far_ahead_names_no_release_and_is_reported(tmp_path: Path) -> None:
    slip = replace(STORIES[0], published_on=date(2041, 3, 1))
    published = publish(tables(tmp_path, [slip, *STORIES[1:]]), tmp_path, provenance(), history=SEEN)
    assert published.version.startswith("2021.")
    (warning,) = [each for each in published.warnings if "dated after" in each]
    assert slip.event_id in warning


def test_without_any_look_all_days_count(tmp_path: Path) -> None:
    events = tables(tmp_path, [replace(STORIES[0], published_on=date(2041, 3, 1))])["events"]
    assert newest_day(events, History().latest_day) == date(2041, 3, 1)
    assert newest_day(events, SEEN.latest_day) != date(2041, 3, 1)
