"""Run the pipeline's stages over labelled documents, up to the tables of a release."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import pyarrow as pa

from evaluation.predictions import PredictedEvent, predicted_events
from evaluation.reading.cases import Case
from evaluation.reading.labels import LabelledDocuments
from pipelines.engines.annotating import TABLES as ANNOTATIONS
from pipelines.engines.annotating import annotate_entries
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import FeedSource, FolderSource, Source
from pipelines.link.linking import TABLES as LINKS
from pipelines.link.linking import link_events
from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.tables.build import build_tables
from pipelines.workspace import Workspace

FEED = "feed"
_TERMS = {
    "title": "evaluation", "publisher": "none", "language": "auto", "attribution": "none", "republish_text": True,
    "licence": {"name": "none", "url": "https://example.org"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row of `quarantine`."""

    bulletin_id: str
    block_number: int
    text: str | None


@dataclass(frozen=True)
class Published:
    """What a release would hold of the documents."""

    events: tuple[PredictedEvent, ...]
    quarantine: tuple[SetAside, ...]


def publish_documents(labelled: LabelledDocuments, reference: Path) -> Published:
    """Read the documents as one folder, feeds from a server on the loopback."""
    folder = labelled.folder / "documents"
    with _served(folder) as address:
        return _published([*_folder_sources(labelled, folder), *_feed_sources(labelled, address)], reference)


def publish_cases(cases: Sequence[Case], folder: Path, reference: Path) -> Published:
    """Read the documents of the cases, each case a source of its own."""
    sources = [_folder_source(case.id, case.files, folder) for case in cases]
    return _published(sources, reference)


def _folder_sources(labelled: LabelledDocuments, folder: Path) -> Iterator[Source]:
    files = [each.file for each in labelled.documents.values() if each.kind != FEED]
    yield _folder_source(labelled.folder.name, files, folder)


def _folder_source(source_id: str, files: Sequence[str], base: Path) -> Source:
    stated = {**_TERMS, "id": source_id, "kind": "folder", "location": list(files)}
    return FolderSource.model_validate(stated, context=base)


def _feed_sources(labelled: LabelledDocuments, address: str) -> Iterator[Source]:
    for each in labelled.documents.values():
        if each.kind == FEED:
            feed = {"kind": FEED, "location": f"{address}/{each.file}", "contact": "evaluation@example.org"}
            http = {"allow_private": True, "delay_seconds": 0}
            name = f"{labelled.folder.name}-{each.file.partition('-')[0]}"
            yield FeedSource.model_validate({**_TERMS, **feed, "id": name, "http": http})


def _published(sources: Sequence[Source], reference: Path) -> Published:
    with TemporaryDirectory() as data:
        workspace = Workspace(Path(data))
        refresh(sources, workspace)
        with workspace.replacing("extract") as target:
            annotate_entries(
                workspace.table_path("ingest", "entries"), reference, workspace.work / ".parts", target,
                workspace.work / "extract",
            )  # fmt: skip
        annotations = {name: Stored(workspace.table_path("extract", name)) for name in ANNOTATIONS}
        with workspace.replacing("link") as target:
            link_events(workspace.work / "extract", reference, target)
        annotations |= {name: Stored(workspace.table_path("link", name)) for name in LINKS}
        documents, quarantined = (workspace.read_table("ingest", name) for name in ("documents", "quarantine"))
        with workspace.replacing("publish") as target:
            built = build_tables(annotations, documents, quarantined, sources, reference, target)
            return _read({name: whole(rows) for name, rows in built.items()})


def _read(tables: Mapping[str, pa.Table]) -> Published:
    rows: list[dict[str, Any]] = tables["quarantine"].to_pylist()
    quarantine = tuple(SetAside(row["bulletin_id"], row["block_number"], row["text"]) for row in rows)
    return Published(tuple(predicted_events(tables)), quarantine)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's signature
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address at which the folder's files are served until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
