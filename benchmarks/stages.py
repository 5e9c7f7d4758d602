"""What is measured: each stage runs in a process of its own, by `python -m benchmarks.stages <stage> <folder>`.

It prints one line of JSON a step: CPU seconds of the process and its children, wall time, peak memory.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.memory import watched
from benchmarks.refreshes import EARLIER, refreshes, run
from pipelines.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "reference"
ENTRIES = "entries.parquet"
DOCUMENTS = "documents"
BATCH_ROWS = 2_000
# Some tables as the floor writes them.
TABLES = "tables"


@contextmanager
def step(name: str, counts_cpu: bool = True) -> Iterator[None]:
    """Measure what is done inside, and print it; CPU time is null where processes are not this one's to count."""
    cpu, wall = _cpu(), time.perf_counter()
    with watched() as peak:
        yield
    used = _cpu() - cpu if counts_cpu else None
    figures = {"step": name, "cpu": used, "wall": time.perf_counter() - wall, "peak": peak.bytes}
    print(json.dumps(figures), flush=True)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def start(_folder: Path) -> None:
    """Import the plain code and load the reference tables."""
    with step("start"):
        from pipelines.extract.annotate import load_annotator

        load_annotator(REFERENCE)


def extract(folder: Path) -> None:
    """Annotate the entries, in this process, once the reference tables are loaded."""
    from pipelines.extract.annotate import load_annotator

    annotator = load_annotator(REFERENCE)
    # The first batch pays for what is set up only once.
    annotator.annotate(next(pq.ParquetFile(folder / ENTRIES).iter_batches(batch_size=10)))
    with step("extract"):
        for batch in pq.ParquetFile(folder / ENTRIES).iter_batches(batch_size=BATCH_ROWS):
            annotator.annotate(batch)


def floor(folder: Path) -> None:
    """Read the same text, write the same tables, extract nothing."""
    if not (folder / TABLES).is_dir():
        annotate(folder)
    tables = [pq.read_table(path) for path in sorted((folder / TABLES).glob("*.parquet"))]
    target = folder / "floor"
    target.mkdir(exist_ok=True)
    with step("floor"):
        for batch in pq.ParquetFile(folder / ENTRIES).iter_batches(batch_size=BATCH_ROWS):
            pc.sum(pc.binary_length(batch["body"]))
        for number, table in enumerate(tables):
            pq.write_table(table, target / f"{number}.parquet", compression="zstd")
    shutil.rmtree(target)


def annotate(folder: Path, engine: str = "local") -> None:
    """Annotate by the engine, from file to files; keeps the tables for the floor."""
    from pipelines.engines.annotating import annotate_entries
    from pipelines.engines.choice import engine_of

    target = folder / TABLES
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    with step(f"annotate {engine}", counts_cpu=engine.startswith("local")):
        annotate_entries(folder / ENTRIES, REFERENCE, folder / "parts", target, None, engine_of(engine))
    (target / "keys.parquet").unlink()


def in_process(folder: Path) -> None:
    """Annotate by the engine in one process."""
    annotate(folder, "local:1")


def spark(folder: Path) -> None:
    """Annotate by Spark on this machine."""
    annotate(folder, "spark")


def spark_cluster(folder: Path) -> None:
    """Annotate by Spark with two executors of their own."""
    annotate(folder, "spark:local-cluster[2,1,1024]")


def job(folder: Path) -> None:
    """The whole job: documents to release."""
    _job(_new_workspace(folder), folder)


def job_again(folder: Path) -> None:
    """The whole job on the data of an earlier one, after documents were added."""
    _job(Workspace(folder / "data"), folder)


def _job(workspace: Workspace, folder: Path) -> None:
    with step("whole job"):
        _to_entries(workspace, folder / DOCUMENTS / "sources.yaml")
        _to_release(workspace, workspace.table_path("ingest", "entries"), folder / DOCUMENTS / "sources.yaml")


def ingest(folder: Path) -> None:
    """The job's first stage: documents to entries."""
    _to_entries(_new_workspace(folder), folder / DOCUMENTS / "sources.yaml")


