"""Scores activities against labelled ones: by pairs, by entries (B-cubed), by number, and by kind of pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from evaluation.linking.labels import Key, LabelledActivities, Pair, pair_of


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs that report one activity, pairs that were joined, and those that are both."""

    pairs: int
    joined: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of joined pairs that are right; null if none is joined."""
        return self.right / self.joined if self.joined else None

    @property
    def recall(self) -> float | None:
        """The share of pairs that are joined; null if there are none."""
        return self.right / self.pairs if self.pairs else None


@dataclass(frozen=True)
class LinkScore:
    """The score of linking.

    `kept_apart` has, by kind of near pair, its pairs and those that were joined wrongly. `missed` and `wrong` are pairs
    of entries' ids.
    """

    entries: int
    found: int
    activities: int
    counted: int
    pairwise: PairScore
    b_cubed_precision: float
    b_cubed_recall: float
    by_kind: Mapping[str, PairScore]
    kept_apart: Mapping[str, PairScore]
    by_languages: Mapping[str, PairScore]
    by_sources: Mapping[str, PairScore]
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]

    @property
    def b_cubed(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        total = self.b_cubed_precision + self.b_cubed_recall
        return 2 * self.b_cubed_precision * self.b_cubed_recall / total if total else 0.0


def score_links(labelled: LabelledActivities, answer: Mapping[Key, str]) -> LinkScore:
    """Score what was linked.

    An entry that was not found loses its pairs, and its B-cubed recall is zero.

    Args:
        labelled: the labelled activities.
        answer: the activity of each event, by what the event is found by.
    """
    reports = labelled.reports
    found = {each.id: answer[each.key] for each in reports.values() if each.key in answer}
    gold, guess = labelled.pairs, _pairs(found)
    own = {each.id: each.activity for each in reports.values()}
    precisions, recalls = _b_cubed(own, found)
    wrong = guess - gold
    return LinkScore(
        entries=len(reports),
        found=len(found),
        activities=labelled.activities,
        counted=len(set(found.values())),
        pairwise=_score(gold, guess),
        b_cubed_precision=_mean(precisions),
        b_cubed_recall=_mean(recalls),
        by_kind={kind: PairScore(len(pairs), 0, len(pairs & guess)) for kind, pairs in sorted(labelled.same.items())},
        kept_apart={
            kind: PairScore(len(pairs), len(pairs & wrong), 0) for kind, pairs in sorted(labelled.apart.items())
        },
        by_languages=_by(gold, guess, lambda pair: "-".join(sorted(reports[each].language for each in pair))),
        by_sources=_by(gold, guess, lambda pair: "two sources" if _differ(labelled, pair) else "one source"),
        missed=tuple(sorted(gold - guess)),
        wrong=tuple(sorted(wrong)),
    )


def _pairs(activity: Mapping[str, str]) -> frozenset[Pair]:
    groups = _groups(activity)
    return frozenset(pair_of(*pair) for members in groups.values() for pair in combinations(sorted(members), 2))


def _groups(activity: Mapping[str, str]) -> dict[str, set[str]]:
    groups = defaultdict(set)
    for entry, name in activity.items():
        groups[name].add(entry)
    return groups


def _b_cubed(own: Mapping[str, str], found: Mapping[str, str]) -> tuple[list[float], list[float]]:
    true, joined = _groups(own), _groups(found)
    both = {entry: true[own[entry]] & joined[name] for entry, name in found.items()}
    precisions = [len(both[entry]) / len(joined[name]) for entry, name in found.items()]
    recalls = [len(both.get(entry, ())) / len(true[activity]) for entry, activity in own.items()]
    return precisions, recalls


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _score(gold: Iterable[Pair], guess: Iterable[Pair]) -> PairScore:
    gold, guess = set(gold), set(guess)
    return PairScore(len(gold), len(guess), len(gold & guess))


def _by(gold: frozenset[Pair], guess: frozenset[Pair], group: Callable[[Pair], str]) -> dict[str, PairScore]:
    names = sorted({group(pair) for pair in gold | guess})
    return {
        name: _score((pair for pair in gold if group(pair) == name), (pair for pair in guess if group(pair) == name))
        for name in names
    }


def _differ(labelled: LabelledActivities, pair: Pair) -> bool:
    one, other = pair
    return labelled.reports[one].source != labelled.reports[other].source
