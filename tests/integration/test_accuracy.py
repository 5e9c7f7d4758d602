"""The accuracy on the labelled sets: none of it is lost, and what is written of it is true."""

import pytest

from evaluation.__main__ import ACCURACY, FLOORS, PAGE, PEERS, SITES, UNSEEN, misses_told, parser
from evaluation.floors import load_floors, measured_figures, shortfalls
from evaluation.measure import ALL, Accuracy, as_json, measure
from evaluation.reading.articles import load_beside
from evaluation.report import MEASURES, MISS_KINDS, misses_table, page

OPTIONS = ["--misses", "1", "--set"]
LAGS = "run `make evaluate` and commit what it writes"


@pytest.fixture(scope="module")
def accuracy() -> Accuracy:
    return measure()


def test_no_measure_is_below_its_floor(accuracy: Accuracy) -> None:
    assert [str(each) for each in shortfalls(measured_figures(accuracy), load_floors(FLOORS))] == []


def test_the_page_does_not_lag(accuracy: Accuracy) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(accuracy, load_beside(PEERS)), LAGS


def test_the_figures_do_not_lag(accuracy: Accuracy) -> None:
    assert ACCURACY.read_text(encoding="utf-8") == as_json(accuracy), LAGS


def test_every_measure_and_every_kind_of_miss_is_on_the_page(accuracy: Accuracy) -> None:
    score = accuracy.together.groups[ALL]
    assert set(MEASURES) == {*score.found, *score.right}
    assert {miss.kind for miss in score.misses} <= set(MISS_KINDS)
    assert len(misses_table(accuracy)) == len(MISS_KINDS) + 1


def test_groups_add_up_to_their_set(accuracy: Accuracy) -> None:
    for each in (*accuracy.sets, accuracy.together):
        for groups in (("en", "es"), ("dated_listing", "undated_listing", "article")):
            parts = [each.groups[name].right["row"] for name in groups if name in each.groups]
            assert sum(part.right for part in parts) == each.groups[ALL].right["row"].right
            assert sum(each.sizes.get(name, 0) for name in groups) == each.sizes[ALL]


def test_the_unseen_set_stays_unseen_unless_named(accuracy: Accuracy) -> None:
    without_names, named = (missed_sets(accuracy, options) for options in (["--misses", "1"], [*OPTIONS, UNSEEN]))
    assert UNSEEN not in without_names
    assert SITES in without_names
    assert named == {UNSEEN}


def missed_sets(accuracy: Accuracy, options: list[str]) -> set[str]:
    lines = misses_told(accuracy, parser().parse_args(options))
    return {line.removeprefix("\n== ") for line in lines if line.startswith("\n== ")}
