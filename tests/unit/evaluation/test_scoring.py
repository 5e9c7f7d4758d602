"""Each measure counts what its description says, and nothing else moves with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.counts import FOUND, RIGHT, Score, Share, Tally, figures, total
from evaluation.labels import Label, LabelledEntry
from evaluation.matching import overlap, same_text
from evaluation.predictions import PartnerMention, PredictedEvent
from evaluation.scoring import match_entries, score_entries
from tests.unit.evaluation.labelled import ENTRY, EVENT, without


def scored(entry: LabelledEntry, *events: PredictedEvent) -> Score:
    return score_entries(*match_entries([entry], events))


def lowered(entry: LabelledEntry, event: PredictedEvent) -> set[str]:
    """The measures that are worse than those of the faultless event."""
    best, found = scored(ENTRY, EVENT), scored(entry, event)
    worse = {name for name in FOUND if (found.found[name].fp, found.found[name].fn) != (0, 0)}
    return worse | {name for name in RIGHT if found.right[name].right < best.right[name].right}


def test_a_faultless_event_misses_nothing(entry: LabelledEntry, event: PredictedEvent) -> None:
    score = scored(entry, event)
    assert not score.misses
    assert score.found["partners"] == Tally(tp=2)
    assert score.right["row_partners"] == Share(1, 1)


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        ({"event_date_edtf": "2018-05"}, set()),
        ({"event_date_edtf": "2018-05-04"}, {"date", "date_found", "row", "row_partners"}),
        ({"event_date_edtf": None}, {"date", "date_found", "row", "row_partners"}),
        ({"host_country_iso3": "GTM"}, {"host", "host_found", "row", "row_partners"}),
        ({"event_type": "meeting"}, {"type_strict"}),
        ({"event_type": None}, {"type_strict", "type_lenient"}),
        ({"participant_count": 13}, {"people", "people_found"}),
        ({"countries": frozenset({"BLZ", "GTM"})}, set()),
        ({"countries": frozenset({"BLZ", "MEX"})}, {"countries", "row", "row_partners"}),
        ({"countries": frozenset()}, {"countries", "row", "row_partners"}),
        ({"body": "Something else."}, {"text"}),
        ({"body": None}, {"text"}),
    ],
)
def test_a_wrong_value_lowers_its_own_measures(change: dict[str, Any], worse: set[str]) -> None:
    assert lowered(ENTRY, replace(EVENT, **change)) == worse


def test_an_organisation_not_found_is_missed_and_not_linked(entry: LabelledEntry, event: PredictedEvent) -> None:
    score = scored(entry, without(event, "guild"))
    assert score.found["partners"] == Tally(tp=1, fn=1)
    assert score.right["linking"] == Share(1, 1)
    assert score.right["row"] == Share(1, 1)
    assert score.right["row_partners"] == Share(0, 1)


def test_an_optional_organisation_is_neither_wanted_nor_punished(entry: LabelledEntry, event: PredictedEvent) -> None:
    mentions = (*event.partner_mentions, PartnerMention("prize", "Golden Anchor Prize"))
    assert not scored(entry, replace(event, partner_mentions=mentions)).misses


def test_an_invented_organisation_is_wrong(entry: LabelledEntry, event: PredictedEvent) -> None:
    mentions = (*event.partner_mentions, PartnerMention("charts", "New Charts"))
    score = scored(entry, replace(event, partner_mentions=mentions))
    assert score.found["partners"] == Tally(tp=2, fp=1)
    assert [miss.kind for miss in score.misses] == ["partners_extra"]


def test_one_organisation_under_two_ids_is_not_linked(entry: LabelledEntry, event: PredictedEvent) -> None:
    first, *others = event.partner_mentions
    mentions = (PartnerMention("other", first.text), *others)
    score = scored(entry, replace(event, partner_mentions=mentions))
    assert score.right["linking"] == Share(1, 2)
    assert score.found["partners"] == Tally(tp=2)


def test_namesakes_in_one_entry_are_counted_each(entry: LabelledEntry, event: PredictedEvent) -> None:
    twice = replace(entry, partners=(*entry.partners, entry.partners[1]))
    assert scored(twice, event).right["linking"] == Share(3, 3)


def test_an_entry_not_found_lacks_everything(entry: LabelledEntry, event: PredictedEvent) -> None:
    score = scored(entry, replace(event, published_on=date(2018, 5, 11)))
    assert score.found["entries"] == Tally(fp=1, fn=1)
    assert score.found["partners"] == Tally(fn=2)
    assert score.right["row"] == Share(0, 1)
    assert score.right["linking"] == Share(0, 0)


def test_nothing_wanted_and_nothing_found_is_right(entry: LabelledEntry, event: PredictedEvent) -> None:
    nothing = Label(None, ())
    unknown = replace(entry, event_edtf=nothing, participants=nothing)
    score = scored(unknown, replace(event, event_date_edtf=None, participant_count=None))
    assert score.found["date_found"] == Tally()
    assert score.right["date"] == Share(1, 1)


def test_an_event_serves_one_entry_only(entry: LabelledEntry, event: PredictedEvent) -> None:
    score = score_entries(*match_entries([entry, replace(entry, id="000000000002")], [event]))
    assert score.found["entries"] == Tally(tp=1, fn=1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bureau of Harbours", "bureau  of\u00a0harbours", True),
        ("Bureau", "Bureau of Harbours", False),
        ("Bureau Harbours", "Bureau of Harbours", True),
        ("", "Bureau", False),
        ("BOH", "BOH Belize", True),
    ],
)
def test_names_overlap_by_half_of_both(one: str, other: str, same: bool) -> None:
    assert overlap(one, other) is same
    assert overlap(other, one) is same


def test_a_text_may_have_less_than_as_much_again_around_it() -> None:
    wanted = "The pilots of the southern harbour met for the ninth time."
    assert same_text(f"Photo. {wanted}", wanted)
    assert not same_text(wanted + wanted, wanted)
    assert not same_text("The pilots met. And more.", "The pilots met.")


COUNTS = st.builds(Tally, st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


@given(COUNTS, COUNTS)
def test_figures_lie_between_nought_and_one_and_f1_between_precision_and_recall(one: Tally, other: Tally) -> None:
    both = one + other
    assert both.tp == one.tp + other.tp
    assert 0 <= both.f1 <= 1
    if both.precision and both.recall:
        low, high = sorted([both.precision, both.recall])
        assert low - 1e-12 <= both.f1 <= high + 1e-12


def test_figures_have_every_measure_even_of_nothing() -> None:
    assert list(figures(total([]))) == [*FOUND, *RIGHT]
