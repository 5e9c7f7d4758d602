"""Topics and roles are compared by their rule."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.counts import Share, Tally
from evaluation.labels import LabelError, LabelledEntry
from evaluation.predictions import PredictedEvent
from evaluation.scoring import MatchedEntry
from evaluation.topics_roles import (
    FILE,
    PASSES,
    TopicsAndRoles,
    agreement,
    load_topics_and_roles,
    score_topics_and_roles,
)  # fmt: skip
from tests.unit.evaluation.labelled import without

LABEL = TopicsAndRoles(
    frozenset({"18"}), frozenset({"6"}), {"Bureau of Harbours": "organiser", "Guild of Pilots": "participant"},
    {"Guild of Pilots": frozenset({"supporter"})},
)  # fmt: skip


@pytest.mark.parametrize(
    ("topics", "tally"),
    [
        ({"18"}, Tally(1)),
        ({"18", "6"}, Tally(1)),
        ({"18", "3"}, Tally(1, 1)),
        (set(), Tally(0, 0, 1)),
        ({"6"}, Tally(0, 0, 1)),
    ],
)
def test_optional_topics_are_neither_wanted_nor_punished(
    entry: LabelledEntry, event: PredictedEvent, topics: set[str], tally: Tally
) -> None:
    matched = MatchedEntry(entry, replace(event, topics=frozenset(topics)))
    assert score_topics_and_roles([matched], {entry.id: LABEL}).topics == tally


@pytest.mark.parametrize(
    ("role", "share"), [("participant", Share(2, 2)), ("supporter", Share(2, 2)), ("funder", Share(1, 2))]
)
def test_roles_may_be_their_alternatives(entry: LabelledEntry, event: PredictedEvent, role: str, share: Share) -> None:
    matched = MatchedEntry(entry, replace(event, roles={**event.roles, "guild": role}))
    assert score_topics_and_roles([matched], {entry.id: LABEL}).roles == share


def test_roles_are_asked_only_of_organisations_found(entry: LabelledEntry, event: PredictedEvent) -> None:
    matched = MatchedEntry(entry, without(event, "guild"))
    assert score_topics_and_roles([matched], {entry.id: LABEL}).roles == Share(1, 1)


def test_entries_without_labels_or_event_are_left_out(entry: LabelledEntry, event: PredictedEvent) -> None:
    scored = score_topics_and_roles([MatchedEntry(entry, event), MatchedEntry(entry, None)], {})
    assert (scored.entries, scored.topics, scored.roles) == (0, Tally(), Share())


def test_two_passes_agree_on_what_both_say() -> None:
    other = replace(LABEL, topics=frozenset({"18", "3"}), roles={**LABEL.roles, "Guild of Pilots": "supporter"})
    agreed = agreement({"1": LABEL, "2": LABEL}, {"1": other})
    assert agreed.topics == Tally(1, 1, 0)
    assert agreed.roles == Share(1, 2)


@pytest.mark.parametrize(("key", "value"), [("topics", ["24"]), ("roles", {"Bureau": "boss"})])
def test_a_code_that_there_is_not_is_told(tmp_path: Path, key: str, value: object) -> None:
    row = {"id": "1", "topics": [], "topics_optional": [], "roles": {}, "roles_alt": {}} | {key: value}
    (tmp_path / FILE).write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(LabelError, match="not in the code list"):
        load_topics_and_roles(tmp_path / FILE)


def test_the_labels_name_the_organisations_of_the_development_set(root: Path) -> None:
    gold = {}
    for line in (root / "evaluation" / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["id"]] = {partner["name"] for partner in row["partners"]}
    for name in (FILE, *PASSES):
        labels = load_topics_and_roles(root / "evaluation" / name)
        assert {entry_id: set(label.roles) for entry_id, label in labels.items()} == gold
