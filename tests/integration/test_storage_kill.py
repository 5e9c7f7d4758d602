"""A process that is killed while it writes to a bucket leaves the last release whole; the next run needs no hand."""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import STORED, Sighting
from pipelines.publish.release import Publication, publish
from pipelines.publish.verify import verify
from pipelines.storage.address import CACHE_VARIABLE, Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.lease import KEY as LOCK
from pipelines.storage.reading import local_release
from pipelines.storage.releases import Pointer
from pipelines.storage.tables import LISTING
from pipelines.storage.working_copy import WorkingCopy
from tests.object_store import Fault, ObjectStore, own_buckets
from tests.publish_examples import STORIES, provenance, tables

FIRST, SECOND = "2021.04.1", "2021.04.2"
# Forked off a process that has imported all and done nothing yet, which takes no second for each.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.integration.test_storage_kill"])


@dataclass(frozen=True)
class Point:
    """A request, and whether the kill comes once it is answered; else it never arrives."""

    pattern: str
    is_late: bool = False

    def __str__(self) -> str:
        return f"{'after' if self.is_late else 'before'} {self.pattern}"


POINTS = (
    Point("PUT .*/store/raw/"),
    Point("PUT .*/store/sightings/", is_late=True),
    Point("PUT .*/work/tables.json", is_late=True),
    Point("PUT .*/releases/.*/csv/events.csv"),
    Point("PUT .*/releases/releases.json"),
    Point("PUT .*/releases/releases.json", is_late=True),
)


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with own_buckets() as store:
        yield store


@pytest.fixture(scope="module")
def before(store: ObjectStore, tmp_path_factory: pytest.TempPathFactory) -> Address:
    """A bucket with one release of three stories."""
    address = Address(store.new_bucket())
    run(address, tmp_path_factory.mktemp("before"), 3)
    return address


def run(address: Address, machine: Path, stories: int) -> Publication:
    """What a run writes: a document with its sighting, a table of a stage, and a release."""
    os.environ[CACHE_VARIABLE] = str(machine)
    with closing(WorkingCopy(address)) as copy, copy.writing() as workspace:
        raw = Store(workspace.store)
        document = raw.put(f"a page with {stories} stories".encode())
        raw.record([Sighting("invented", "page", f"2021-04-0{stories}T00:00:00+00:00", STORED, document)])
        made = tables(machine / "reference", STORIES[:stories])
        workspace.write_tables("ingest", {"events": made["events"]})
        return publish(made, copy.with_releases().data, provenance())


def copied(before: Address, store: ObjectStore) -> Address:
    address = Address(store.new_bucket())
    source, target = Bucket(before), Bucket(address)
    for each in source.listed(""):
        held = source.read(each.key)
        assert held is not None
        target.replace(each.key, held.content, None)
    return address


def killed_at(point: Point, store: ObjectStore, address: Address, machine: Path) -> None:
    process = PROCESSES.Process(target=run, args=(address, machine, 4))

    def kill() -> None:
        process.kill()
        # Joining here as well would take the exit code from the thread that waits for it below.
        wait([process.sentinel], timeout=60)

    store.faults[:] = [Fault(point.pattern, kill, is_late=point.is_late, is_cut=True, times=1)]
    process.start()
    process.join(timeout=120)
    store.faults.clear()
    assert process.exitcode == -signal.SIGKILL


def as_if_time_had_passed(address: Address) -> None:
    """Let the lock of the killed process be valid for a moment only."""
    bucket = Bucket(address)
    held = bucket.read(LOCK)
    assert held is not None
    bucket.replace(LOCK, json.dumps(json.loads(held.content) | {"seconds": 0.2}).encode(), held.version)


def latest(address: Address) -> str:
    """The version of the last release, which is whole."""
    with local_release(f"{address}/releases/latest") as folder:
        assert verify(folder).ok
        return folder.name


@pytest.mark.parametrize("point", POINTS, ids=map(str, POINTS))
def test_the_last_release_stays_whole_and_the_next_run_goes_on(
    point: Point, before: Address, store: ObjectStore, tmp_path: Path
) -> None:
    address = copied(before, store)
    killed_at(point, store, address, tmp_path / "one")
    assert latest(address) == (SECOND if point == POINTS[-1] else FIRST)
    as_if_time_had_passed(address)
    # Every other time on another machine.
    done = run(address, tmp_path / ("one" if POINTS.index(point) % 2 else "two"), 4)
    assert done.is_new == (point != POINTS[-1])
    assert latest(address) == SECOND
    check_nothing_is_left_over(Bucket(address))


def check_nothing_is_left_over(bucket: Bucket) -> None:
    assert bucket.folders("releases/") == [*Pointer.read(bucket).listed] == [FIRST, SECOND]
    listing = bucket.read(LISTING)
    assert listing is not None
    current = {row["key"] for row in json.loads(listing.content)["tables"]}
    assert {each.key for each in bucket.listed("work/")} == {LISTING, *current}
