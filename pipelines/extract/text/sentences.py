"""Cuts a batch's entries into sentences."""

from dataclasses import dataclass

import numpy as np

from pipelines.extract.text.batch import Flags, Offsets, TextBatch
from pipelines.extract.text.tokens import ENTRY, PARAGRAPH, WORD, Tokens

_STOPS = tuple(b".?!")
_SHORT = 4


@dataclass(frozen=True)
class Sentences:
    """All sentences of a batch in the order of the text.

    `token`, `start`: the first token and character of each. `first[i]` is the number of entry i's first sentence (one
    more element than entries); `in_headline[i]` of them start in its headline. `body_token[i]` is the first token of
    its body.
    """

    token: Offsets
    start: Offsets
    first: Offsets
    in_headline: Offsets
    body_token: Offsets

    def of(self, characters: Offsets) -> Offsets:
        """Return the number of the sentence of each character."""
        return np.searchsorted(self.start, characters, side="right") - 1

    def within_body(self, sentence: Offsets, entry: Offsets) -> Offsets:
        """Return how many sentences of the body precede a sentence of an entry; negative in the headline."""
        return sentence - (self.first[:-1] + self.in_headline)[entry]


def cut_sentences(batch: TextBatch, tokens: Tokens, abbreviations: Flags, months: Flags) -> Sentences:
    """Return the batch's sentences; `abbreviations` and `months` flag the lexicon's abbreviations and names of months.

    A sentence starts with an entry, with its body, and after a full stop, question or exclamation mark, or a blank
    line. A full stop after an abbreviation, a single capital or a short month before a number ("jun. 4") does not end a
    sentence.
    """
    mark = tokens.mark
    full_stop = mark == _STOPS[0]
    stop = full_stop | (mark == _STOPS[1]) | (mark == _STOPS[2])
    abbreviated = abbreviations[tokens.word_id] | ((tokens.end - tokens.start == 1) & tokens.capital)
    short_month = months[tokens.word_id] & (tokens.end - tokens.start <= _SHORT)
    abbreviated |= short_month & np.append(tokens.is_number[2:], (False, False))
    before_abbreviated = np.concatenate(([False], abbreviated[:-1])) & full_stop
    glued = np.append((tokens.start[1:] == tokens.end[:-1]) & (mark[1:] == WORD), False)
    begins = np.append(False, ((stop & ~before_abbreviated & ~glued) | (mark == PARAGRAPH))[:-1])
    body_token = np.searchsorted(tokens.start, batch.body_starts)
    begins[tokens.first[:-1]] = begins[body_token] = True
    token = np.flatnonzero(begins & (mark != ENTRY))
    first = np.searchsorted(token, tokens.first)
    in_headline = np.searchsorted(token, body_token) - first[:-1]
    return Sentences(token, tokens.start[token], first, in_headline, body_token)
