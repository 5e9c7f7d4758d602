"""Linking is measured on reports of which it is known which tell of one activity."""

import shutil
from pathlib import Path

import pytest

from pipelines.link.examples import Joined, link_examples
from pipelines.link.quality import golden_pairs
from tests.unit.pipelines.link.reports import REFERENCE

PRIOR = "prior,base,"


def test_the_shipped_examples_are_linked_as_they_should() -> None:
    found = link_examples(REFERENCE)
    assert found.precision == 1.0
    assert found.recall >= 0.9
    assert len(found.same) >= 10
    assert golden_pairs(found).is_usual


@pytest.mark.parametrize("prior", ["8", "-60"])
def test_weights_that_join_nearly_all_or_nothing_are_told(prior: str, tmp_path: Path) -> None:
    reference = shutil.copytree(REFERENCE, tmp_path / "reference")
    lines = (reference / "link_weights.csv").read_text(encoding="utf-8").splitlines()
    spoilt = [f"{PRIOR}0,{prior}" if line.startswith(PRIOR) else line for line in lines]
    (reference / "link_weights.csv").write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    assert not golden_pairs(link_examples(reference)).is_usual


def test_precision_and_recall_are_shares_of_pairs() -> None:
    found = Joined(same=frozenset({("a", "b"), ("c", "d")}), joined=frozenset({("a", "b"), ("a", "c"), ("b", "c")}))
    assert (found.precision, found.recall) == (1 / 3, 1 / 2)
    assert Joined(frozenset(), frozenset()).recall == 1.0
