"""Writes the measured accuracy into `README.md`, between `<!-- evaluated: accuracy -->` and `<!-- end -->`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.confidence.reliability import SURE
from evaluation.tables import markdown

MARKED = re.compile(r"(<!-- evaluated: accuracy -->\n).*?(<!-- end -->)", re.DOTALL)
MEASURES = {
    "countries": "countries, F1",
    "host": "host country",
    "date": "date of the event",
    "type_lenient": "type of event, right or defensible",
    "people": "number of participants",
    "partners": "partners, F1",
    "row": "whole row: date, host and all countries",
}


def written(page: str, accuracy: Mapping[str, Any]) -> str:
    """Return the page with the figures of `accuracy.json` between its marks."""
    return MARKED.sub(lambda match: match[1] + "\n".join(_lines(accuracy)) + "\n" + match[2], page)


def _lines(accuracy: Mapping[str, Any]) -> Iterator[str]:
    unseen, together = accuracy["sets"][accuracy["unseen_set"]], accuracy["together"]
    head = (
        "share that is right, or F1",
        f"{unseen['entries']['all']} unseen entries",
        f"all {together['entries']['all']} labelled entries",
    )
    measures = [each["measures"]["all"] for each in (unseen, together)]
    rows = ((title, *(_share(each[name]) for each in measures)) for name, title in MEASURES.items())
    yield from markdown([head, *rows])
    sure = accuracy["confidence"]["unseen"]["row"]
    yield ""
    yield (
        f"Of the unseen rows, {_percent(sure['sure'])} have a `row_confidence` of {SURE} or more, "
        f"and {_percent(sure['sure_right'])} of these are right."
    )


def _share(measure: Mapping[str, float]) -> str:
    """Return F1, or the share of answers that are right."""
    return _percent(measure["f1"] if "f1" in measure else measure["accuracy"])


def _percent(share: float) -> str:
    # Halves are rounded up, as the explorer does.
    return f"{int(share * 100 + 0.5)} %"
