"""Measure how documents of any site are read."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.counts import figures, headline_figures
from evaluation.reading.articles import OURS, ArticleScore, labelled_articles, ours, score_articles
from evaluation.reading.cases import CaseResult, check_case, load_cases
from evaluation.reading.labels import load_documents
from evaluation.reading.matching import place
from evaluation.reading.pipeline import publish_cases, publish_documents
from evaluation.reading.scoring import ReadingScore, score_reading

SITES = "sites"
CASES, ARTICLES = "cases", "articles"


@dataclass(frozen=True)
class ReadingAccuracy:
    """What was measured: the score of the documents, the small cases, and single articles."""

    score: ReadingScore
    cases: tuple[CaseResult, ...]
    articles: ArticleScore

    @property
    def cases_right(self) -> int:
        """The number of cases in which nothing is wrong."""
        return sum(not each.wrong for each in self.cases)

    def figures(self) -> dict[tuple[str, str], float | None]:
        """Every figure by group and measure; the higher the better."""
        measured = {
            (group, measure): value
            for group, score in self.score.groups.items()
            for measure, value in headline_figures(score).items()
        }
        dates = self.articles.dates
        return measured | {
            (CASES, "right"): self.cases_right / len(self.cases) if self.cases else None,
            (ARTICLES, "body_f1"): self.articles.body_f1,
            (ARTICLES, "date_precision"): dates.precision,
            (ARTICLES, "date_recall"): dates.recall,
        }

    def as_json(self) -> dict[str, Any]:
        """The figures in full."""
        return {
            "entries": dict(self.score.entries),
            "measures": {group: figures(score) for group, score in self.score.groups.items()},
            "became": dict(self.score.became),
            "cases": {"right": self.cases_right, "of": len(self.cases)},
            "cases_wrong": sorted(each.case.id for each in self.cases if each.wrong),
            "articles": {
                "articles": self.articles.articles, "body_f1": self.articles.body_f1, "unread": self.articles.unread,
                "date_precision": self.articles.dates.precision, "date_recall": self.articles.dates.recall,
            },
        }  # fmt: skip

    def kinds_right(self) -> tuple[int, int]:
        """Of how many kinds of cases all are right, and how many kinds there are."""
        wrong = Counter({each.case.kind: 0 for each in self.cases})
        wrong.update(each.case.kind for each in self.cases if each.wrong)
        return sum(not count for count in wrong.values()), len(wrong)


def measure_reading(folder: Path, reference: Path) -> ReadingAccuracy:
    """Run the pipeline's stages on the documents and the cases of a set, and score what would be published.

    Args:
        folder: of the set; `cases/` in it holds the small cases.
        reference: folder of curated tables.

    Raises:
        LabelError: the labels cannot be read.
    """
    labelled = load_documents(folder)
    score = score_reading(place(publish_documents(labelled, reference), labelled))
    cases = load_cases(folder / "cases")
    published = publish_cases(cases, folder / "cases", reference)
    quarantined = frozenset(row.bulletin_id for row in published.quarantine)
    results = []
    for case in cases:
        events = [event for event in published.events if event.source_id == case.id]
        results.append(check_case(case, events, quarantined, folder / "cases"))
    return ReadingAccuracy(score, tuple(results), score_articles(OURS, ours, labelled_articles(labelled)))
