"""Work for tests of engines: one row for each letter of a text. Its parts can be told to end their process."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engines.engine import Done, Tables
from pipelines.engines.parts import Part, PartFolder

LETTERS = pa.schema([("event_id", pa.string()), ("letter", pa.string())])


@dataclass(frozen=True)
class OpenTexts:
    work: "Letters"
    part: Part
    fresh: pa.Table

    @property
    def done(self) -> Done | None:
        return Done(self.part.name, 0, self.fresh.num_rows) if self.work.folder.holds(self.part) else None

    def settle(self, computed: Tables) -> Done:
        rows = computed["letters"].sort_by([("event_id", "ascending"), ("letter", "ascending")])
        self.work.folder.write(self.part, {"letters": rows})
        return Done(self.part.name, self.fresh.num_rows, 0)


@dataclass(frozen=True)
class Letters:
    """`deadly` ends the process that computes it: once, or always where it cannot remember that it did."""

    texts: Path
    folder: PartFolder
    deadly: str | None = None
    remembered: Path | None = None

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        return {"letters": LETTERS}

    @property
    def scratch(self) -> Path:
        return self.folder.path / "scratch.tmp"

    def open(self, part: Part) -> OpenTexts:
        return OpenTexts(self, part, part.rows(self.texts))

    def compute(self, batch: pa.RecordBatch) -> Tables:
        rows = batch.to_pylist()
        if self.deadly in {row["event_id"] for row in rows}:
            self._end()
        found = [{"event_id": row["event_id"], "letter": letter} for row in rows for letter in row["text"]]
        return {"letters": pa.Table.from_pylist(found, schema=LETTERS)}

    def _end(self) -> None:
        if self.remembered is None or not self.remembered.exists():
            if self.remembered is not None:
                self.remembered.touch()
            os.kill(os.getpid(), signal.SIGKILL)
