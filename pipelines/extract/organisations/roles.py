"""The roles of organisations in an event, by the words right before and after their names."""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.extract.organisations.partners import Partners
from pipelines.extract.text.batch import Flags, Offsets, TextBatch
from pipelines.extract.text.columns import NONE, first_of, is_in
from pipelines.extract.text.mentions import Spans
from pipelines.extract.text.sentences import Sentences
from pipelines.extract.types.cues import Cues, CueTable

ROLES = ("signatory", "funder", "organiser", "supporter", "participant", "mentioned")
"""If an entry indicates several roles, the first in this order is the organisation's."""
_BEFORE = 30
_AFTER = 35
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|fue|fueron|es|son|ser|sido) $")
_ENDS_OF_PASSIVE = b"senro"
_LISTED = re.compile(r"[\s,()’'s]*(?:(?:and|y|e|as well as|así como|the|el|la|los|las|of|de|del|to|a|by|por)\b[\s,]*)*")
_LISTED_CHARACTERS = b" \n,()'?acdefhilmnoprstuwyb"
_LOOKED_AT = 6


class _Near(NamedTuple):
    """Cues of one side in the order of the text: the position of the end near the name, the sentence, and the
    role."""

    place: Offsets
    sentence: Offsets
    role: Offsets


class Roles:
    """Assigns roles to the organisations of a batch.

    A cue right before a name gives its role (of two that overlap the one that starts first: "funded by", not "by the"),
    else an active one right after it; names in an enumeration share the cue before the first and the cue after the
    last. Without a cue it is the organiser if the headline or the body's first sentences name it, else it is
    only mentioned.
    """

    def __init__(self, table: CueTable, cues: Cues, sentences: Sentences, batch: TextBatch) -> None:
        self._batch = batch
        self._sentences = sentences
        length = cues.end - cues.start
        before = np.flatnonzero(table.of_kind("role_before")[cues.code])
        before = _not_within(before, cues)
        before = before[np.lexsort((cues.code[before], length[before], cues.end[before]))]
        after = np.flatnonzero(table.of_kind("role_after")[cues.code])
        after = after[~self._is_passive(cues.start[after])]
        after = after[np.lexsort((cues.code[after], -length[after], cues.start[after]))]
        role = np.array([ROLES.index(value) if value in ROLES else NONE for _, value in table.codes], np.int64)[
            cues.code
        ]
        self._before = _Near(cues.end[before], cues.sentence[before], role[before])
        self._after = _Near(cues.start[after], cues.sentence[after], role[after])

    def _is_passive(self, start: Offsets) -> Flags:
        """Return which cues follow "was", "fueron" and similar."""
        folded, text = self._batch.folded, self._batch.text
        passive: Flags = (folded[start - 1] == ord(" ")) & is_in(_ENDS_OF_PASSIVE, folded[start - 2])
        for number in np.flatnonzero(passive).tolist():
            at = int(start[number])
            passive[number] = _PASSIVE.search(text, max(at - 8, 0), at) is not None
        return passive

    def of(self, partners: Partners, early: Offsets) -> Offsets:
        """Return the role of each sighting, a number in ROLES; `early` is the character at which each entry's first
        sentences end."""
        mentions, size = partners.mentions, len(partners.mention_count)
        opens = ~self._is_listed(mentions)
        first = np.flatnonzero(opens)
        last = np.append(first, len(opens))[1:] - 1
        said = self._said_before(mentions.start[first])
        silent = np.flatnonzero(said == NONE)
        said[silent] = self._said_behind(mentions.end[last[silent]])
        said = said[np.cumsum(opens) - 1]
        named = first_of(partners.sighting, size)
        is_early = mentions.start[named] < early[mentions.entry[named]]
        has_role = np.flatnonzero(said != NONE)
        role = np.full(size, len(ROLES))
        np.minimum.at(role, partners.sighting[has_role], said[has_role])
        otherwise = np.where(is_early, ROLES.index("organiser"), ROLES.index("mentioned"))
        return np.where(role == len(ROLES), otherwise, role)

    def _is_listed(self, mentions: Spans) -> Flags:
        """Return which mentions are separated from the previous one only by marks, articles and "and"."""
        listed = np.zeros(len(mentions.entry), np.bool_)
        first, last = mentions.end[:-1], mentions.start[1:]
        listed[1:] = (mentions.entry[1:] == mentions.entry[:-1]) & (first <= last)
        for further in range(_LOOKED_AT):
            character = self._batch.folded[np.minimum(first + further, last - 1)]
            listed[1:] &= is_in(_LISTED_CHARACTERS, character) | (first == last)
        likely, text = np.flatnonzero(listed), self._batch.text
        places = zip(first[likely - 1].tolist(), last[likely - 1].tolist(), strict=True)
        between = [text[a:b] for a, b in places]
        lists = {each: _lists(each) for each in set(between)}
        listed[likely] = [lists[each] for each in between]
        return listed

    def _said_before(self, start: Offsets) -> Offsets:
        """Return the role of the nearest cue before each name, the longest of those with the same end."""
        number = np.searchsorted(self._before.place, start, side="right") - 1
        return self._nearest(self._before, start, number, -1, _BEFORE)

    def _said_behind(self, end: Offsets) -> Offsets:
        """Return the role of the nearest cue after each name, the longest of those with the same start."""
        number = np.searchsorted(self._after.place, end)
        return self._nearest(self._after, end, number, 1, _AFTER)

    def _nearest(self, near: _Near, place: Offsets, number: Offsets, step: int, farthest: int) -> Offsets:
        """Return the role of the first cue in the same sentence from cue `number` on, within `farthest`
        characters; NONE if there is none."""
        sentence = self._sentences.of(place)
        role = np.full(len(place), NONE)
        asked = np.arange(len(place))
        while len(asked):
            asked = asked[(number[asked] >= 0) & (number[asked] < len(near.place))]
            asked = asked[np.abs(near.place[number[asked]] - place[asked]) <= farthest]
            same = near.sentence[number[asked]] == sentence[asked]
            role[asked[same]] = near.role[number[asked[same]]]
            asked = asked[~same]
            number[asked] += step
        return role


@lru_cache(maxsize=1 << 12)
def _lists(between: str) -> bool:
    return _LISTED.fullmatch(between) is not None


def _not_within(chosen: Offsets, cues: Cues) -> Offsets:
    """Return the cues that do not start inside another cue."""
    if not len(chosen):
        return chosen
    order = chosen[np.lexsort((-cues.end[chosen], cues.start[chosen]))]
    start, end = cues.start[order], cues.end[order]
    reached = np.concatenate(([0], np.maximum.accumulate(end)[:-1]))
    same = np.concatenate(([False], start[1:] == start[:-1]))
    kept: Offsets = order[(start >= reached) | same]
    return kept
