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


def weigh(entry: Entry, cues: Sequence[Cue]) -> dict[str, list[Told]]:
    """By kind of cue, the codes that the entry's cues tell, the strongest first.

    A cue in the headline counts two and a half times one in the body's first sentence; later sentences count
    less, and the same phrase counts once in the headline and once in the body.
    """
    scores: dict[str, dict[str, float]] = {"event_type": {}, "topic": {}}
    best: dict[tuple[str, str], tuple[float, Hit]] = {}
    seen: set[tuple[int, bool]] = set()
    for hit in entry.cues:
        in_headline = hit.start < entry.body_start
        place = _weight_of_place(entry, hit.start) if not in_headline else _HEADLINE
        for number in hit.meanings:
            cue = cues[number]
            told = scores.get(cue.kind)
            if told is None or (number, in_headline) in seen:
                continue
            seen.add((number, in_headline))
            weight = cue.weight * place
            told[cue.value] = told.get(cue.value, 0.0) + weight
            key = (cue.kind, cue.value)
            if key not in best or weight > best[key][0]:
                best[key] = (weight, hit)
    return {kind: _ranked(kind, told, best) for kind, told in scores.items()}


def _ranked(kind: str, told: dict[str, float], best: dict[tuple[str, str], tuple[float, Hit]]) -> list[Told]:
    codes = sorted(told, key=lambda code: (-told[code], code))
    return [Told(code, told[code], best[kind, code][1].start, best[kind, code][1].end) for code in codes]


def topics(told: Sequence[Told]) -> list[Told]:
    """The topics told strongly enough, at most three."""
    return [each for each in told if each.score >= _LEAST_TOPIC][:3]


def _weight_of_place(entry: Entry, start: int) -> float:
    sentence = bisect_right(entry.sentence_chars, start) - 1 - entry.headline_sentences
    return _SENTENCES[sentence] if 0 <= sentence < len(_SENTENCES) else _FURTHER
