"""Invented reports that tests of linking share: extracted for real, from headline and body."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.extract.annotate import Annotator, load_annotator
from pipelines.ingest.documents import event_id
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

REFERENCE = Path(__file__).resolve().parents[4] / "reference"


@dataclass(frozen=True)
class Report:
    """An entry as a source publishes it."""

    headline: str
    body: str
    published_on: date | None = date(2022, 5, 20)
    source_id: str = "coast"
    language: str = "en"

    @property
    def event_id(self) -> str:
        """The event's id."""
        return event_id(self.source_id, self.published_on, self.headline)


@cache
def annotator() -> Annotator:
    """Return an annotator with the project's reference tables."""
    return load_annotator(REFERENCE)


def annotated(reports: Iterable[Report], folder: Path) -> Path:
    """Write the extraction's tables of the reports; returns the folder."""
    rows = [
        {
            "event_id": report.event_id, "source_id": report.source_id, "bulletin_id": "bul_00000000000000aa",
            "entry_number": 1, "published_on": report.published_on, "language": report.language,
            "headline": report.headline, "body": report.body, "source_status": "listed",
        }
        for report in reports
    ]  # fmt: skip
    entries = pa.Table.from_pylist(rows, schema=arrow_schema(ALL["entries"])).sort_by("event_id")
    found = annotator().annotate(entries)
    folder.mkdir(exist_ok=True)
    for field in fields(found):
        pq.write_table(getattr(found, field.name), folder / f"{field.name}.parquet")
    return folder
