"""The labelled sets, and the pipeline's stages run on each."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from evaluation.labels import LabelError, LabelledSet, load_set, read_rows
from evaluation.predictions import PredictedEvent, predicted_events
from pipelines.extract.annotate import Annotations, Annotator
from pipelines.ingest.collect import collect
from pipelines.ingest.documents import event_id
from pipelines.ingest.read import read_documents
from pipelines.ingest.sources import FolderSource, Licence
from pipelines.ingest.store import Store
from schemas.arrow import arrow_schema
from schemas.registry import ALL

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class EvaluationSet:
    """A labelled set: its folder's name in `evaluation/`, and where its documents lie, if it has any."""

    name: str
    about: str
    documents: str | None = None

    @property
    def folder(self) -> Path:
        """Where entries and labels lie."""
        return ROOT / "evaluation" / self.name

    def labelled(self) -> LabelledSet:
        """Its entries with their labels.

        Raises:
            LabelError: a file cannot be read.
        """
        return load_set(self.folder)

    def entries(self) -> pa.Table:
        """Its entries as the table `entries`: read from its documents by the pipeline where it has documents.

        Raises:
            LabelError: a file cannot be read.
        """
        return _entries_of_rows(self) if self.documents is None else _entries_of_documents(self, self.documents)


SETS = (
    EvaluationSet("dev", "the development set, read from its documents", "evaluation/dev/bulletins"),
    EvaluationSet("seed", "the first bulletin's ten entries, read from the document", "bulletins/2018-06-12.txt"),
    EvaluationSet("extra-a", "own entries, labelled before they were read by the program, then worked with"),
    EvaluationSet("extra-b", "own entries, labelled likewise, and kept unseen while rules were written"),
)


def predict(entries: pa.Table, annotator: Annotator) -> list[PredictedEvent]:
    """What the extraction says of entries."""
    return predicted_events(_tables(annotator.annotate(entries)))


def _tables(annotations: Annotations) -> Mapping[str, pa.Table]:
    return {
        "events": annotations.events,
        "event_countries": annotations.event_countries,
        "event_partners": annotations.event_partners,
        "event_topics": annotations.event_topics,
        "mentions": annotations.mentions,
    }


def _entries_of_documents(labelled: EvaluationSet, location: str) -> pa.Table:
    source = FolderSource.model_validate(
        {
            "id": f"evaluation-{labelled.name}", "title": labelled.name, "publisher": "none", "kind": "folder",
            "location": str(ROOT / location), "language": "auto", "attribution": "none", "republish_text": True,
            "licence": Licence(name="none", url="https://example.org"),
        },
        context=ROOT,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        return read_documents(collect([source], store).documents, store, [source]).entries


def _entries_of_rows(labelled: EvaluationSet) -> pa.Table:
    source_id = f"evaluation-{labelled.name}"
    path = labelled.folder / "entries.jsonl"
    rows = read_rows(path, "id", "headline", "body", "language", "published_on")
    bulletin_id = f"bul_{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"
    try:
        dated = [(row, date.fromisoformat(row["published_on"]) if row["published_on"] else None) for row in rows]
    except ValueError as error:
        raise LabelError(f"{labelled.name}/entries.jsonl: published_on: {error}") from error
    return pa.Table.from_pylist(
        [
            {
                "event_id": event_id(source_id, published_on, row["headline"]),
                "source_id": source_id,
                "bulletin_id": bulletin_id,
                "entry_number": number,
                "published_on": published_on,
                "language": row["language"],
                "headline": row["headline"],
                "body": row["body"],
            }
            for number, (row, published_on) in enumerate(dated, start=1)
        ],
        schema=arrow_schema(ALL["entries"]),
    )
