"""The cue phrases of a batch and what they indicate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.names.reference_tables import Cue
from pipelines.extract.text.batch import Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.sentences import Sentences


@dataclass(frozen=True)
class Cues:
    """The indications of cue phrases in a batch, in the order of the text: parallel arrays with one element for each
    indication of a phrase.

    `start`, `end`: the phrase in the batch's text. `cue`: its number in the table. `code`: an index of
    the table's `codes`.
    `weight`: the strength of the indication. `entry`, `sentence`: where the phrase is.
    """

    start: Offsets
    end: Offsets
    cue: Ids
    code: Ids
    weight: np.ndarray
    entry: Offsets
    sentence: Offsets

    def where(self, chosen: Flags | Offsets) -> "Cues":
        """Return the chosen ones, by flag or by number."""
        return Cues(
            self.start[chosen],
            self.end[chosen],
            self.cue[chosen],
            self.code[chosen],
            self.weight[chosen],
            self.entry[chosen],
            self.sentence[chosen],
        )


HEADLINE_TYPE, TYPE = "headline_type", "event_type"


class CueTable:
    """The cues in columns; `codes` are kind and value, sorted. Cues of the kind `headline_type` indicate an event type,
    in headlines only.

    `senses`: the numbers of the cues that a phrase may stand for, by the finder's sense.
    """

    def __init__(self, cues: Sequence[Cue], senses: Sequence[tuple[int, ...]]) -> None:
        self.size = len(cues)
        kinds = [TYPE if cue.kind == HEADLINE_TYPE else cue.kind for cue in cues]
        indicated = [(kind, cue.value) for kind, cue in zip(kinds, cues, strict=True)]
        self.codes: Sequence[tuple[str, str]] = sorted(set(indicated))
        code = {each: number for number, each in enumerate(self.codes)}
        self._count = np.array([len(sense) for sense in senses], np.int64)
        self._first = np.cumsum(self._count) - self._count
        self._cue = np.array([number for sense in senses for number in sense], np.int32)
        self._code = np.array([code[each] for each in indicated], np.int32)[self._cue]
        self._of_headlines = np.array([cue.kind == HEADLINE_TYPE for cue in cues], np.bool_)[self._cue]
        self._weight = np.array([cue.weight for cue in cues], np.float64)[self._cue]

    def of_kind(self, kind: str) -> Flags:
        """Return which codes are of that kind."""
        return np.array([each == kind for each, _ in self.codes], np.bool_)

    def read(self, hits: Hits, batch: TextBatch, sentences: Sentences) -> Cues:
        """Return all indications of the phrases found."""
        count = self._count[hits.sense]
        hit = np.repeat(np.arange(len(hits)), count)
        behind = np.cumsum(count)
        row = np.arange(len(hit)) + np.repeat(self._first[hits.sense] - (behind - count), count)
        start = hits.start[hit]
        entry = np.searchsorted(batch.starts, start, side="right") - 1
        found = Cues(
            start,
            hits.end[hit],
            self._cue[row],
            self._code[row],
            self._weight[row],
            entry,
            sentences.of(start),
        )
        return found.where(np.flatnonzero(~self._of_headlines[row] | (start < batch.body_starts[entry])))
