from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engines.local import LocalEngine
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.merge.events import merged
from pipelines.ingest.merge.out_of_core import merge_file
from pipelines.ingest.read.document import read_documents
from pipelines.ingest.read.in_parts import KEYS_TABLE, SCHEMAS, read_in_parts, readable
from pipelines.ingest.sources.models import FolderSource
from pipelines.ingest.sources.selectors import Selectors
from pipelines.ingest.store.raw_store import Store

TEXT = "4 May, 2021\n\nDesk {n} opens\n\nIt was opened by the Harbour Office of town {n}.\n"
PAGE = "<html lang='en'><body><div class='e'><h2>Page {n}</h2><p>It was opened by the office.</p></div></body></html>"
ONE_PROCESS = LocalEngine(1)


@dataclass
class Reader:
    """Reads documents into a folder, and again into another beside what it left."""

    folder: Path
    store: Store
    left: list[Path] = field(default_factory=list)

    def text(self, number: int, source_id: str = "harbour") -> DocumentRef:
        return DocumentRef(source_id, self.store.put(TEXT.format(n=number).encode()), f"{number}.txt", language="en")

    def page(self, number: int) -> DocumentRef:
        sha256 = self.store.put(PAGE.format(n=number).encode())
        return DocumentRef("harbour", sha256, f"{number}.html", selectors=Selectors(entry=".e"))

    def read(self, documents: list[DocumentRef], engine: LocalEngine = ONE_PROCESS) -> dict[str, pa.Table]:
        target = self.folder / f"run{len(self.left)}"
        target.mkdir()
        before = self.left[-1] if self.left else None
        read_in_parts(documents, self.store.root, self.folder / "parts", target, before, engine, part_documents=4)
        self.left.append(target)
        return {name: pq.read_table(target / f"{name}.parquet") for name in (*SCHEMAS, KEYS_TABLE)}


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    yield Reader(tmp_path, Store(tmp_path / "store"))
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith("parts")]


def test_parts_in_one_process_and_in_several_are_read_as_all_together(reader: Reader) -> None:
    documents = [*map(reader.text, range(12)), *map(reader.page, range(3)), reader.text(3, "port")]
    read = reader.read(documents)
    reader.left.clear()
    (reader.folder / "run0").rename(reader.folder / "first")
    assert reader.read(documents, LocalEngine(2)) == read
    sources = [FolderSource.model_construct(id=each) for each in ("harbour", "port")]
    together = read_documents(documents, reader.store, sources)
    assert (read["documents"], read["blocks"], read["read_problems"]) == (
        together.documents, together.blocks, together.quarantine,
    )  # fmt: skip
    assert merged(read["read_entries"], documents) == together.entries
    assert together.entries.num_rows == 16


def test_what_was_read_before_is_taken_over_without_its_bytes(reader: Reader) -> None:
    before = [reader.text(number) for number in range(9)]
    reader.read(before)
    for path in (reader.store.root / "raw").rglob("*"):
        if path.is_file():
            path.unlink()
    after = [*before[2:], reader.text(20)]
    again = reader.read(after)
    assert sorted(again["documents"]["location"].to_pylist()) == sorted(ref.location for ref in after)
    assert again["blocks"].num_rows == 3 * len(after)


def test_a_run_that_was_cut_off_goes_on_where_it_was(reader: Reader) -> None:
    documents = [reader.text(number) for number in range(9)]
    lost = reader.store.root / "raw" / documents[8].sha256[:2] / documents[8].sha256
    raw = lost.read_bytes()
    lost.unlink()
    with pytest.raises(Exception, match="The store lacks"):
        reader.read(documents)
    finished = {path.name for path in (reader.folder / "parts").iterdir() if path.suffix != ".tmp"}
    lost.write_bytes(raw)
    for part in finished:
        pq.write_table(pq.read_table(reader.folder / "parts" / part / "blocks.parquet").slice(0, 0),
                       reader.folder / "parts" / part / "blocks.parquet")  # fmt: skip
    (reader.folder / "run0").rmdir()
    # What was finished is not done again, so that it stays as spoilt as it is.
    assert finished
    assert reader.read(documents)["blocks"].num_rows < 27


def test_tables_that_are_broken_or_of_another_time_are_not_taken_over(reader: Reader) -> None:
    reader.read([reader.text(1)])
    (folder,) = reader.left
    assert readable(folder) == folder
    (folder / "blocks.parquet").write_bytes(b"cut o")
    assert readable(folder) is None
    assert readable(folder / "nowhere") is None


def test_entries_in_files_are_brought_together_as_in_memory(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.merge.out_of_core._BUCKET_ROWS", 3)
    documents = [*map(reader.text, range(12)), reader.text(3, "port")]
    rows = reader.read(documents)["read_entries"]
    again = rows.slice(2, 5).set_column(3, "entry_number", pa.array([2] * 5, pa.int32())).cast(rows.schema)
    twice = pa.concat_tables([rows, again])
    path, target = reader.folder / "entries.parquet", reader.folder / "merged.parquet"
    pq.write_table(twice, path, row_group_size=4)
    merge_file(path, documents, (), target)
    assert pq.read_table(target) == merged(twice, documents)
    assert sorted(each.name for each in reader.folder.glob("merged*")) == ["merged.parquet"]
