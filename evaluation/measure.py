"""Measure the accuracy of the pipeline on the labelled sets."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.confidence.decisions import Decisions, decisions, rated
from evaluation.confidence.fitting import cross_fitted, fitted
from evaluation.confidence.reliability import reliabilities
from evaluation.confidence.report import ConfidenceAccuracy
from evaluation.confidence.table import differences
from evaluation.counts import Score, figures, total
from evaluation.linking.measure import ACTIVITIES, LinkAccuracy, measure_links
from evaluation.reading.measure import SITES, ReadingAccuracy, measure_reading
from evaluation.scoring import MatchedEntry, match_entries, score_entries
from evaluation.sets import ROOT, SETS, EvaluationSet, predict
from evaluation.topics_roles import (
    FILE,
    PASSES,
    Agreement,
    TopicsAndRolesScore,
    agreement,
    load_topics_and_roles,
    score_topics_and_roles,
)  # fmt: skip
from pipelines.extract.annotate import Annotator, load_annotator
from pipelines.extract.confidence.calibration import FILE as CONFIDENCE

ALL = "all"
LANGUAGES = ("en", "es")
LAYOUTS = ("dated_listing", "undated_listing", "article")
GROUPS = (ALL, *LANGUAGES, *LAYOUTS)
PLACES = 3


@dataclass(frozen=True)
class SetScore:
    """The score of one set, or of several together: counts of entries and scores by group of `GROUPS`."""

    name: str
    sizes: Mapping[str, int]
    groups: Mapping[str, Score]


@dataclass(frozen=True)
class Accuracy:
    """Everything measured: each set, all sets together, reading of documents, topics and roles, confidences, and the
    rows of the reference tables by file; `stale_weights` tells where the weights of confidence are not those that a fit
    makes now."""

    sets: tuple[SetScore, ...]
    together: SetScore
    reading: ReadingAccuracy
    linking: LinkAccuracy
    topics_and_roles: TopicsAndRolesScore
    passes: Agreement
    reference_rows: Mapping[str, int]
    confidence: ConfidenceAccuracy
    stale_weights: tuple[str, ...]


def measure(sets: Sequence[EvaluationSet] = SETS, reference: Path = ROOT / "reference") -> Accuracy:
    """Run the pipeline's stages on the sets and score what comes out.

    Raises:
        LabelError: the labels of a set or of topics and roles cannot be read.
        EntriesError: the entries of a set cannot be read.
    """
    annotator = load_annotator(reference)
    matched: dict[str, list[MatchedEntry]] = {}
    scores = []
    for each in sets:
        found, extra = match_entries(each.labelled().entries, predict(each.entries(), annotator))
        matched[each.name] = found
        scores.append(_set_score(each.name, found, score_entries([], extra)))
    everything = [entry for entries in matched.values() for entry in entries]
    extras = total(score.groups[ALL] for score in scores)
    labels = load_topics_and_roles(ROOT / "evaluation" / FILE)
    decided = decisions(annotator)
    first, second = (load_topics_and_roles(ROOT / "evaluation" / name) for name in PASSES)
    return Accuracy(
        tuple(scores),
        SetScore("all sets", _sizes(everything), _group_scores(everything) | {ALL: extras}),
        measure_reading(ROOT / "evaluation" / SITES, reference),
        measure_links(ROOT / "evaluation" / ACTIVITIES, reference),
        score_topics_and_roles(everything, labels),
        agreement(first, second),
        reference_rows(reference),
        _confidence(decided, annotator),
        tuple(differences(fitted(decided), reference / CONFIDENCE)),
    )


def _confidence(decided: Decisions, annotator: Annotator) -> ConfidenceAccuracy:
    return ConfidenceAccuracy(
        reliabilities(rated(SETS[-1], annotator)),
        reliabilities(cross_fitted(decided)),
    )


def reference_rows(folder: Path) -> dict[str, int]:
    """The number of rows of each reference table, by file."""
    rows = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows[path.name] = sum(1 for _ in csv.DictReader(file))
    return rows


def as_json(accuracy: Accuracy) -> str:
    """The measured figures as `accuracy.json` holds them: equal measurements give equal bytes."""
    scored = accuracy.topics_and_roles
    topics_and_roles = {
        "entries": scored.entries,
        "topics": {
            "precision": scored.topics.precision, "recall": scored.topics.recall, "f1": scored.topics.f1,
            "tp": scored.topics.tp, "fp": scored.topics.fp, "fn": scored.topics.fn,
        },
        "roles": {"accuracy": scored.roles.accuracy, "right": scored.roles.right, "of": scored.roles.of},
        "agreement": {"topics_f1": accuracy.passes.topics.f1, "roles": accuracy.passes.roles.accuracy},
        "misses": _counted(scored.misses),
    }  # fmt: skip
    content = {
        "unseen_set": SETS[-1].name,
        "sets": {each.name: _set_as_json(each) for each in accuracy.sets},
        "together": _set_as_json(accuracy.together),
        "reading": accuracy.reading.as_json(),
        "activities": accuracy.linking.as_json(),
        "topics_and_roles": topics_and_roles,
        "confidence": accuracy.confidence.as_json(),
        "reference_tables": dict(accuracy.reference_rows),
    }
    return json.dumps(rounded(content), indent=1, sort_keys=True) + "\n"


def rounded(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The same with every fraction rounded."""
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return round(value, PLACES) if isinstance(value, float) else value


def _set_score(name: str, matched: Sequence[MatchedEntry], extra: Score) -> SetScore:
    groups = _group_scores(matched)
    return SetScore(name, _sizes(matched), groups | {ALL: total([groups[ALL], extra])})


def _group_scores(matched: Sequence[MatchedEntry]) -> dict[str, Score]:
    return {group: score_entries(_of_group(matched, group)) for group in _sizes(matched)}


def _sizes(matched: Sequence[MatchedEntry]) -> dict[str, int]:
    sizes = {group: len(_of_group(matched, group)) for group in GROUPS}
    return {group: size for group, size in sizes.items() if size}


def _of_group(matched: Iterable[MatchedEntry], group: str) -> list[MatchedEntry]:
    return [each for each in matched if group in (ALL, each.entry.language, each.entry.layout)]


def _set_as_json(score: SetScore) -> dict[str, Any]:
    return {
        "entries": dict(score.sizes),
        "measures": {group: figures(each) for group, each in score.groups.items()},
        "misses": _counted(score.groups[ALL].misses),
    }


def _counted(misses: Iterable[Any]) -> dict[str, int]:
    return dict(Counter(miss.kind for miss in misses))
