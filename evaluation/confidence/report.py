"""The tables of reliability."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evaluation.confidence.reliability import SURE, Reliability, Tenth
from evaluation.tables import Cells, figure, markdown, section

HEAD = (
    *("confidence of", "facts", "mean confidence", "right", "calibration error", "interval of 95 %", "Brier score"),
    *(f"share of {SURE} or more", "of these right"),
)


class ConfidenceAccuracy(NamedTuple):
    """Reliability by field.

    `unseen`: of the unseen entries, rated by the published weights. `cross_fitted`: of all other labelled entries, each
    rated by a fit to the other sets.
    """

    unseen: Mapping[str, Reliability]
    cross_fitted: Mapping[str, Reliability]

    def as_json(self) -> dict[str, dict[str, dict[str, float | int | None]]]:
        """The figures by way of measuring, field and name."""
        return {way: {field: each.as_json() for field, each in of.items()} for way, of in self._asdict().items()}


def reliability_rows(found: Mapping[str, Reliability]) -> list[Cells]:
    """One row a field: means, calibration error with its interval, Brier score, and the facts with 0.9 or more."""
    return [HEAD, *(_row(field, each) for field, each in found.items())]


def _row(field: str, each: Reliability) -> Cells:
    low, high = each.interval
    return (
        field,
        str(each.count),
        figure(each.confidence),
        figure(each.right),
        figure(each.error),
        f"{low:.3f} to {high:.3f}",
        figure(each.brier),
        figure(each.sure),
        figure(each.sure_right),
    )


def tenths_rows(found: ConfidenceAccuracy) -> list[Cells]:
    """One row per tenth of `row_confidence`, the ways of measuring side by side."""
    head = ["`row_confidence`", *(f"{title}, {name}" for title in _TITLES.values() for name in _OF_TENTH)]
    ways = [of["row"].tenths for of in found]
    tenths = enumerate(zip(*ways, strict=True))
    rows = [
        [f"{number / 10:.1f} to {(number + 1) / 10:.1f}", *(cell for each in tenth for cell in _cells(each))]
        for number, tenth in tenths
        if any(tenth)
    ]
    return [head, *rows]


_TITLES = {"unseen": "unseen", "cross_fitted": "all others"}
_OF_TENTH = ("rows", "mean confidence", "right")


def _cells(each: Tenth | None) -> Cells:
    return ("0", "–", "–") if each is None else (str(each.count), figure(each.confidence), figure(each.right))


def confidence_section(found: ConfidenceAccuracy) -> Iterator[str]:
    """The section of the page on accuracy."""
    yield from section("Confidence", _lines(found))


def _lines(found: ConfidenceAccuracy) -> Iterator[str]:
    yield (
        "How well the published `…_confidence` columns hold on entries that their weights were not fitted to. The "
        "calibration error is the mean difference of confidence and share right over tenths of the confidence, with "
        "its interval by bootstrap. The weights are `reference/confidence.csv`, made by "
        "`python -m evaluation.confidence`."
    )
    for title, about, of in (
        ("Unseen entries", "Rated by the published weights.", found.unseen),
        (
            "All other labelled entries",
            "Each is rated by weights fitted to the other sets. They have guided rules, so they are read "
            "better than new ones.",
            found.cross_fitted,
        ),
    ):
        yield from ("", f"### {title}", "", about, "")
        yield from markdown(reliability_rows(of))
    yield from ("", "### Rows by tenths", "")
    yield from markdown(tenths_rows(found))
