"""What kind of event an entry reports, and which topics it serves, by weighted cue phrases."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.entry import Entry
from pipelines.extract.names import Hit
from pipelines.extract.reference import Cue

_HEADLINE = 2.5
_SENTENCES = (1.0, 0.8, 0.5, 0.3)
_FURTHER = 0.15
_LEAST_TOPIC = 0.8


@dataclass(frozen=True, slots=True)
class Told:
    """A code, how strongly the entry tells it, and the cue that tells it most."""

    code: str
    score: float
    start: int
    end: int


def weigh(entry: Entry, sentence_chars: Sequence[int], cues: Sequence[Cue], kind: str) -> list[Told]:
    """The codes of one kind that the entry's cues tell, the strongest first.

    A cue in the headline counts two and a half times one in the body's first sentence; later sentences count
    less, and the same phrase counts once in the headline and once in the body.
    """
    scores: dict[str, float] = {}
    best: dict[str, tuple[float, Hit]] = {}
    seen: set[tuple[int, bool]] = set()
    for hit in entry.cues:
        for number in hit.meanings:
            cue = cues[number]
            key = (number, hit.start < entry.body_start)
            if cue.kind != kind or key in seen:
                continue
            seen.add(key)
            weight = cue.weight * _weight_of_place(entry, sentence_chars, hit.start)
            scores[cue.value] = scores.get(cue.value, 0.0) + weight
            if cue.value not in best or weight > best[cue.value][0]:
                best[cue.value] = (weight, hit)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    return [Told(code, scores[code], best[code][1].start, best[code][1].end) for code in ranked]


def topics(told: Sequence[Told]) -> list[Told]:
    """The topics told strongly enough, at most three."""
    return [each for each in told if each.score >= _LEAST_TOPIC][:3]


def _weight_of_place(entry: Entry, sentence_chars: Sequence[int], start: int) -> float:
    if start < entry.body_start:
        return _HEADLINE
    sentence = bisect_right(sentence_chars, start) - 1 - bisect_right(sentence_chars, entry.body_start - 1)
    return _SENTENCES[sentence] if 0 <= sentence < len(_SENTENCES) else _FURTHER
