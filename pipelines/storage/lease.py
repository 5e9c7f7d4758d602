"""The lock of a bucket: an object that names its holder, who renews it while at work.

A holder that died stops renewing. Whoever finds the lock unchanged for as long as it is valid takes it over: only the
waiting machine's clock counts, so that clocks need not agree.
"""

import json
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipelines.storage.bucket import Bucket, Held
from pipelines.storage.errors import ChangedError, StorageError

if TYPE_CHECKING:
    from obstore import UpdateVersion

KEY = "lock.json"
SECONDS_VARIABLE = "MIGRATION_BULLETINS_LOCK_SECONDS"
SECONDS = 60.0
# How often the lock is renewed while it is valid, and how often others look at it.
RENEWALS = 3
LOOKS = 12

log = logging.getLogger(__name__)


class LockedError(StorageError):
    """Another writer is at work on the bucket."""


class LostLockError(StorageError):
    """Another writer has taken over the bucket; nothing more may be written."""


def seconds_valid() -> float:
    """Return for how long a lock is valid unless it is renewed, as the environment states it.

    Raises:
        StorageError: the variable states no number of seconds.
    """
    stated = os.environ.get(SECONDS_VARIABLE) or str(SECONDS)
    try:
        seconds = float(stated)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise StorageError(f"{SECONDS_VARIABLE} is {stated!r}. State a number of seconds, such as 60.")
    return seconds


@contextmanager
def leased(bucket: Bucket) -> "Iterator[Lease]":
    """Hold the lock of a bucket, and renew it.

    Raises:
        LockedError: another writer holds it.
        StorageError: the bucket cannot be used, or does not make writes conditional.
    """
    lease = Lease(bucket, seconds_valid())
    lease.acquire()
    try:
        yield lease
    finally:
        lease.release()


@dataclass(frozen=True)
class _Holder:
    """What the object says of its holder."""

    name: str
    since: str
    seconds: float
    is_released: bool

    @classmethod
    def read(cls, held: Held) -> "_Holder":
        try:
            stated: dict[str, Any] = json.loads(held.content)
            seconds, is_released = float(stated["seconds"]), bool(stated.get("released"))
            return cls(str(stated["holder"]), str(stated["since"]), seconds, is_released)
        except (ValueError, KeyError, TypeError):
            return cls("somebody", "an unknown time", SECONDS, is_released=False)


class Lease:
    """The lock, held by one process at a time.

    Args:
        bucket: whose lock it is.
        seconds: for how long it is valid unless it is renewed.
    """

    def __init__(self, bucket: Bucket, seconds: float) -> None:
        self._bucket = bucket
        self._seconds = seconds
        self._stated: dict[str, Any] = {
            "holder": f"process {os.getpid()} on {socket.gethostname()}",
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": seconds,
            "token": uuid4().hex,
        }
        self._renewals = 0
        self._version: UpdateVersion | None = None
        self._valid_until = 0.0
        self._lost: StorageError | None = None
        self._ended = threading.Event()
        self._renewing = threading.Thread(target=self._renew_until_released, name="lock", daemon=True)

    def acquire(self) -> None:
        """Take the lock if nobody holds it or its holder has died, and start renewing it.

        Raises:
            LockedError: another writer holds it.
            StorageError: the bucket cannot be used, or does not make writes conditional.
        """
        held = self._bucket.read(KEY)
        if held is not None and not _Holder.read(held).is_released:
            held = self._outwaited(held)
        try:
            self._write(held.version if held else None)
        except ChangedError as error:
            raise LockedError(self._busy("another writer, which has just started")) from error
        self._check_conditions()
        self._renewing.start()

    def check(self) -> None:
        """Make sure that the lock is still held.

        Raises:
            LostLockError: it was not renewed in time, or somebody else took it.
        """
        if self._lost is not None or time.monotonic() > self._valid_until:
            raise LostLockError(
                f"The lock of {self._bucket.address} was lost: it was not renewed for {self._seconds:g} seconds, or "
                "somebody else took it. Nothing more was written; run again."
            ) from self._lost

    def release(self) -> None:
        """Stop renewing, and give the lock back if it is still held."""
        self._ended.set()
        if self._renewing.is_alive():
            self._renewing.join()
        if self._lost is None:
            # Others take it over after a while if this fails.
            with suppress(StorageError):
                self._write(self._version, released=True)

    def _outwaited(self, held: Held) -> Held | None:
        """Return the lock as it is once its holder has given it back, or has not renewed it while it was valid."""
        holder = _Holder.read(held)
        log.warning(
            "%s is locked by %s since %s. Waiting for up to %g seconds to see whether it is alive.",
            self._bucket.address, holder.name, holder.since, holder.seconds,
        )  # fmt: skip
        end = time.monotonic() + holder.seconds
        while time.monotonic() < end:
            time.sleep(holder.seconds / LOOKS)
            now = self._bucket.read(KEY)
            if now is None or _Holder.read(now).is_released:
                return now
            if now.version != held.version:
                raise LockedError(self._busy(_Holder.read(now).name))
        return held

    def _busy(self, holder: str) -> str:
        return f"{self._bucket.address} is being refreshed by {holder}. Wait for it to end, then run again."

    def _write(self, version: "UpdateVersion | None", released: bool = False) -> None:
        self._renewals += 1
        stated = {**self._stated, "renewals": self._renewals} | ({"released": True} if released else {})
        started = time.monotonic()
        self._version = self._bucket.replace(KEY, json.dumps(stated).encode(), version)
        self._valid_until = started + self._seconds

    def _check_conditions(self) -> None:
        """Make sure that the store refuses a condition that does not hold, as not all do that speak S3."""
        held = self._bucket.read(KEY)
        if held is None or not self._bucket.address.is_conditional:
            return
        try:
            self._bucket.replace(KEY, held.content + b"\n", None)
        except ChangedError:
            return
        raise StorageError(
            f"The store of {self._bucket.address} ignores conditions of writes (If-None-Match): two writers could "
            "disturb each other. Use a store that knows them, or a local folder."
        )

    def _renew_until_released(self) -> None:
        while not self._ended.wait(self._seconds / RENEWALS):
            try:
                self._write(self._version)
            except ChangedError as error:
                self._lost = error
                return
            except StorageError:
                # Tried again until it is too late, which `check` notices.
                log.warning("The lock of %s could not be renewed.", self._bucket.address, exc_info=True)
