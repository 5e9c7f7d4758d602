"""Chooses the sentence that best supports an event's row."""

import numpy as np

from pipelines.extract.text.batch import Offsets, TextBatch
from pipelines.extract.text.sentences import Sentences

LONGEST_QUOTE = 200
_MARKS_BEFORE = "-–—.,:; "
_MANY, _NEVER = 1 << 20, 1 << 62


def quotes(batch: TextBatch, sentences: Sentences, facts: Offsets, worth: Offsets) -> list[str | None]:
    """Return, for each entry, the sentence of its body whose facts of the row are worth most, the first on a tie.

    `facts` are the first characters of the facts. Sentences of forty characters or more and early ones are
    preferred.
    """
    size = len(sentences.token)
    entry = np.repeat(np.arange(len(batch)), np.diff(sentences.first))
    end = np.append(sentences.start[1:], 0)
    end[sentences.first[1:] - 1] = batch.ends
    number = sentences.within_body(np.arange(size), entry)
    held = np.bincount(sentences.of(facts), worth, size).astype(np.int64)
    total = 2 * (end - sentences.start >= 40) + held - number
    rank = np.where(number >= 0, total * _MANY - number, -_NEVER)
    first = sentences.first[:-1]
    highest = np.flatnonzero(rank == np.maximum.reduceat(rank, first)[entry])
    best = highest[np.searchsorted(highest, first)]
    rows = zip(sentences.start[best].tolist(), end[best].tolist(), (number[best] >= 0).tolist(), strict=True)
    return [shorten(batch.text[first:last]) if in_body else None for first, last, in_body in rows]


def shorten(sentence: str) -> str | None:
    """Return at most 200 characters of the sentence, cut between words, without a dateline's last marks before it."""
    folded = sentence.strip()
    if "  " in folded or not folded.isprintable():
        folded = " ".join(folded.split())
    folded = folded.lstrip(_MARKS_BEFORE)
    if len(folded) <= LONGEST_QUOTE:
        return folded or None
    cut = folded[: LONGEST_QUOTE - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:") + "…" if " " in cut else cut + "…"
