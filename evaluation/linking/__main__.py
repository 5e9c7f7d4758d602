"""`python -m evaluation.linking`: fit `reference/link_weights.csv` anew, and cross-validate.

Cross-validation leaves out a fifth of the activities at a time, with all that is near to them; it is repeated with
other divisions. It prints the mean of each figure.
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evaluation.linking.fitting import Examples, all_pairs, examples, fitted, folds
from evaluation.linking.labels import LabelledActivities, key_of, load_activities
from evaluation.linking.measure import ACTIVITIES, annotated_set
from evaluation.linking.scoring import LinkScore, score_links
from evaluation.sets import ROOT, SETS
from pipelines.extract.annotate import load_annotator
from pipelines.link.blocking import candidates
from pipelines.link.clusters import JOIN, Scored, clusters, connected
from pipelines.link.comparing.comparisons import COMPARISONS
from pipelines.link.comparing.pairs import Pairs
from pipelines.link.comparing.weights import BASE, FILE, PRIOR
from pipelines.link.reading.ragged import Floats
from pipelines.link.reading.reports import load_reports
from pipelines.link.reading.wording import WordingReader

REFERENCE = ROOT / "reference"
FOLDS, DIVISIONS = 5, 3
_NAMES = [(PRIOR, BASE), *((each.field, outcome) for each in COMPARISONS for outcome in each.outcomes)]


def main() -> int:
    """Fit, write the table, and print the cross-validated figures."""
    folder = ROOT / "evaluation" / ACTIVITIES
    labelled, reader = load_activities(folder), WordingReader(REFERENCE)
    with annotated_set(folder, REFERENCE) as work:
        reports = load_reports(work, reader)
        ids = _entries(labelled, work)
    with _other_sets() as work:
        others = candidates(load_reports(work, reader))
    repeats = examples(others, np.zeros(len(others), np.bool_))
    pairs = all_pairs(reports)
    activity = np.array([labelled.reports[entry].activity for entry in ids])
    seen = examples(pairs, activity[pairs.one] == activity[pairs.other])
    expected = _expected()
    write_weights(expected, fitted(seen.and_more(repeats), expected))
    scores = [
        _cross_validated(labelled, ids, pairs, seen, repeats, expected, division) for division in range(DIVISIONS)
    ]
    for name, figure in _means(scores):
        print(f"{name:24} {figure:.3f}")
    return 0


def _cross_validated(
    labelled: LabelledActivities, ids: list[str], pairs: Pairs, seen: Examples, repeats: Examples, expected: Floats,
    division: int,
) -> LinkScore:  # fmt: skip
    """Score each fold by weights that are fitted to the others."""
    fold = folds(_neighbourhoods(labelled, ids), FOLDS, division)
    score = np.zeros(len(pairs))
    for left_out in range(FOLDS):
        is_inside = (fold[pairs.one] == left_out) | (fold[pairs.other] == left_out)
        weights = fitted(seen.where(~is_inside).and_more(repeats), expected)
        score[is_inside] = seen.where(is_inside).scores(weights)
    of_pair = dict(zip(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True), score.tolist(), strict=True))
    answer = {labelled.reports[entry].key: entry for entry in ids}
    for members in connected(Scored(pairs.one, pairs.other, score).above(JOIN)):
        inside = {pair: of_pair[pair] for pair in of_pair if pair[0] in members and pair[1] in members}
        for cluster in clusters(members, inside):
            answer |= {labelled.reports[ids[member]].key: ids[cluster[0]] for member in cluster}
    return score_links(labelled, answer)


def _neighbourhoods(labelled: LabelledActivities, ids: list[str]) -> list[str]:
    """Return for each entry a name that activities share which are near to each other, directly or by others."""
    name = {report.activity: report.activity for report in labelled.reports.values()}
    for pairs in labelled.apart.values():
        for pair in sorted(pairs):
            kept, dropped = sorted(name[labelled.reports[entry].activity] for entry in pair)
            name = {activity: kept if each == dropped else each for activity, each in name.items()}
    return [name[labelled.reports[entry].activity] for entry in ids]


def _entries(labelled: LabelledActivities, work: Path) -> list[str]:
    """Return the labelled entry of each event, in the order of the events."""
    by_key = {report.key: report.id for report in labelled.reports.values()}
    events = pq.read_table(work / "events.parquet", columns=["source_id", "published_on", "headline"]).to_pylist()
    return [by_key[key_of(each["source_id"], each["published_on"], each["headline"])] for each in events]


@contextmanager
def _other_sets() -> Iterator[Path]:
    """Yield a folder with the annotations of the other labelled sets together."""
    entries = pa.concat_tables([each.entries() for each in SETS])
    annotations = load_annotator(REFERENCE).annotate(entries.sort_by("event_id"))
    with TemporaryDirectory() as folder:
        for field in fields(annotations):
            pq.write_table(getattr(annotations, field.name), Path(folder) / f"{field.name}.parquet")
        yield Path(folder)


def _expected() -> Floats:
    with (REFERENCE / FILE).open(encoding="utf-8", newline="") as file:
        rows = {(row["field"], row["outcome"]): float(row["expected"]) for row in csv.DictReader(file)}
    return np.array([rows.get(name, 0.0) for name in _NAMES])


def write_weights(expected: Floats, weights: Floats) -> None:
    """Write the table of weights."""
    with (REFERENCE / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["field", "outcome", "expected", "weight"])
        for name, before, after in zip(_NAMES, expected, weights, strict=True):
            writer.writerow([*name, f"{before:.2f}", f"{after:.2f}"])


def _means(scores: list[LinkScore]) -> Iterator[tuple[str, float]]:
    yield "pairs, precision", _mean([each.pairwise.precision for each in scores])
    yield "pairs, recall", _mean([each.pairwise.recall for each in scores])
    yield "B-cubed F1", _mean([each.b_cubed for each in scores])
    yield "activities counted", _mean([float(each.counted) for each in scores])
    yield "recall across languages", _mean([each.by_languages["en-es"].recall for each in scores])
    yield "recall across sources", _mean([each.by_sources["two sources"].recall for each in scores])
    yield "recall, a date missing", _mean([each.by_kind["date_missing_in_one"].recall for each in scores])


def _mean(values: list[float | None]) -> float:
    return float(np.mean([value for value in values if value is not None]))


if __name__ == "__main__":
    sys.exit(main())
