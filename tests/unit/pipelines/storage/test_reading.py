"""A release of a bucket is read whole, or it is said what is wrong with it."""

from contextlib import closing
from pathlib import Path

import pytest

from pipelines.publish.release import publish
from pipelines.storage.address import Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.errors import ChangedError, MissingError, StorageError
from pipelines.storage.reading import local_data, local_release, release_file
from pipelines.storage.working_copy import WorkingCopy
from tests.object_store import Fault, ObjectStore
from tests.publish_examples import STORIES, provenance, tables

RELEASE = "2021.04.1"


@pytest.fixture
def published(store: ObjectStore, tmp_path: Path) -> Address:
    """A bucket with one release."""
    address = Address(store.new_bucket())
    with closing(WorkingCopy(address)) as copy, copy.writing():
        publish(tables(tmp_path / "reference", STORIES[:2]), copy.with_releases().data, provenance())
    return address


def test_a_folder_is_read_where_it_is(tmp_path: Path) -> None:
    with local_release(tmp_path) as release, local_data(str(tmp_path)) as data:
        assert release == data == tmp_path


def test_one_file_is_fetched_once_and_by_itself(published: Address, store: ObjectStore) -> None:
    latest = published.join("releases/latest")
    file = release_file(latest, "parquet/events.parquet")
    assert file.parent.parent.name == RELEASE
    before = len(store.requests("GET .*parquet"))
    assert release_file(published.join(f"releases/{RELEASE}"), "parquet/events.parquet") == file
    assert len(store.requests("GET .*parquet")) == before
    with pytest.raises(MissingError):
        release_file(latest, "parquet/invented.parquet")


def test_what_names_no_release_is_refused(published: Address) -> None:
    with pytest.raises(StorageError, match=r"There is no release 1999\.01\.1 at s3://.*\. There are 2021\.04\.1\."):
        release_file(published.join("releases/1999.01.1"), "manifest.json")
    with pytest.raises(StorageError, match=r"names no release\. Write it as s3://bucket/prefix/releases/latest\."):
        release_file(published, "manifest.json")


def test_a_file_that_was_changed_is_told(published: Address) -> None:
    bucket, key = Bucket(published), f"releases/{RELEASE}/csv/events.csv"
    bucket.delete([key])
    bucket.replace(key, b"event_id\r\n", None)
    changed = pytest.raises(ChangedError, match=r"csv/events\.csv is not what it was when it was written")
    with changed, local_release(f"{published}/releases/latest"):
        pass


def test_a_release_that_is_deleted_while_it_is_read_is_told(published: Address, store: ObjectStore) -> None:
    bucket = Bucket(published)

    def delete() -> None:
        bucket.delete([each.key for each in bucket.listed(f"releases/{RELEASE}/")])

    store.faults.append(Fault("GET .*/csv/", delete, times=1))
    gone = pytest.raises(StorageError, match=r"The release 2021\.04\.1 was deleted or is incomplete: There is")
    with gone, local_release(f"{published}/releases/latest"):
        pass
