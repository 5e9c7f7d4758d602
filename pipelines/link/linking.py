"""Annotated events in, the activity of each and the evidence for it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link.blocking import candidates
from pipelines.link.clusters import JOIN, Scored, clusters, connected
from pipelines.link.comparing.comparisons import OF_FACTS, OF_TEXTS
from pipelines.link.comparing.pairs import Pairs
from pipelines.link.comparing.weights import Weights, load_weights
from pipelines.link.decisions import Decisions, load_decisions
from pipelines.link.evidence import evidence
from pipelines.link.reading.places import NONE
from pipelines.link.reading.ragged import Ints
from pipelines.link.reading.reports import FOREVER, Correct, Reports, as_extracted, load_reports
from pipelines.link.reading.wording import WordingReader
from schemas.formats.arrow import arrow_schema
from schemas.tables import event_activities

TABLES = ("event_activities", "event_links")
REFERENCE_TABLES = ("link_cues.csv", "link_decisions.csv", "link_terms.csv", "link_weights.csv")
_ROW_GROUP_ROWS = 16_384
_PLACES = 3
_CERTAIN_BITS = 40.0

Score = dict[tuple[int, int], float]


@dataclass(frozen=True)
class Linked:
    """How many events there are, how many share their activity with others, and the reports of the largest one."""

    events: int
    linked: int
    activities: int
    largest: int

    @property
    def share(self) -> float:
        """The share of events that are linked to others."""
        return self.linked / self.events if self.events else 0.0


@dataclass(frozen=True)
class Activities:
    """The activities that several reports share, each as numbers of reports, with the score of every pair of them."""

    reports: list[list[int]]
    score: Score


def link_events(
    annotations: Path,
    reference: Path,
    target: Path,
    order: pa.Table | None = None,
    correct: Correct = as_extracted,
    present_ids: Mapping[str, str] = MappingProxyType({}),
) -> Linked:
    """Write `event_activities` and `event_links`: which events report one activity, and why.

    An activity takes its id from its first report: `act_` and the hex digits of that event's id.

    Args:
        annotations: folder of the extraction's tables, sorted by `event_id`.
        reference: folder of curated tables.
        target: empty folder for the tables of `TABLES`.
        order: columns `event_id, ledger_position`; without it events count by publication date and id.
        correct: returns the events with the corrections that people made.
        present_ids: by the id of an event that decisions name and that is gone, the id of its replacement.

    Raises:
        OSError: a table is missing or cannot be read.
        WeightError: the weights do not fit the comparisons.
        DecisionError: the decisions cannot be read or contradict each other.
    """
    reports = load_reports(annotations, WordingReader(reference), correct)
    weights = load_weights(reference)
    found = activities(reports, weights, load_decisions(reference, reports.event_id, present_ids))
    position = _positions(reports, order)
    of_events = _event_activities(reports, found, position)
    for name, rows in zip(TABLES, (of_events, _evidence(reports, found, weights)), strict=True):
        pq.write_table(rows, target / f"{name}.parquet", compression="zstd", row_group_size=_ROW_GROUP_ROWS)
    linked = sum(map(len, found.reports))
    return Linked(
        len(reports), linked, len(reports) - linked + len(found.reports), max(map(len, found.reports), default=1)
    )


def activities(reports: Reports, weights: Weights, decisions: Decisions) -> Activities:
    """Return the activities that several reports share."""
    links = _with_decisions(likely(candidates(reports), weights), decisions)
    groups = list(connected(links))
    pairs = [pair for members in groups for pair in combinations(members, 2)]
    numbers = np.array(pairs, np.int64).reshape(-1, 2)
    scores = weights.score(Pairs(reports, numbers[:, 0], numbers[:, 1])).tolist()
    score = dict(zip(pairs, scores, strict=True)) | decisions.scores
    found = []
    for members in groups:
        within = {pair: score[pair] for pair in combinations(members, 2)}
        found += [cluster for cluster in clusters(members, within) if len(cluster) > 1]
    return Activities(found, score)


def likely(pairs: Pairs, weights: Weights) -> Scored:
    """Return the pairs that score high enough; texts are compared only where the facts leave it open."""
    facts = weights.odds_before(pairs) + weights.evidence(pairs, OF_FACTS)
    is_open = facts + weights.most(OF_TEXTS) >= JOIN
    left = Pairs(pairs.reports, pairs.one[is_open], pairs.other[is_open])
    return Scored(left.one, left.other, facts[is_open] + weights.evidence(left, OF_TEXTS)).above(JOIN)


def _with_decisions(links: Scored, decisions: Decisions) -> Scored:
    same = np.array(list(decisions.same()), np.int64).reshape(-1, 2)
    one, other = np.concatenate((links.one, same[:, 0])), np.concatenate((links.other, same[:, 1]))
    score = np.concatenate((links.score, [decisions.scores[pair] for pair in decisions.same()]))
    return Scored(one, other, score)


def _positions(reports: Reports, order: pa.Table | None) -> Ints:
    """Return the place of each report in the order, or else by publication date and id, from 0."""
    size = len(reports)
    if order is None:
        published = np.where(reports.published == NONE, FOREVER, reports.published)
        first = np.lexsort((np.arange(size), published))
    else:
        at = pc.index_in(reports.event_id, value_set=order["event_id"].combine_chunks())
        told = pc.fill_null(order["ledger_position"].take(at), order.num_rows).to_numpy()
        first = np.lexsort((np.arange(size), told))
    position = np.zeros(size, np.int64)
    position[first] = np.arange(size)
    return position


def _event_activities(reports: Reports, found: Activities, position: Ints) -> pa.Table:
    leader = np.arange(len(reports))
    confidence = np.full(len(reports), np.nan)
    for members in found.reports:
        leader[members] = min(members, key=lambda number: position[number])
        for member in members:
            confidence[member] = _confidence(member, members, found.score)
    digits = pc.utf8_slice_codeunits(reports.event_id, len("evt_"))
    ids = pc.binary_join_element_wise("act_", digits.take(pa.array(leader)), "")
    columns = [
        reports.event_id,
        ids,
        pa.array(confidence, mask=np.isnan(confidence)),
        pa.array(position.astype(np.int32)),
    ]
    return pa.Table.from_arrays(columns, schema=arrow_schema(event_activities.TABLE))


def _confidence(member: int, members: list[int], score: Score) -> float:
    """Return the probability that the mean of the scores with the activity's other reports stands for."""
    scores = [score[min(member, other), max(member, other)] for other in members if other != member]
    mean = max(min(sum(scores) / len(scores), _CERTAIN_BITS), -_CERTAIN_BITS)
    return float(round(1 / (1 + 2**-mean), _PLACES))


def _evidence(reports: Reports, found: Activities, weights: Weights) -> pa.Table:
    nearest = [
        (
            member,
            max((other for other in members if other != member), key=lambda other: _likeness(member, other, found)),
        )
        for members in found.reports
        for member in members
    ]
    numbers = np.array(nearest, np.int64).reshape(-1, 2)
    return evidence(Pairs(reports, numbers[:, 0], numbers[:, 1]), weights)


def _likeness(member: int, other: int, found: Activities) -> tuple[float, int]:
    return found.score[min(member, other), max(member, other)], -other