def _to_entries(workspace: Workspace, sources_file: Path) -> None:
    """The steps of `pipelines.ingest.refresh`, one by one."""
    from pipelines.ingest.collect.collection import collect
    from pipelines.ingest.merge.out_of_core import merge_file
    from pipelines.ingest.read.in_parts import read_in_parts
    from pipelines.ingest.sources.sources_file import load_sources
    from pipelines.ingest.store.raw_store import Store

    store = Store(workspace.store)
    with step("collect"):
        collection = collect(load_sources(sources_file), store)
    with workspace.replacing("ingest") as target:
        with step("read"):
            read_in_parts(collection.documents, store.root, workspace.work / ".ingest-parts", target, None)
        with step("merge"):
            merge_file(target / "read_entries.parquet", collection.documents, (), target / "entries.parquet")
        shutil.copyfile(target / "read_problems.parquet", target / "quarantine.parquet")


def release(folder: Path) -> None:
    """The job without its first stage: entries to release."""
    from schemas.formats.arrow import arrow_schema
    from schemas.registry import ALL

    workspace = _new_workspace(folder)
    workspace.write_tables("ingest", {"quarantine": arrow_schema(ALL["quarantine"]).empty_table()})
    with step("entries to release"):
        _to_release(workspace, folder / ENTRIES, folder / "sources.yaml")


def _to_release(workspace: Workspace, entries: Path, sources_file: Path) -> None:
    from pipelines.engines.annotating import TABLES as ANNOTATIONS
    from pipelines.engines.annotating import annotate_entries
    from pipelines.extract.annotate import CODE_VERSION
    from pipelines.extract.names.reference_tables import reference_version
    from pipelines.ingest.sources.sources_file import load_sources
    from pipelines.link.linking import REFERENCE_TABLES as LINK_TABLES
    from pipelines.link.linking import TABLES as LINKS
    from pipelines.link.linking import link_events
    from pipelines.publish.columnar.rows import Stored, stored_tables
    from pipelines.publish.provenance import Provenance
    from pipelines.publish.release import publish
    from pipelines.publish.tables.build import build_tables

    sources = load_sources(sources_file)
    with step("annotate"), workspace.replacing("extract") as target:
        annotate_entries(entries, REFERENCE, workspace.work / ".extract-parts", target, None)
    with step("link"), workspace.replacing("link") as target:
        link_events(workspace.work / "extract", REFERENCE, target)
    with step("build"), workspace.replacing("publish") as target:
        annotations = {name: Stored(workspace.table_path("extract", name)) for name in ANNOTATIONS}
        annotations |= {name: Stored(workspace.table_path("link", name)) for name in LINKS}
        documents, quarantined = (workspace.read_table("ingest", name) for name in ("documents", "quarantine"))
        build_tables(annotations, documents, quarantined, sources, REFERENCE, target)
    with step("publish"):
        provenance = Provenance(CODE_VERSION, reference_version(REFERENCE, LINK_TABLES), sources)
        publish(stored_tables(workspace.work / "publish"), workspace.data, provenance)


def refresh(folder: Path) -> None:
    """Whole refreshes as `make datasets` runs them: the first, with nothing new, with one new document."""
    for name, command in refreshes(folder / "refresh", folder / DOCUMENTS, ROOT):
        with step(name):
            run(command)


def earlier_refresh(folder: Path) -> None:
    """The same refreshes by an earlier commit, which `--earlier` names."""
    for name, command in refreshes(folder / "refresh", folder / DOCUMENTS, folder.parent / EARLIER):
        with step(f"{EARLIER}: {name}"):
            run(command)


def _new_workspace(folder: Path) -> Workspace:
    shutil.rmtree(folder / "data", ignore_errors=True)
    workspace = Workspace(folder / "data")
    workspace.data.mkdir(parents=True)
    return workspace


STAGES: dict[str, Callable[[Path], None]] = {
    each.__name__: each
    for each in (
        start, extract, floor, annotate, in_process, spark, spark_cluster, ingest, job, release, refresh,
        earlier_refresh,
    )
}

if __name__ == "__main__":
    STAGES[sys.argv[1]](Path(sys.argv[2]))
