"""Organisations that texts name and the register lacks, with the sentences that name them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.curation.material import Material, Provisional, Sighting, Text

LONGEST_CONTEXT = 240
CONTEXTS = 3
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[¿¡\"“«(]*[A-ZÁÉÍÓÚÑÜ])|\n\n+")


@dataclass(frozen=True, slots=True)
class Unknown:
    """An organisation that the register lacks: number of events, spellings (most frequent first) and contexts."""

    organisation: Provisional
    event_count: int
    written: tuple[str, ...]
    contexts: tuple[str, ...]


def unknown_organisations(material: Material) -> list[Unknown]:
    """Return the organisations that the register lacks, those in most events first."""
    by_partner: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in material.sightings:
        by_partner[sighting.partner_id].append(sighting)
    unknown = [_unknown(each, by_partner[each.partner_id], material) for each in material.provisional]
    return sorted(unknown, key=lambda each: (-each.event_count, each.organisation.name, each.organisation.partner_id))


def _unknown(organisation: Provisional, sightings: Sequence[Sighting], material: Material) -> Unknown:
    events = sorted({sighting.event_id for sighting in sightings})
    first = {sighting.event_id: sighting for sighting in sorted(sightings, key=_body_first, reverse=True)}
    written = Counter(" ".join(sighting.text.split()) for sighting in sightings)
    return Unknown(
        organisation,
        len(events),
        tuple(sorted(written, key=lambda form: (-written[form], form))),
        tuple(context(material.texts[event_id], first[event_id]) for event_id in events[:CONTEXTS]),
    )


def _body_first(sighting: Sighting) -> tuple[bool, int]:
    return sighting.field != "body", sighting.start


def context(text: Text, sighting: Sighting) -> str:
    """Return the sentence that contains a sighting, on one line and cut at word boundaries if it is long.

    If the text is not available, the event's quote or headline is used instead.
    """
    field = text.headline if sighting.field == "headline" else text.body
    if field is None or field[sighting.start : sighting.end] != sighting.text:
        return " ".join((text.quote or text.headline).split())
    breaks = [match.end() for match in _SENTENCE_END.finditer(field)]
    first = max((at for at in breaks if at <= sighting.start), default=0)
    last = min((at for at in breaks if at >= sighting.end), default=len(field))
    before, after = field[first : sighting.start], field[sighting.end : last]
    spare = max(0, LONGEST_CONTEXT - len(sighting.text)) // 2
    return " ".join(f"{_end_of(before, spare)}{sighting.text}{_start_of(after, spare)}".split())


def _end_of(text: str, length: int) -> str:
    return text if len(text) <= length else "… " + text[-length:].partition(" ")[2]


def _start_of(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"
