"""The cues for event types in the labelled entries, as columns of a table."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.labels import LabelledEntry
from evaluation.reading.measure import SITES
from evaluation.sets import SETS, UNSEEN, EvaluationSet
from pipelines.extract.annotate import Annotator
from pipelines.extract.types.event_types import STORY
from schemas.codes import code_list

EVENT_TYPES = tuple(sorted(code_list("event_types")))
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


class Cued(NamedTuple):
    """The cues for event types that stand in labelled entries.

    `places`: how much each cue counts in each entry, one row per entry and one column per cue. `cue`: the row of
    `cues.csv` of each column, `type_of` its type, a number in `types`. `beside`: the score of each type by anything but
    cues. `wanted`, `accepted`: the types by the labels, one row per entry. `source`: the set of each entry.
    """

    places: Floats
    cue: Numbers
    type_of: Numbers
    types: tuple[str, ...]
    beside: Floats
    wanted: Flags
    accepted: Flags
    source: npt.NDArray[np.str_]

    def of(self, chosen: Flags) -> "Cued":
        """Return the chosen entries."""
        return self._replace(
            places=self.places[chosen], beside=self.beside[chosen], wanted=self.wanted[chosen],
            accepted=self.accepted[chosen], source=self.source[chosen],
        )  # fmt: skip

    def scores(self, weights: Floats) -> Floats:
        """Return the score of each type in each entry, if the cues have these weights."""
        weighed = self.places * weights
        columns = [weighed[:, self.type_of == number].sum(axis=1) for number in range(len(self.types))]
        scores: Floats = np.stack(columns, axis=1) + self.beside
        return scores


class _Set(NamedTuple):
    row: Numbers
    cue: Numbers
    place: Floats
    portrait: Floats
    labels: tuple[LabelledEntry, ...]
    source: str


def cued(annotator: Annotator, types: Sequence[str]) -> Cued:
    """Return the cues in all labelled sets except the unseen one; `types` are those that each row of `cues.csv`
    indicates.

    Raises:
        LabelError: the labels of a set cannot be read.
        EntriesError: the entries of a set cannot be read.
    """
    sets = (*SETS, EvaluationSet(SITES, "entries of documents of many sites"))
    parts = [_of_set(each, annotator) for each in sets if each.name != UNSEEN]
    names = EVENT_TYPES
    first = np.cumsum([0, *(len(part.labels) for part in parts)])
    row = np.concatenate([part.row + start for part, start in zip(parts, first.tolist(), strict=False)])
    cue, column = np.unique(np.concatenate([part.cue for part in parts]), return_inverse=True)
    places = np.zeros((int(first[-1]), len(cue)))
    np.add.at(places, (row, column), np.concatenate([part.place for part in parts]))
    labels = [label for part in parts for label in part.labels]
    beside = np.zeros((len(labels), len(names)))
    beside[:, names.index(STORY)] = np.concatenate([part.portrait for part in parts])
    return Cued(
        places,
        cue,
        np.array([names.index(types[number]) for number in cue.tolist()], np.int64),
        names,
        beside,
        np.array([[label.event_type.wanted == name for name in names] for label in labels], np.bool_),
        np.array([[label.event_type.accepts(name) for name in names] for label in labels], np.bool_),
        np.array([part.source for part in parts for _ in part.labels]),
    )


def _of_set(each: EvaluationSet, annotator: Annotator) -> _Set:
    entries = each.entries()
    found = annotator.cues_of_types(entries)
    by_headline = {label.headline: label for label in each.labelled().entries}
    headlines = entries.column("headline").to_pylist()
    kept = np.array([headline in by_headline for headline in headlines], np.bool_)
    number = np.cumsum(kept) - 1
    chosen = kept[found.entry]
    labels = tuple(by_headline[headline] for headline in headlines if headline in by_headline)
    cue = found.cue[chosen].astype(np.int64)
    return _Set(number[found.entry[chosen]], cue, found.place[chosen], found.portrait[kept], labels, each.name)
