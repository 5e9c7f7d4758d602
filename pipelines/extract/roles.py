"""What an organisation does in an event, by the words right before and after its names."""

from collections.abc import Sequence

from pipelines.extract.entry import Entry
from pipelines.extract.organisations import PartnerMention
from pipelines.extract.reference import Cue

_BEFORE = 60
_AFTER = 45
_ORDER = ("signatory", "funder", "organiser", "supporter", "participant", "mentioned")
"""Where an entry tells several, the first of these is the organisation's role."""


def roles(entry: Entry, mentions: Sequence[PartnerMention], cues: Sequence[Cue]) -> dict[str, str]:
    """The role of each organisation of an entry, by its id."""
    told: dict[str, set[str]] = {}
    before = [(hit.end, hit.start, cues[n].value) for hit in entry.cues for n in hit.meanings if cues[n].kind == "role_before"]
    after = [(hit.start, cues[n].value) for hit in entry.cues for n in hit.meanings if cues[n].kind == "role_after"]
    for mention in mentions:
        found = told.setdefault(mention.partner_id, set())
        nearest = [(end, role) for end, start, role in before if 0 <= mention.start - end <= _BEFORE and _same_sentence(entry.sentence_chars, start, mention.start)]
        if nearest:
            found.add(max(nearest)[1])
            continue
        following = [(start, role) for start, role in after if 0 <= start - mention.end <= _AFTER and _same_sentence(entry.sentence_chars, mention.end, start)]
        if following:
            found.add(min(following)[1])
    return {partner_id: next((role for role in _ORDER if role in found), "mentioned") for partner_id, found in told.items()}


def _same_sentence(sentence_chars: Sequence[int], first: int, second: int) -> bool:
    return not any(first < start <= second for start in sentence_chars)
