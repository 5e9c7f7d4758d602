"""Decides which capitalised words without a head noun, and which letters, name an organisation."""

from collections.abc import Container

import numpy as np

from pipelines.extract.organisations.chunks import Runs, is_acronym_alone
from pipelines.extract.organisations.name_spans import Context, NameSpans, Patterns
from pipelines.extract.organisations.patterns import Form
from pipelines.extract.places.scenes import opens_sentence
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

_LEAST_LETTERS = 3
_LONG_NAME = 3
"""A registered name of this many words may go on behind "and"."""


class PlainNames:
    """Decides on the spans of the form PLAIN; `kinds` are the words that state what kind of body follows."""

    def __init__(self, kinds: Container[int]) -> None:
        self._kinds = kinds

    def are_names(self, found: NameSpans, plain: Offsets, is_bound: Flags, chunks: Runs, context: Context) -> Flags:
        """Return which of the `plain` spans are names.

        They are if letters follow in brackets (`is_bound`) and the words are not a crime, region or group of people; if
        words before them introduce one ("the NGO Manos Abiertas", "with support from Bright Harbour"); if they are
        enumerated with one; or if they are letters that abbreviate nothing else.
        """
        layout, first, last = context.layout, found.first[plain], found.last[plain]
        before = layout.tokens.word_id[first - 1].tolist()
        is_kind = np.array([word in self._kinds for word in before], np.bool_)
        is_concept = _has("concept", first, last, layout)
        is_likely = context.introduced[first] | _is_listed(found, chunks, layout)[plain]
        is_likely &= ~is_concept & ~_has("given_name", first, last, layout)
        letters = is_acronym_alone(first, last, layout.letters) & _may_be_letters(first, layout)
        return is_kind | (is_bound & ~is_concept) | is_likely | letters


def ends_plainly(found: NameSpans, plain: Offsets, parsed: Patterns) -> Flags:
    """Return which of the `plain` spans end a chunk whose last body has no head noun."""
    is_last = np.append(found.chunk[1:] != found.chunk[:-1], True)
    ends = np.array([each.ends_plainly for each in parsed.distinct], np.bool_)
    flags: Flags = is_last[plain] & ends[parsed.number[found.chunk[plain]]]
    return flags


def _has(role: str, first: Offsets, last: Offsets, layout: Layout) -> Flags:
    """Return which runs of tokens have a word with a role."""
    count = layout.count(role)
    flags: Flags = count[last] > count[first]
    return flags


def _is_listed(found: NameSpans, chunks: Runs, layout: Layout) -> Flags:
    """Return which spans are joined by "and" or a comma to one with a head noun or in the register.

    What follows "of" may go on behind "and" ("Ministry of Health and Wellness"), and a word that starts a sentence is
    not a name.
    """
    letters = layout.letters
    is_body = (found.form == Form.REGISTERED) | (found.form == Form.GRAMMAR)
    joined = (found.chunk[1:] == found.chunk[:-1]) & is_in(b"&,", letters[found.last[:-1]])
    links, start = running(is_in(b"of", letters)), chunks.first[found.chunk]
    is_complement = links[found.last] > links[start]
    is_complement |= (found.form == Form.REGISTERED) & (found.last - found.first >= _LONG_NAME)
    starts = opens_sentence(found.first, layout) & (found.last - found.first == 1)
    may_lead = (found.first == start) & ~starts
    listed = np.zeros(len(found), np.bool_)
    listed[1:] |= joined & (is_body & ~is_complement)[:-1]
    listed[:-1] |= joined & is_body[1:] & may_lead[:-1]
    listed &= letters[found.first] == ord("C")
    return listed


def _may_be_letters(token: Offsets, layout: Layout) -> Flags:
    """Return which acronyms may be a body's: three capitals or more, which are no numeral, no abbreviation of something
    else, and no word of a text in capitals."""
    tokens, last = layout.tokens, len(layout.letters) - 1
    is_shouted = tokens.all_caps[np.maximum(token - 1, 0)] | tokens.all_caps[np.minimum(token + 1, last)]
    result: Flags = tokens.all_caps[token] & (tokens.end[token] - tokens.start[token] >= _LEAST_LETTERS)
    return result & ~is_shouted & ~layout.role("other_letters")[token]
