"""Decisions on labelled entries: the findings on each, whether it is right, and the source of its entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evaluation.labels import LabelledEntry, LabelledSet, load_set
from evaluation.matching import overlap
from evaluation.predictions import PredictedEvent
from evaluation.reading.measure import SITES
from evaluation.scoring import ROW, MatchedEntry, match_entries, score_entry
from evaluation.sets import ROOT, SETS, UNSEEN, EvaluationSet, predicted
from pipelines.curation.labelled_entries import read_entries
from pipelines.extract.annotate import Annotations, Annotator
from pipelines.extract.confidence.evidence import Findings

MEASURES = {
    "date": "date",
    "host": "host",
    "type": "type_lenient",
    "participants": "people",
    "countries": "countries",
}
"""The measure of an entry's score by which a field is right."""
RATED = ("date", "host", "type", "participants", "row", "partner")
"""The fields whose confidence is published."""

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Decided(NamedTuple):
    """Decisions on one field: parallel arrays.

    `findings`: one column per name. `right`: 1 or 0. `source`: the set and the origin of the entry.
    """

    names: tuple[str, ...]
    findings: Flags
    right: Floats
    source: npt.NDArray[np.str_]

    def where(self, chosen: Flags) -> "Decided":
        """Return the chosen ones."""
        return Decided(self.names, self.findings[chosen], self.right[chosen], self.source[chosen])

    def as_findings(self) -> Findings:
        """Return the findings by name."""
        return {name: self.findings[:, number] for number, name in enumerate(self.names)}


Decisions = dict[str, Decided]
"""Decisions by field. All but those on partners have one row per entry, in the same order."""


class Rated(NamedTuple):
    """Published confidences of one field, and whether each fact is right."""

    confidence: Floats
    right: Floats


@dataclass(frozen=True)
class _Scored:
    """A set's entries that were read, by row of `events`: which measures are wrong, and their sources; and for the
    sightings by row of `event_partners`, whether they are right and their entry's row."""

    row: npt.NDArray[np.int64]
    wrong: Sequence[frozenset[str]]
    source: npt.NDArray[np.str_]
    sighting: npt.NDArray[np.int64]
    sighting_right: Floats
    sighting_source: npt.NDArray[np.str_]

    def right(self, field: str) -> Floats:
        wanted = ROW if field == "row" else frozenset({MEASURES[field]})
        return np.array([not wrong & wanted for wrong in self.wrong], np.float64)


def decisions(annotator: Annotator) -> Decisions:
    """Return the decisions on the entries of all labelled sets except the unseen one."""
    parts = [_of_set(*each, annotator) for each in _sets()]
    return {field: _joined([part[field] for part in parts]) for field in parts[0]}


def rated(each: EvaluationSet, annotator: Annotator) -> dict[str, Rated]:
    """Return the confidences that would be published of a set's facts, by field."""
    annotations = annotator.annotate(each.entries())
    scored = _scored(each.labelled(), annotations)
    found = {
        field: Rated(_column(annotations.events, f"{field}_confidence")[scored.row], scored.right(field))
        for field in RATED
        if field != "partner"
    }
    partner = _column(annotations.event_partners, "confidence")[scored.sighting]
    return {**found, "partner": Rated(partner, scored.sighting_right)}


def _sets() -> Iterable[tuple[LabelledSet, pa.Table]]:
    for each in SETS:
        if each.name != UNSEEN:
            yield each.labelled(), each.entries()
    sites = ROOT / "evaluation" / SITES
    yield load_set(sites), read_entries(sites)


def _of_set(labelled: LabelledSet, entries: pa.Table, annotator: Annotator) -> Decisions:
    annotations, evidence = annotator.examine(entries)
    scored = _scored(labelled, annotations)
    decided = {field: _decided(getattr(evidence, field), scored.row, scored, field) for field in MEASURES}
    decided["row"] = _decided({}, scored.row, scored, "row")
    names, findings = _matrix(evidence.partner, scored.sighting)
    decided["partner"] = Decided(names, findings, scored.sighting_right, scored.sighting_source)
    return decided


def _decided(findings: Findings, row: npt.NDArray[np.int64], scored: _Scored, field: str) -> Decided:
    return Decided(*_matrix(findings, row), scored.right(field), scored.source)


def _matrix(findings: Findings, row: npt.NDArray[np.int64]) -> tuple[tuple[str, ...], Flags]:
    columns = [flags[row] for flags in findings.values()]
    return tuple(findings), np.stack(columns, axis=1) if columns else np.zeros((len(row), 0), np.bool_)


def _joined(parts: Sequence[Decided]) -> Decided:
    columns = zip(*(part[1:] for part in parts), strict=True)
    return Decided(parts[0].names, *(np.concatenate(column) for column in columns))


def _scored(labelled: LabelledSet, annotations: Annotations) -> _Scored:
    number = {event: row for row, event in enumerate(annotations.events["event_id"].to_pylist())}
    matched = [each for each in match_entries(labelled.entries, predicted(annotations))[0] if each.event is not None]
    by_row = {number[each.event.event_id]: each for each in matched if each.event is not None}
    sightings = [
        (row, by_row[number[sighting["event_id"]]], sighting["partner_id"])
        for row, sighting in enumerate(annotations.event_partners.select(["event_id", "partner_id"]).to_pylist())
        if number[sighting["event_id"]] in by_row
    ]
    return _Scored(
        np.array(list(by_row), np.int64),
        [frozenset(miss.kind for miss in score_entry(each).misses) for each in by_row.values()],
        np.array([_source(labelled, each) for each in by_row.values()]),
        np.array([row for row, _, _ in sightings], np.int64),
        np.array([_is_named(partner, each) for _, each, partner in sightings], np.float64),
        np.array([_source(labelled, each) for _, each, _ in sightings]),
    )


def _source(labelled: LabelledSet, matched: MatchedEntry) -> str:
    return f"{labelled.name}/{matched.entry.origin}"


def _is_named(partner_id: str, matched: MatchedEntry) -> bool:
    """Return whether one of the partner's mentions is one of the labelled organisations, or an optional one."""
    forms = _forms(matched.entry)
    return any(overlap(text, form) for text in _texts(partner_id, matched.event) for form in forms)


def _forms(entry: LabelledEntry) -> list[str]:
    return [form for partner in (*entry.partners, *entry.partners_optional) for form in partner.forms]


def _texts(partner_id: str, event: PredictedEvent | None) -> list[str]:
    return [each.text for each in event.partner_mentions if each.partner_id == partner_id] if event else []


def _column(table: pa.Table, name: str) -> Floats:
    values: Floats = table[name].to_numpy()
    return values
