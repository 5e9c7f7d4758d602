"""The labelled activities: which entries report the same one, and which pairs of them are near but different."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from evaluation.labels import read_rows

Pair = tuple[str, str]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """An entry and the activity that it reports."""

    id: str
    source: str
    published_on: str
    headline: str
    language: str
    activity: str

    @property
    def key(self) -> Key:
        """What its event is found by."""
        return key_of(self.source, self.published_on, self.headline)


@dataclass(frozen=True)
class LabelledActivities:
    """`reports` by id; kinds of pairs of them: `same` report one activity, `apart` are near but do not."""

    reports: Mapping[str, LabelledReport]
    same: Mapping[str, frozenset[Pair]]
    apart: Mapping[str, frozenset[Pair]]

    @property
    def pairs(self) -> frozenset[Pair]:
        """Every pair that reports one activity."""
        groups = defaultdict(list)
        for report in self.reports.values():
            groups[report.activity].append(report.id)
        return frozenset(pair_of(*pair) for members in groups.values() for pair in combinations(members, 2))

    @property
    def activities(self) -> int:
        """The number of activities."""
        return len({report.activity for report in self.reports.values()})


def key_of(source: str, published_on: object, headline: str) -> Key:
    """Return what an event is found by: source, day and headline, white space folded."""
    return source, str(published_on or "")[:10], " ".join(headline.split())


def pair_of(one: str, other: str) -> Pair:
    """Return two ids in order."""
    return (one, other) if one < other else (other, one)


def load_activities(folder: Path) -> LabelledActivities:
    """Read `links.jsonl` and `kinds.jsonl` of the folder.

    Raises:
        LabelError: a file is missing, or a line lacks a field.
    """
    fields = ("id", "source", "published_on", "headline", "language", "activity")
    rows = read_rows(folder / "links.jsonl", *fields)
    reports = {row["id"]: LabelledReport(**{name: row[name] for name in fields}) for row in rows}
    by_kind: dict[bool, dict[str, set[Pair]]] = {True: defaultdict(set), False: defaultdict(set)}
    for row in read_rows(folder / "kinds.jsonl", "a", "b", "same", "kinds"):
        for kind in row["kinds"]:
            by_kind[row["same"]][kind].add(pair_of(row["a"], row["b"]))
    same, apart = ({kind: frozenset(pairs) for kind, pairs in by_kind[is_same].items()} for is_same in (True, False))
    return LabelledActivities(reports, same, apart)
