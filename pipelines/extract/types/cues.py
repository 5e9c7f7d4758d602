"""Where the cue phrases of a batch stand, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.names.reference_tables import Cue
from pipelines.extract.text.batch import Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.sentences import Sentences


@dataclass(frozen=True)
class Cues:
    """What cue phrases tell in a batch, in the order of the text: parallel arrays, one element for each thing that
    one tells.

    `start`, `end`: where the phrase stands in the batch's text. `cue`: its number in the table. `code`: an index of
    the table's `codes`.
    `weight`: how strongly it tells it. `entry`, `sentence`: in which it stands.
    """

    start: Offsets
    end: Offsets
    cue: Ids
    code: Ids
    weight: np.ndarray
    entry: Offsets
    sentence: Offsets

    def where(self, chosen: Flags | Offsets) -> "Cues":
        """Those chosen, by flag or by number."""
        return Cues(
            self.start[chosen],
            self.end[chosen],
            self.cue[chosen],
            self.code[chosen],
            self.weight[chosen],
            self.entry[chosen],
            self.sentence[chosen],
        )


class CueTable:
    """The cues, laid out for whole batches; `codes` are kind and value, in alphabetical order.

    `senses`: the numbers of the cues that a phrase may stand for, by the finder's sense.
    """

    def __init__(self, cues: Sequence[Cue], senses: Sequence[tuple[int, ...]]) -> None:
        self.size = len(cues)
        self.codes: Sequence[tuple[str, str]] = sorted({(cue.kind, cue.value) for cue in cues})
        code = {each: number for number, each in enumerate(self.codes)}
        self._count = np.array([len(sense) for sense in senses], np.int64)
        self._first = np.cumsum(self._count) - self._count
        self._cue = np.array([number for sense in senses for number in sense], np.int32)
        self._code = np.array([code[cue.kind, cue.value] for cue in cues], np.int32)[self._cue]
        self._weight = np.array([cue.weight for cue in cues], np.float64)[self._cue]

    def of_kind(self, kind: str) -> Flags:
        """Of each code whether it is of that kind."""
        return np.array([each == kind for each, _ in self.codes], np.bool_)

    def read(self, hits: Hits, batch: TextBatch, sentences: Sentences) -> Cues:
        """All that the phrases found tell."""
        count = self._count[hits.sense]
        hit = np.repeat(np.arange(len(hits)), count)
        behind = np.cumsum(count)
        row = np.arange(len(hit)) + np.repeat(self._first[hits.sense] - (behind - count), count)
        start = hits.start[hit]
        return Cues(
            start,
            hits.end[hit],
            self._cue[row],
            self._code[row],
            self._weight[row],
            np.searchsorted(batch.starts, start, side="right") - 1,
            sentences.of(start),
        )
