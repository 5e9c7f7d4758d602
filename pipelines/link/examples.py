"""Measures linking on the reports of `link_examples.csv`, of which it is known which tell of one activity."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.extract.annotate import load_annotator
from pipelines.ingest.documents import event_id
from pipelines.link.comparing.weights import load_weights
from pipelines.link.decisions import Decisions
from pipelines.link.linking import activities
from pipelines.link.reading.reports import load_reports
from pipelines.link.reading.wording import WordingReader
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

FILE = "link_examples.csv"
_BULLETIN = "bul_0000000000000000"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Joined:
    """Pairs of reports that tell of one activity, pairs that linking joins, and those that are both."""

    same: frozenset[Pair]
    joined: frozenset[Pair]

    @property
    def precision(self) -> float:
        """The share of joined pairs that are right; 0 if none is joined."""
        return len(self.same & self.joined) / len(self.joined) if self.joined else 0.0

    @property
    def recall(self) -> float:
        """The share of pairs of one activity that are joined; 1 if there are none."""
        return len(self.same & self.joined) / len(self.same) if self.same else 1.0


def link_examples(reference: Path) -> Joined:
    """Extract and link the reports of `link_examples.csv` with the tables of the reference folder, without decisions.

    Raises:
        FileNotFoundError: a table is missing.
        WeightError: the weights do not fit the comparisons.
    """
    with (reference / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = {_event_id(row): row["activity"] for row in rows}
    with TemporaryDirectory() as folder:
        _annotate(rows, reference, Path(folder))
        reports = load_reports(Path(folder), WordingReader(reference))
        found = activities(reports, load_weights(reference), Decisions({})).reports
    ids = reports.event_id.to_pylist()
    same = [pair for pair in combinations(sorted(named), 2) if named[pair[0]] == named[pair[1]]]
    return Joined(frozenset(same), frozenset(_pairs([[ids[number] for number in members] for members in found])))


def _annotate(rows: list[dict[str, str]], reference: Path, target: Path) -> None:
    entries = [
        {
            **row, "event_id": _event_id(row), "bulletin_id": _BULLETIN, "entry_number": 1,
            "published_on": date.fromisoformat(row["published_on"]), "source_status": "listed",
        }
        for row in rows
    ]  # fmt: skip
    table = pa.Table.from_pylist(entries, schema=arrow_schema(ALL["entries"])).sort_by("event_id")
    found = load_annotator(reference).annotate(table)
    for field in fields(found):
        pq.write_table(getattr(found, field.name), target / f"{field.name}.parquet")


def _event_id(row: dict[str, str]) -> str:
    return event_id(row["source_id"], date.fromisoformat(row["published_on"]), row["headline"])


def _pairs(groups: Iterable[list[str]]) -> Iterable[Pair]:
    return (pair for members in groups for pair in combinations(sorted(members), 2))
