"""What an organisation does in an event, by the words right before and after its names."""

import re
from collections.abc import Sequence

from pipelines.extract.entry import Entry
from pipelines.extract.organisations import PartnerMention
from pipelines.extract.reference import Cue

_BEFORE = 30
_AFTER = 35
_ORDER = ("signatory", "funder", "organiser", "supporter", "participant", "mentioned")
"""Where an entry tells several, the first of these is the organisation's role."""
_EARLY_SENTENCES = 2
_LISTED = re.compile(r"[\s,()’'s]*(?:(?:and|y|e|as well as|así como|the|el|la|los|las|of|de|del|to|a|by|por)\b[\s,]*)*")


def roles(entry: Entry, mentions: Sequence[PartnerMention], cues: Sequence[Cue], text: str) -> dict[str, str]:
    """The role of each organisation of an entry, by its id.

    A cue right before a name tells its role, else one right behind it; names in an enumeration share what is said of the first
    before it and of the last behind it. One that is told nothing is the organiser if the headline or the body's first sentences
    name it, else it is only mentioned.
    """
    told: dict[str, set[str]] = {mention.partner_id: set() for mention in mentions}
    for names in _enumerations(mentions, text):
        role = _role_before(entry, names[0], cues) or _role_after(entry, names[-1], cues)
        if role is not None:
            for mention in names:
                told[mention.partner_id].add(role)
    early = _early(entry, mentions)
    return {
        key: next((role for role in _ORDER if role in found), "organiser" if key in early else "mentioned")
        for key, found in told.items()
    }


def _enumerations(mentions: Sequence[PartnerMention], text: str) -> list[list[PartnerMention]]:
    """Mentions in runs with nothing but marks, articles and "and" between them."""
    runs: list[list[PartnerMention]] = []
    for mention in mentions:
        if runs and runs[-1][-1].end <= mention.start and _LISTED.fullmatch(text, runs[-1][-1].end, mention.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _role_before(entry: Entry, mention: PartnerMention, cues: Sequence[Cue]) -> str | None:
    near = [
        (hit.end, hit.end - hit.start, cues[number].value)
        for hit in entry.cues
        for number in hit.meanings
        if cues[number].kind == "role_before"
        and 0 <= mention.start - hit.end <= _BEFORE
        and _same_sentence(entry.sentence_chars, hit.start, mention.start)
    ]
    return max(near)[2] if near else None


def _role_after(entry: Entry, mention: PartnerMention, cues: Sequence[Cue]) -> str | None:
    near = [
        (hit.start, hit.start - hit.end, cues[number].value)
        for hit in entry.cues
        for number in hit.meanings
        if cues[number].kind == "role_after"
        and 0 <= hit.start - mention.end <= _AFTER
        and _same_sentence(entry.sentence_chars, mention.end, hit.start)
    ]
    return min(near)[2] if near else None


def _early(entry: Entry, mentions: Sequence[PartnerMention]) -> set[str]:
    last = entry.headline_sentences + _EARLY_SENTENCES
    end = entry.sentence_chars[last] if last < len(entry.sentence_chars) else entry.end
    return {mention.partner_id for mention in mentions if mention.start < end}


def _same_sentence(sentence_chars: Sequence[int], first: int, second: int) -> bool:
    return not any(first < start <= second for start in sentence_chars)
