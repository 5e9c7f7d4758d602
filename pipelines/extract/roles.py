"""What an organisation does in an event, by the words right before and after its names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from pipelines.extract.cues import Cues, CueTable
from pipelines.extract.organisations import PartnerMention
from pipelines.extract.sentences import Sentences
from pipelines.extract.text import Offsets

_BEFORE = 30
_AFTER = 35
_ORDER = ("signatory", "funder", "organiser", "supporter", "participant", "mentioned")
"""Where an entry tells several, the first of these is the organisation's role."""
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|fue|fueron|es|son|ser|sido) $")
_LISTED = re.compile(r"[\s,()’'s]*(?:(?:and|y|e|as well as|así como|the|el|la|los|las|of|de|del|to|a|by|por)\b[\s,]*)*")


class Roles:
    """Tells the roles of the organisations of a batch.

    A cue right before a name tells its role (of two that overlap the one that begins first: "funded by", not "by the"),
    else an active one right behind it; names in an enumeration share what is said of the first before it and of the
    last behind it. One that is told nothing is the organiser if the headline or the body's first sentences name it,
    else it is only mentioned.
    """

    def __init__(self, table: CueTable, cues: Cues, sentences: Sentences, text: str) -> None:
        self._values = [value for _, value in table.codes]
        self._text = text
        self._sentence_starts = sentences.start.tolist()
        length = cues.end - cues.start
        before = np.flatnonzero(table.of_kind("role_before")[cues.code])
        before = _not_within(before, cues)
        before = before[np.lexsort((cues.code[before], length[before], cues.end[before]))]
        after = np.flatnonzero(table.of_kind("role_after")[cues.code])
        active = [_PASSIVE.search(text, max(start - 8, 0), start) is None for start in cues.start[after].tolist()]
        after = after[np.array(active, np.bool_)]
        after = after[np.lexsort((cues.code[after], -length[after], cues.start[after]))]
        self._before = self._listed(cues.end, cues, before)
        self._after = self._listed(cues.start, cues, after)

    def _listed(self, near: Offsets, cues: Cues, chosen: Offsets) -> tuple[list[int], list[int], list[str]]:
        """Of the cues chosen, where the side near the name stands, the sentence, and what they tell."""
        values = [self._values[code] for code in cues.code[chosen].tolist()]
        return near[chosen].tolist(), cues.sentence[chosen].tolist(), values

    def of(self, mentions: Sequence[PartnerMention], early: int) -> dict[str, str]:
        """The role of each organisation that an entry mentions, by its id; the first sentences end at character
        `early`."""
        told: dict[str, set[str]] = {}
        for names in self._enumerations(mentions):
            role = self._role_before(names[0].start) or self._role_after(names[-1].end)
            if role is not None:
                for mention in names:
                    told.setdefault(mention.partner_id, set()).add(role)
        roles: dict[str, str] = {}
        for mention in mentions:
            if mention.partner_id not in roles:
                found = told.get(mention.partner_id)
                otherwise = "organiser" if mention.start < early else "mentioned"
                roles[mention.partner_id] = min(found, key=_ORDER.index) if found else otherwise
        return roles

    def _enumerations(self, mentions: Sequence[PartnerMention]) -> list[list[PartnerMention]]:
        """Mentions in runs with nothing but marks, articles and "and" between them."""
        runs: list[list[PartnerMention]] = []
        end = -1
        for mention in mentions:
            if 0 <= end <= mention.start and _LISTED.fullmatch(self._text, end, mention.start):
                runs[-1].append(mention)
            else:
                runs.append([mention])
            end = mention.end
        return runs

    def _role_before(self, start: int) -> str | None:
        """What the nearest cue before a name tells, the longest of those that end together."""
        ends, sentence, value = self._before
        number = bisect_right(ends, start) - 1
        while number >= 0 and start - ends[number] <= _BEFORE:
            if sentence[number] == self._sentence_of(start):
                return value[number]
            number -= 1
        return None

    def _role_after(self, end: int) -> str | None:
        """What the nearest cue behind a name tells, the longest of those that begin together."""
        starts, sentence, value = self._after
        number = bisect_left(starts, end)
        while number < len(starts) and starts[number] - end <= _AFTER:
            if sentence[number] == self._sentence_of(end):
                return value[number]
            number += 1
        return None

    def _sentence_of(self, character: int) -> int:
        return bisect_right(self._sentence_starts, character) - 1


def _not_within(chosen: Offsets, cues: Cues) -> Offsets:
    """Without the cues that begin inside another of them."""
    if not len(chosen):
        return chosen
    order = chosen[np.lexsort((-cues.end[chosen], cues.start[chosen]))]
    start, end = cues.start[order], cues.end[order]
    reached = np.concatenate(([0], np.maximum.accumulate(end)[:-1]))
    same = np.concatenate(([False], start[1:] == start[:-1]))
    kept: Offsets = order[(start >= reached) | same]
    return kept
