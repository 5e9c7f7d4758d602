"""Small cases of one fault each: what must hold of the events of a few documents."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.labels import read_rows
from evaluation.predictions import PredictedEvent
from evaluation.reading.words import folded

_SHOWN = 30


@dataclass(frozen=True)
class Case:
    """A case: its documents, how many events they report, and what must hold of each.

    `rows` have the keys of `cases.jsonl`; with `may_be_quarantined` a story may stand in quarantine instead.
    """

    id: str
    kind: int
    files: tuple[str, ...]
    says: str
    events: int
    rows: tuple[Mapping[str, Any], ...]
    may_be_quarantined: bool


@dataclass(frozen=True)
class CaseResult:
    """A case and what is wrong in it; nothing if it is right."""

    case: Case
    wrong: tuple[str, ...]


def load_cases(folder: Path) -> tuple[Case, ...]:
    """Read `cases.jsonl` of a folder.

    Raises:
        LabelError: the file is missing, or a line is not a case.
    """
    rows = read_rows(folder / "cases.jsonl", "case", "kind", "files", "says", "events", "rows")
    return tuple(
        Case(
            row["case"], row["kind"], tuple(row["files"]), row["says"], row["events"], tuple(row["rows"]),
            bool(row.get("or_quarantine")),
        )
        for row in rows
    )  # fmt: skip


def check_case(case: Case, events: Sequence[PredictedEvent], quarantined: frozenset[str], folder: Path) -> CaseResult:
    """Compare a case with the events of its documents.

    Args:
        case: what must hold.
        events: those of the case's source.
        quarantined: ids of the bulletins that quarantine names.
        folder: where the case's files lie.
    """
    spare = sum(_bulletin_id(folder / file) in quarantined for file in case.files) if case.may_be_quarantined else 0
    return CaseResult(case, tuple(_wrong(case, events, spare)))


def _wrong(case: Case, events: Sequence[PredictedEvent], spare: int) -> Iterator[str]:
    if not case.events - spare <= len(events) <= case.events:
        yield f"events {len(events)} for {case.events}: {[folded(each.headline)[:_SHOWN] for each in events]}"
    used: set[str] = set()
    for row in case.rows:
        named = [each for each in events if folded(each.headline) == folded(row["headline"])]
        faults = [(list(_faults(row, each)), each) for each in named if each.event_id not in used]
        if faults:
            wrong, event = min(faults, key=lambda each: len(each[0]))
            used.add(event.event_id)
            yield from wrong
        elif spare:
            spare -= 1
        else:
            yield f"no event {row['headline']!r}"


def _faults(row: Mapping[str, Any], event: PredictedEvent) -> Iterator[str]:
    values = {
        "pub": event.published_on.isoformat() if event.published_on else None,
        "ev": event.event_date_edtf,
        "host": event.host_country_iso3,
        "n": event.participant_count,
        "type": event.event_type,
    }
    for key, value in values.items():
        wanted = row.get(key)
        if key in row and value not in (wanted if isinstance(wanted, list) else [wanted]):
            yield f"{key} {value} for {wanted}"
    if "countries" in row and event.countries != set(row["countries"]):
        yield f"countries {sorted(event.countries)}"
    yield from (f"country {each}" for each in row.get("without", ()) if each in event.countries)
    yield from _partner_faults(row, event)
    yield from (f"body has {each!r}" for each in row.get("clean", ()) if folded(each) in folded(event.body))


def _partner_faults(row: Mapping[str, Any], event: PredictedEvent) -> Iterator[str]:
    texts = {folded(mention.text) for mention in event.partner_mentions}
    ids = {mention.partner_id for mention in event.partner_mentions}
    for name in row.get("have", ()):
        if not any(folded(name) in text for text in texts):
            yield f"lacks {name}"
    for name in row.get("lack", ()):
        if folded(name) in texts or name in ids:
            yield f"partner {name}"


def _bulletin_id(path: Path) -> str:
    return f"bul_{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"
