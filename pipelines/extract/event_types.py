"""What kind of event each entry reports, and which topics it serves, by weighted cue phrases."""

from typing import NamedTuple

import numpy as np

from pipelines.extract.cues import Cues, CueTable
from pipelines.extract.sentences import Sentences
from pipelines.extract.text import Offsets, TextBatch

_HEADLINE = 2.5
_SENTENCES = (1.0, 0.8, 0.5, 0.3)
_FURTHER = 0.15
_LEAST_TOPIC = 0.8
_MOST_TOPICS = 3


class Told(NamedTuple):
    """A code that an entry tells, and the characters of the cue that tells it most."""

    code: str
    start: int
    end: int


class EventTypes:
    """Weighs the cues of whole batches.

    A cue in the headline counts two and a half times one in the body's first sentence; later sentences count
    less, and the same phrase counts once in the headline and once in the body.
    """

    def __init__(self, table: CueTable) -> None:
        self._table = table
        self._is_type = table.of_kind("event_type")
        self._weighed = self._is_type | table.of_kind("topic")

    def weigh(
        self, cues: Cues, batch: TextBatch, sentences: Sentences
    ) -> tuple[dict[int, Told], dict[int, list[Told]]]:
        """By the number of the entry: the type told most strongly; the topics told strongly enough, at most three."""
        cues = cues.where(np.flatnonzero(self._weighed[cues.code]))
        in_headline = cues.start < batch.body_starts[cues.entry]
        once = _firsts((cues.entry * 2 + in_headline) * self._table.size + cues.cue)
        cues, in_headline = cues.where(once), in_headline[once]
        weight = cues.weight * _weight_of_place(cues, in_headline, sentences)
        group, member = np.unique(cues.entry * len(self._table.codes) + cues.code, return_inverse=True)
        score = np.bincount(member, weight, len(group))
        strongest = np.lexsort((-weight, member))
        best = strongest[np.searchsorted(member[strongest], np.arange(len(group)))]
        return self._ranked(cues.where(best), score)

    def _ranked(self, best: Cues, score: np.ndarray) -> tuple[dict[int, Told], dict[int, list[Told]]]:
        """`best`: for each code that an entry tells, the cue that tells it most."""
        types: dict[int, Told] = {}
        topics: dict[int, list[Told]] = {}
        order = np.lexsort((best.code, -score, best.entry))
        is_type = self._is_type[best.code]
        order = order[(is_type | (score >= _LEAST_TOPIC))[order]]
        columns = (best.entry, best.code, best.start, best.end, is_type)
        for entry, code, start, end, tells_type in zip(*(column[order].tolist() for column in columns), strict=True):
            told = Told(self._table.codes[code][1], start, end)
            if tells_type:
                types.setdefault(entry, told)
            elif len(topics.setdefault(entry, [])) < _MOST_TOPICS:
                topics[entry].append(told)
        return types, topics


def _firsts(keys: Offsets) -> Offsets:
    """Where each key stands first, in order."""
    return np.sort(np.unique(keys, return_index=True)[1])


def _weight_of_place(cues: Cues, in_headline: np.ndarray, sentences: Sentences) -> np.ndarray:
    weights = np.array((*_SENTENCES, _FURTHER))
    number = sentences.within_body(cues.sentence, cues.entry)
    number = np.where((number < 0) | (number > len(_SENTENCES)), len(_SENTENCES), number)
    return np.where(in_headline, _HEADLINE, weights[number])
