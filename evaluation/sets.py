"""The labelled sets, and the pipeline's stages run on each."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from evaluation.labels import LabelledSet, load_set
from evaluation.predictions import PredictedEvent, predicted_events
from pipelines.curation.labelled_entries import read_entries
from pipelines.extract.annotate import Annotations, Annotator
from pipelines.ingest.collect.collection import collect
from pipelines.ingest.read.document import read_documents
from pipelines.ingest.sources.sources_file import FolderSource, Licence
from pipelines.ingest.store.raw_store import Store

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
            EntriesError: it has no documents, and its entries cannot be read.
        """
        return read_entries(self.folder) if self.documents is None else _entries_of_documents(self, self.documents)


SETS = (
    EvaluationSet("dev", "the development set, read from its documents", "evaluation/dev/bulletins"),
    EvaluationSet("seed", "the first bulletin's ten entries, read from the document", "bulletins/2018-06-12.txt"),
    EvaluationSet("extra-a", "own entries, labelled before they were read by the program, then worked with"),
    EvaluationSet(
        "extra-b", "own entries of the harder shapes, labelled likewise; measured once unseen, then worked with"
    ),
    EvaluationSet("extra-c", "own entries with the make-up of dev, labelled likewise; measured once, then worked with"),
    EvaluationSet("fresh", "own entries of other organisations, labelled likewise; measured once, then worked with"),
    EvaluationSet("round", "own entries of still others, labelled likewise; measured once, then worked with"),
    EvaluationSet("unseen", "more of `fresh` and `round`, drawn at random from the same entries, and kept unseen"),
)
UNSEEN = SETS[-1].name
"""The set whose misses nobody has looked at: it tells most about new bulletins."""


def predict(entries: pa.Table, annotator: Annotator) -> list[PredictedEvent]:
    """What the extraction says of entries."""
    return predicted(annotator.annotate(entries))


def predicted(annotations: Annotations) -> list[PredictedEvent]:
    """What annotations say of entries."""
    return predicted_events(_tables(annotations))


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
            # So does the programme in whose manner the documents are written, on its Spanish pages too.
            "date_order": "month-first",
        },
        context=ROOT,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        return read_documents(collect([source], store).documents, store, [source]).entries
