"""Events that are struck are in no table, and in quarantine with the reason."""

from pathlib import Path

import pytest

from pipelines.publish.checks.audit import audit
from pipelines.publish.tables.strikes import StrikeError, load_strikes
from schemas.registry import PUBLISHED
from tests.publish_examples import STORIES, annotations, built, reference_folder

HEAD = "event_id,reason,source\n"


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "strikes.csv").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_nothing_is_struck(tmp_path: Path) -> None:
    assert load_strikes(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("event_id,reason\n", "the columns must be"),
        (f"{HEAD}evt_0123456789abcdef,,me\n", "line 2: reason must not be empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(StrikeError, match=message):
        load_strikes(write(tmp_path, text))


def test_a_struck_event_is_in_quarantine_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    struck, other = STORIES[0], "evt_0123456789abcdef"
    reference = write(reference_folder(tmp_path), f"{HEAD}{struck.event_id},no entry,me\n{other},no entry,me\n")
    tables = built(annotations(), reference)
    for name in ("events", "event_countries", "event_partners", "event_topics", "mentions", "event_texts"):
        assert struck.event_id not in tables[name]["event_id"].to_pylist()
    (row,) = tables["quarantine"].to_pylist()
    assert row["reason"] == f"struck by strikes.csv: no entry: {struck.event_id}"
    assert row["text"] == struck.headline
    assert audit({name: tables[name] for name in PUBLISHED}, entries=len(STORIES)).ok
    assert caplog.messages == [f"strikes.csv line 3 does nothing: there is no event {other}."]


def test_a_strike_follows_its_event_to_a_new_id(tmp_path: Path) -> None:
    former = "evt_0123456789abcdef"
    reference = write(reference_folder(tmp_path), f"{HEAD}{former},no entry,me\n")
    tables = built(annotations(), reference, present_ids={former: STORIES[0].event_id})
    assert STORIES[0].event_id not in tables["events"]["event_id"].to_pylist()
