"""The score of linking, on labels that are small enough to reckon by hand."""

import pytest

from evaluation.linking.labels import LabelledActivities, LabelledReport
from evaluation.linking.scoring import LinkScore, score_links


def report(name: str, activity: str, source: str = "coast", language: str = "en") -> LabelledReport:
    return LabelledReport(name, source, "2022-05-20", f"Story {name}", language, activity)


REPORTS = (
    report("a", "x"), report("b", "x", language="es"), report("c", "x", source="hills"), report("d", "y"),
    report("e", "z"),
)  # fmt: skip
LABELLED = LabelledActivities(
    {each.id: each for each in REPORTS},
    same={"plain": frozenset({("a", "b"), ("a", "c"), ("b", "c")})},
    apart={"yearly": frozenset({("a", "d")}), "roundup": frozenset({("d", "e")})},
)


def scored(**activity: str) -> LinkScore:
    return score_links(LABELLED, {LABELLED.reports[name].key: value for name, value in activity.items()})


def test_the_labels_themselves_score_one() -> None:
    score = scored(a="1", b="1", c="1", d="2", e="3")
    assert (score.pairwise.precision, score.pairwise.recall, score.b_cubed) == (1, 1, 1)
    assert (score.activities, score.counted, score.missed, score.wrong) == (3, 3, (), ())


def test_nothing_linked_has_no_precision() -> None:
    score = scored(a="1", b="2", c="3", d="4", e="5")
    assert (score.pairwise.precision, score.pairwise.recall) == (None, 0)
    assert (score.b_cubed_precision, score.b_cubed_recall) == (1, pytest.approx((3 * 1 / 3 + 2) / 5))


def test_pairs_are_missed_and_joined_wrongly() -> None:
    score = scored(a="1", b="1", c="2", d="1", e="3")
    assert (score.pairwise.joined, score.pairwise.right) == (3, 1)
    assert score.missed == (("a", "c"), ("b", "c"))
    assert score.wrong == (("a", "d"), ("b", "d"))
    assert score.kept_apart["yearly"].joined == 1
    assert score.kept_apart["roundup"].joined == 0
    assert score.by_languages["en-es"].recall == 0.5
    assert score.by_sources["two sources"].recall == 0


def test_an_entry_that_is_not_found_loses_its_pairs() -> None:
    score = scored(a="1", b="1", d="2", e="3")
    assert score.found == 4
    assert score.pairwise.recall == pytest.approx(1 / 3)
    assert score.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 0 + 1 + 1) / 5)
