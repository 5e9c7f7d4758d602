"""Annotates invented entries in a folder, by any engine, as often as asked."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.engines.annotating import Annotated, annotate_entries
from pipelines.engines.engine import Engine
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

REFERENCE = Path(__file__).resolve().parents[4] / "reference"
SPREAD = 7_919
# Few, so that some hundred entries are many parts.
PART_ROWS = 16


def entries(count: int, headline: str = "Training for border officers") -> pa.Table:
    """Return reports of a training each; every eighth entry tells the training before it again, in Spanish."""
    rows = [
        {
            "event_id": f"evt_{number * SPREAD % 16**4:04x}{number:012x}",
            "source_id": "invented",
            "bulletin_id": "bul_0123456789abcdef",
            "entry_number": number + 1,
            "published_on": date(2021, 5, 4),
            "language": "en",
            "headline": f"{headline}, number {number}",
            "body": f"Tegucigalpa. On May {number % 28 + 1}, 2021, the Red Cross and the Órgano {number} of Peru (OP) "
            f"trained {number + 2} officers of Honduras, Belize and Panamá.",
            "source_status": "listed",
        }
        for number in range(count)
    ]
    for number in range(7, count, 8):
        rows[number] |= {
            "language": "es",
            "headline": f"Formación número {number - 1} ({headline})",
            "body": f"Tegucigalpa. El {(number - 1) % 28 + 1} de mayo de 2021 la Cruz Roja y el Órgano {number - 1} "
            f"del Perú (OP) capacitaron a {number + 1} agentes de Honduras, Belice y Panamá.",
        }
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["entries"])).sort_by("event_id")


@dataclass(frozen=True)
class Desk:
    """A folder in which entries are annotated."""

    folder: Path

    @property
    def parts(self) -> Path:
        return self.folder / "parts"

    @property
    def entries(self) -> Path:
        return self.folder / "entries.parquet"

    def write(self, rows: pa.Table) -> None:
        self.folder.mkdir(exist_ok=True)
        pq.write_table(rows, self.entries, row_group_size=50)

    def annotate(self, engine: Engine, name: str = "tables", before: str | None = None) -> Annotated:
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        earlier = self.folder / before if before else None
        return annotate_entries(self.entries, REFERENCE, self.parts, target, earlier, engine, PART_ROWS)

    def files(self, name: str = "tables") -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.folder / name).iterdir())}

    def table(self, table: str, name: str = "tables") -> pa.Table:
        return pq.read_table(self.folder / name / f"{table}.parquet")
