"""Releases published from annotations that an engine wrote."""

from pathlib import Path

from pipelines.engines.annotating import TABLES
from pipelines.engines.engine import Engine
from pipelines.link.linking import TABLES as LINKS
from pipelines.link.linking import link_events
from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.release import publish
from pipelines.publish.tables.build import build_tables
from tests.publish_examples import Terms, documents_of, no_quarantine, provenance
from tests.unit.pipelines.engines.annotated import REFERENCE, Desk

SOURCE = Terms("invented", "Invented news", "Nobody")


def release_by(engine: Engine, desk: Desk, name: str) -> dict[str, bytes]:
    """Every file of the release that the engine's annotations of the desk's entries lead to."""
    desk.annotate(engine, name)
    data, built = desk.folder / f"{name} data", desk.folder / f"{name} built"
    built.mkdir()
    annotations = {table: Stored(desk.folder / name / f"{table}.parquet") for table in TABLES}
    linked = desk.folder / f"{name} linked"
    linked.mkdir()
    assert link_events(desk.folder / name, REFERENCE, linked).share > 0.1
    annotations |= {table: Stored(linked / f"{table}.parquet") for table in LINKS}
    documents = documents_of(whole(annotations["events"].select(["bulletin_id", "source_id"])))
    tables = build_tables(annotations, documents, no_quarantine(), [SOURCE], REFERENCE, built)
    path = publish(tables, data, provenance("code", "reference", SOURCE)).path
    return files(path)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
