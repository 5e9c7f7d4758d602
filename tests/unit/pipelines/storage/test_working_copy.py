"""What one machine writes, another one finds; what a run did not come to write is as if it had not been."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.ingest.store.raw_store import Store, StoreError
from pipelines.ingest.store.sightings import STORED, Sighting
from pipelines.publish.release import publish
from pipelines.publish.verify import verify
from pipelines.publish.versions import Releases
from pipelines.storage.address import CACHE_VARIABLE, Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.errors import StorageError
from pipelines.storage.lease import KEY as LOCK
from pipelines.storage.lease import LostLockError
from pipelines.storage.releases import POINTER
from pipelines.storage.tables import LISTING
from pipelines.storage.working_copy import DataFolder, WorkingCopy, opened
from pipelines.workspace import Workspace
from tests.object_store import Fault, ObjectStore
from tests.publish_examples import STORIES, provenance, tables

OnMachine = Callable[[str], None]
FIRST, SECOND = pa.table({"number": [1, 2]}), pa.table({"number": [3]})


@pytest.fixture
def address(store: ObjectStore, on_machine: OnMachine) -> Address:
    on_machine("one")
    return Address(store.new_bucket())


@contextmanager
def working_on(address: Address) -> Iterator[WorkingCopy]:
    """A working copy of this machine, as a run has it."""
    with closing(WorkingCopy(address)) as copy:
        yield copy


def record(workspace: Workspace, *documents: bytes) -> None:
    store = Store(workspace.store)
    store.record(
        Sighting("invented", f"{document[:5]!r}", "2021-05-04T00:00:00+00:00", STORED, store.put(document))
        for document in documents
    )


def objects(address: Address, prefix: str) -> list[str]:
    return [each.key.removeprefix(prefix) for each in Bucket(address).listed(prefix)]


def content(address: Address, key: str) -> bytes:
    held = Bucket(address).read(key)
    assert held is not None
    return held.content


def test_a_folder_is_its_own_data(tmp_path: Path) -> None:
    data = opened(tmp_path)
    assert type(data) is DataFolder
    with data.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})
    assert data.fetched().read_table("ingest", "numbers").equals(FIRST)
    assert data.address_of(tmp_path / "releases") == str(tmp_path / "releases")
    data.close()


def test_tables_and_ledger_reach_another_machine(address: Address, on_machine: OnMachine) -> None:
    with working_on(address) as copy:
        with copy.writing() as workspace:
            workspace.write_tables("ingest", {"numbers": FIRST})
            record(workspace, b"one", b"two")
        with copy.writing() as workspace:
            record(workspace, b"two", b"three")
        place = copy.address_of(workspace.work / "ingest" / "numbers.parquet")
    assert place.startswith(f"{address}/work/ingest/numbers.")
    assert place.removeprefix(f"{address}/") in objects(address, "")
    on_machine("two")
    with working_on(address) as copy:
        there = copy.fetched()
        assert there.data != workspace.data
        assert there.read_table("ingest", "numbers").equals(FIRST)
        assert Store(there.store).sightings() == Store(workspace.store).sightings()
    assert len(objects(address, "store/raw/")) == 3
    assert objects(address, "store/sightings/")[0] == "000000000000000.jsonl"


def test_a_document_is_fetched_when_it_is_read(address: Address, store: ObjectStore, on_machine: OnMachine) -> None:
    with working_on(address) as copy, copy.writing() as workspace:
        record(workspace, b"one", b"two")
    on_machine("two")
    with working_on(address) as copy:
        there = Store(copy.fetched().store)
    wanted = [each.sha256 or "" for each in there.sightings()]
    assert not store.requests("GET .*store/raw")
    assert there.get(wanted[0]) == b"one"
    there.fetch(wanted)
    assert len(store.requests(f"GET .*store/raw/../({'|'.join(wanted)})")) == 2
    with pytest.raises(StoreError, match="The store lacks"):
        there.get("0" * 64)


def test_what_is_there_already_is_not_moved_again(address: Address, store: ObjectStore) -> None:
    with working_on(address) as copy, copy.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})
        record(workspace, b"one")
    before = len(store.asked)
    with working_on(address) as copy, copy.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})
    moved = [each for each in store.asked[before:] if not each.fits(f"{LOCK}|{LISTING}|list-type")]
    assert moved == []


def test_replaced_tables_are_deleted_and_those_of_other_stages_stay(address: Address, on_machine: OnMachine) -> None:
    with working_on(address) as copy:
        for numbers in (FIRST, SECOND):
            with copy.writing() as workspace:
                workspace.write_tables("ingest", {"numbers": numbers})
                workspace.write_tables("extract", {"numbers": FIRST})
    assert len(objects(address, "work/ingest/")) == len(objects(address, "work/extract/")) == 1
    on_machine("two")
    with working_on(address) as copy:
        assert copy.fetched().read_table("ingest", "numbers").equals(SECOND)


def test_what_a_killed_run_left_in_the_working_copy_is_dropped(address: Address) -> None:
    with working_on(address) as copy, copy.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})
        record(workspace, b"one")
    workspace.write_tables("ingest", {"numbers": SECOND, "others": SECOND})
    workspace.write_tables("link", {"numbers": SECOND})
    record(workspace, b"two")
    with working_on(address) as copy:
        assert copy.fetched().read_tables("ingest") == {"numbers": FIRST}
        assert copy.fetched().read_tables("link") == {}
        assert len(Store(workspace.store).sightings()) == 1
    shutil.rmtree(workspace.data)
    with working_on(address) as copy:
        assert copy.fetched().read_tables("ingest") == {"numbers": FIRST}


def test_what_was_stored_before_an_error_stays(address: Address, on_machine: OnMachine) -> None:
    with working_on(address) as copy, suppress(ZeroDivisionError), copy.writing() as workspace:
        record(workspace, b"one")
        _ = 1 / 0
    on_machine("two")
    with working_on(address) as copy:
        assert len(Store(copy.fetched().store).sightings()) == 1


def test_a_release_reaches_another_machine_which_adds_the_next(
    address: Address, on_machine: OnMachine, tmp_path: Path
) -> None:
    for number, machine in enumerate(("one", "two", "three"), start=2):
        on_machine(machine)
        with working_on(address) as copy, copy.writing():
            data = copy.with_releases().data
            publish(tables(tmp_path / machine, STORIES[:number]), data, provenance())
    releases = copy.workspace.releases
    assert [*map(str, Releases(releases).versions())] == ["2021.04.1", "2021.04.2", "2021.04.3"]
    last = releases / "2021.04.3"
    assert (releases / "latest").resolve() == last.resolve()
    held = [path.relative_to(last).as_posix() for path in last.rglob("*") if path.is_file()]
    assert sorted(objects(address, "releases/2021.04.3/")) == sorted(held)


def test_a_run_that_lost_its_lock_writes_nothing_more(
    address: Address, on_machine: OnMachine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lost = pytest.raises(LostLockError, match="somebody else took it")
    with working_on(address) as copy, lost, copy.writing() as workspace:
        publish(tables(tmp_path / "one", STORIES[:3]), copy.with_releases().data, provenance())
        record(workspace, b"one")
        # Meanwhile somebody removes the lock, and another machine publishes.
        Bucket(address).delete([LOCK])
        on_machine("two")
        with working_on(address) as other, other.writing():
            done = publish(tables(tmp_path / "two", STORIES[:2]), other.with_releases().data, provenance())
        monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "one"))
        copy._lease._renewing.join(timeout=5)  # type: ignore[union-attr]
    assert objects(address, "store/") == []
    assert content(address, "releases/2021.04.1/manifest.json") == (done.path / "manifest.json").read_bytes()


def test_a_pointer_that_somebody_else_moved_stays(address: Address, tmp_path: Path) -> None:
    with working_on(address) as copy, copy.writing():
        publish(tables(tmp_path / "one", STORIES[:2]), copy.with_releases().data, provenance())
    changed = pytest.raises(StorageError, match=r"Another writer has changed s3://.* at the same time")
    with working_on(address) as copy, changed, copy.writing():
        publish(tables(tmp_path / "two", STORIES[:3]), copy.with_releases().data, provenance())
        pointer = content(address, POINTER) + b" "
        Bucket(address).delete([POINTER])
        Bucket(address).replace(POINTER, pointer, None)
    assert content(address, POINTER) == pointer
    with working_on(address) as copy, copy.writing():
        done = publish(tables(tmp_path / "two", STORIES[:3]), copy.with_releases().data, provenance())
    assert done.is_new
    assert verify(done.path).ok


def test_a_file_that_is_gone_from_the_bucket_is_told(address: Address, on_machine: OnMachine) -> None:
    with working_on(address) as copy, copy.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})
    Bucket(address).delete([f"work/{key}" for key in objects(address, "work/") if key.startswith("ingest")])
    on_machine("two")
    with working_on(address) as copy, pytest.raises(StorageError, match=r"differ from work/tables\.json, or changed"):
        copy.fetched()


def test_a_gap_in_the_ledger_is_told(address: Address, on_machine: OnMachine) -> None:
    with working_on(address) as copy:
        for document in (b"one", b"two"):
            with copy.writing() as workspace:
                record(workspace, document)
    Bucket(address).delete(["store/sightings/000000000000000.jsonl"])
    on_machine("two")
    with working_on(address) as copy, pytest.raises(StorageError, match=r"lacks what stood before store/sightings/0+1"):
        copy.fetched()


def test_tables_that_are_replaced_while_they_are_read_are_read_again(
    address: Address, store: ObjectStore, on_machine: OnMachine
) -> None:
    with working_on(address) as copy, copy.writing() as workspace:
        workspace.write_tables("ingest", {"numbers": FIRST})

    def replace() -> None:
        with working_on(address) as other, other.writing() as workspace:
            workspace.write_tables("ingest", {"numbers": SECOND})

    on_machine("two")
    reader = WorkingCopy(address)
    on_machine("one")
    store.faults.append(Fault(r"GET .*numbers\.\w+\.parquet", replace, times=1))
    assert reader.fetched().read_table("ingest", "numbers").equals(SECOND)
