import json
from pathlib import Path

from evaluation.front_page import written

MARKS = "Before.\n<!-- evaluated: accuracy -->\nold\n<!-- end -->\nAfter.\n"
ACCURACY = {
    "unseen_set": "later",
    "sets": {"later": {"entries": {"all": 4}, "measures": {"all": {}}}},
    "together": {"entries": {"all": 1200}, "measures": {"all": {}}},
    "confidence": {"unseen": {"row": {"sure": 0.5, "sure_right": 0.954}}},
}
SHARES = ("host", "date", "type_lenient", "people", "row")
for measured, share in ((ACCURACY["sets"]["later"], 0.75), (ACCURACY["together"], 1.0)):  # type: ignore[index]
    everything = measured["measures"]["all"]  # type: ignore[index]
    everything |= {name: {"accuracy": share, "of": 4, "right": 3} for name in SHARES}
    everything |= {name: {"f1": share - 0.2, "precision": 0.0, "recall": 0.0} for name in ("countries", "partners")}


def test_figures_stand_between_the_marks_unseen_entries_first() -> None:
    page = written(MARKS, ACCURACY)
    assert page.startswith("Before.\n<!-- evaluated: accuracy -->\n| share")
    assert "| 4 unseen entries | all 1200 labelled entries |\n" in page
    assert "| countries, F1 | 55 % | 80 % |\n| host country | 75 % | 100 % |\n" in page
    assert "50 % have a `row_confidence` of 0.9 or more, and 95 % of these are right.\n<!-- end -->\nAfter.\n" in page
    assert written(page, ACCURACY) == page


def test_the_front_page_agrees_with_what_was_measured(root: Path) -> None:
    page = (root / "README.md").read_text(encoding="utf-8")
    accuracy = json.loads((root / "evaluation" / "accuracy.json").read_text(encoding="utf-8"))
    assert "<!-- evaluated: accuracy -->" in page
    assert written(page, accuracy) == page, "run `make evaluate` and commit what it writes"
