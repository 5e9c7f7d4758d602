"""One process at a time holds the lock; a holder that died loses it, one that lives keeps it."""

import time

import pytest

from pipelines.storage.bucket import Bucket
from pipelines.storage.errors import StorageError
from pipelines.storage.lease import KEY, SECONDS_VARIABLE, Lease, LockedError, LostLockError, leased, seconds_valid
from tests.object_store import Fault, ObjectStore


def test_it_is_held_and_given_back(bucket: Bucket) -> None:
    for _ in range(2):
        with leased(bucket) as lease:
            lease.check()
    held = bucket.read(KEY)
    assert held is not None
    assert b'"released": true' in held.content


def test_while_it_is_renewed_nobody_else_gets_it(bucket: Bucket) -> None:
    said = r"s3://.* is being refreshed by process \d+ on .*\. Wait for it to end, then run again\."
    with leased(bucket) as lease:
        time.sleep(1.2)
        with pytest.raises(LockedError, match=said):
            Lease(bucket, 1.0).acquire()
        lease.check()


def test_who_waits_gets_it_once_it_is_given_back(bucket: Bucket, store: ObjectStore) -> None:
    first, second = Lease(bucket, 3.0), Lease(bucket, 3.0)
    first.acquire()
    # Given back while the second has seen it for the first time.
    store.faults.append(Fault("GET .*lock", first.release, is_late=True, times=1))
    second.acquire()
    second.check()
    second.release()


def test_the_lock_of_a_dead_process_is_taken_over_and_the_dead_notices(bucket: Bucket) -> None:
    dead = Lease(bucket, 0.3)
    dead.acquire()
    # As a process that is stopped does.
    dead._ended.set()
    dead._renewing.join()
    dead.check()
    with leased(bucket) as lease:
        lease.check()
        with pytest.raises(LostLockError, match=r"The lock of s3://.* was lost: .* run again\."):
            dead.check()
        dead.release()
        lease.check()


def test_a_lock_that_cannot_be_renewed_is_lost(bucket: Bucket, store: ObjectStore) -> None:
    with leased(bucket) as lease:
        store.faults.append(Fault("PUT .*lock", is_refused=True))
        time.sleep(1.2)
        with pytest.raises(LostLockError):
            lease.check()
        store.faults.clear()


def test_a_lock_that_somebody_removed_and_took_is_lost(bucket: Bucket) -> None:
    with leased(bucket) as lease:
        bucket.delete([KEY])
        with leased(bucket):
            time.sleep(0.6)
            with pytest.raises(LostLockError):
                lease.check()


def test_a_store_that_ignores_conditions_is_refused(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    real = bucket._store.put
    monkeypatch.setattr(type(bucket._store), "put", lambda _self, *args, **more: real(*args, **more | {"mode": None}))
    with pytest.raises(StorageError, match=r"ignores conditions of writes \(If-None-Match\)"):
        Lease(bucket, 1.0).acquire()


@pytest.mark.parametrize("stated", ["soon", "0", "-1"])
def test_seconds_must_be_a_number(stated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS_VARIABLE, stated)
    with pytest.raises(StorageError, match=f"{SECONDS_VARIABLE} is '{stated}'"):
        seconds_valid()
