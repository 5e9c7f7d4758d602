"""The whole job on a bucket: the same release as on a disk, whatever machine does a step; trouble is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner

from assets.commands.cli import main as command
from assets.commands.run import main as datasets
from assets.composition.naming import RESOURCE
from assets.composition.released import ReleaseTables
from assets.definitions import defs
from pipelines.storage import bucket as storage
from pipelines.storage import connection
from pipelines.storage.address import CACHE_VARIABLE, Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.lease import SECONDS_VARIABLE, leased
from pipelines.storage.reading import local_release
from tests.integration.conftest import Outcome
from tests.integration.desks import Desk
from tests.integration.releases import files
from tests.object_store import Fault, ObjectStore, own_buckets

RELEASE = "2021.05.1"
STEPS = ("ingest", "annotations", "links", "tables", "release")


@dataclass(frozen=True)
class BucketDesk(Desk):
    """A desk whose data are in a bucket."""

    address: str = ""

    @property
    def data(self) -> Path:
        return self.address  # type: ignore[return-value] - as the commands get it


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with own_buckets() as store:
        yield store


@pytest.fixture
def on_bucket(desk: Desk, store: ObjectStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> BucketDesk:
    """The same desk with its data in a new bucket, on a machine with no working copy yet."""
    store.faults.clear()
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "one"))
    monkeypatch.setattr(storage, "PAUSES", (0.0,))
    monkeypatch.setitem(connection.RETRIES, "max_retries", 1)
    return BucketDesk(desk.folder, desk.environment, store.new_bucket())


@pytest.fixture(scope="module")
def on_disk(make_desk: Callable[[Path], Desk], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files of the release that a run on a disk makes."""
    desk = make_desk(tmp_path_factory.mktemp("disk") / "a desk")
    desk.add("2021-05-04.txt")
    assert datasets(desk.options) == 0
    return files(desk.data / "releases" / RELEASE)


def test_the_release_is_that_of_a_disk_and_nothing_new_makes_no_other(
    on_disk: Mapping[str, bytes],
    on_bucket: BucketDesk,
    refresh: Callable[[Desk], Outcome],
    store: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    first = refresh(on_bucket)
    assert (first.code, f"{on_bucket.address}/releases/{RELEASE}" in first.out) == (0, True)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "two"))
    before = len(store.asked)
    second = refresh(on_bucket)
    assert (second.code, "nothing changed, so there is no new release" in second.out) == (0, True)
    writes = [each for each in store.asked[before:] if each.fits("^(PUT|POST|DELETE)")]
    assert [each for each in writes if not each.fits("lock.json")] == []
    latest = f"{on_bucket.address}/releases/latest"
    with local_release(latest) as folder:
        assert files(folder) == on_disk
    check_commands(latest, on_bucket, tmp_path)
    tables = ReleaseTables(releases=f"{on_bucket.address}/releases")
    assert (tables.arrow("events").num_rows, tables.folder.name) == (2, RELEASE)


def check_commands(latest: str, desk: BucketDesk, tmp_path: Path) -> None:
    calls = (["verify", latest], ["load", latest, str(tmp_path / "new.db")], ["review", *desk.options])
    told = [CliRunner().invoke(command, call) for call in calls]
    assert [each.exit_code for each in told] == [0, 0, 0], [each.output for each in told]
    missing = CliRunner().invoke(command, ["verify", f"{desk.address}/releases/1999.01.1"])
    assert (missing.exit_code, "There is no release 1999.01.1 at s3://" in missing.output) == (1, True)


def test_each_step_may_be_on_a_machine_of_its_own(
    on_disk: Mapping[str, bytes], on_bucket: BucketDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = {"sources": str(on_bucket.sources), "data": on_bucket.address}
    graph = defs()
    job = graph.resolve_job_def("refresh")
    steps = {each.op.name: each.keys for each in graph.assets or () if isinstance(each, dg.AssetsDefinition)}
    assert len(steps) == len(STEPS)
    for step in STEPS:
        monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / step))
        with dg.DagsterInstance.ephemeral() as instance:
            done = job.execute_in_process(
                {"resources": {RESOURCE: {"config": config}}}, instance=instance, asset_selection=[*steps[step]]
            )
        assert done.success
    with local_release(f"{on_bucket.address}/releases/latest") as folder:
        assert files(folder) == on_disk


def test_of_two_writers_one_wins_and_the_other_says_so(
    on_bucket: BucketDesk, refresh: Callable[[Desk], Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket(Address(on_bucket.address))
    # Renewed soon enough for the other to see it soon.
    monkeypatch.setenv(SECONDS_VARIABLE, "6")
    with leased(bucket) as lease:
        told = refresh(on_bucket)
        lease.check()
    assert told.code == 1
    assert f"{on_bucket.address} is being refreshed by process" in told.err
    assert "Wait for it to end, then run again. The last release, if there is one, is unchanged." in told.err
    assert {each.key for each in bucket.listed("")} == {"lock.json"}


def missing_bucket(desk: BucketDesk, _store: ObjectStore) -> BucketDesk:
    return BucketDesk(desk.folder, desk.environment, "s3://nowhere-to-be-found/prefix")


def cut_while_writing(desk: BucketDesk, store: ObjectStore) -> BucketDesk:
    store.faults.append(Fault("PUT .*/work/.*parquet", is_cut=True))
    return desk


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (missing_bucket, "The bucket of s3://nowhere-to-be-found/prefix does not exist. Create it, or correct"),
        (cut_while_writing, "Check the network and the store, then run again."),
    ],
)
def test_trouble_with_a_bucket_is_told_and_ends_the_run(
    on_bucket: BucketDesk,
    refresh: Callable[[Desk], Outcome],
    store: ObjectStore,
    trouble: Callable[[BucketDesk, ObjectStore], BucketDesk],
    said: str,
) -> None:
    told = refresh(trouble(on_bucket, store))
    assert (told.code, said in told.err) == (1, True), told.err
    assert "Traceback" not in told.err
