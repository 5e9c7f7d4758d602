"""The data folder: where everything lies that is made from the sources, and how tables pass between stages.

    store/      raw documents under their SHA-256
    work/       what each stage wrote last, in Parquet
    releases/   published releases, and `latest`
    .dagster/   Dagster's record of runs
"""

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP_ROWS = 16_384

log = logging.getLogger(__name__)


class WorkspaceError(RuntimeError):
    """The data folder cannot be used, or lacks what an earlier stage should have written."""


@dataclass(frozen=True)
class Workspace:
    """The paths within one data folder."""

    data: Path

    @property
    def store(self) -> Path:
        """Raw documents."""
        return self.data / "store"

    @property
    def work(self) -> Path:
        """Tables between stages."""
        return self.data / "work"

    @property
    def releases(self) -> Path:
        """Published releases."""
        return self.data / "releases"

    @property
    def dagster_home(self) -> Path:
        """Dagster's record of runs."""
        return self.data / ".dagster"

    def write_tables(self, stage: str, tables: Mapping[str, pa.Table]) -> None:
        """Replace what the stage wrote before, all tables at once; a kill leaves the old ones or none.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        with self.replacing(stage) as folder, self._written():
            for name, table in tables.items():
                # Groups of rows that are read apart from each other.
                path = folder / f"{name}.parquet"
                pq.write_table(table, path, compression="zstd", row_group_size=ROW_GROUP_ROWS)

    @contextmanager
    def replacing(self, stage: str) -> Iterator[Path]:
        """An empty folder for tables as `<name>.parquet`, which then takes the place of what the stage wrote before.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        staging, retired = self.work / f".{stage}-new", self.work / f".{stage}-old"
        with self._written():
            for leftover in (staging, retired):
                shutil.rmtree(leftover, ignore_errors=True)
            staging.mkdir(parents=True)
        yield staging
        with self._written():
            self._replace(staging, self.work / stage, retired)

    def table_path(self, stage: str, name: str) -> Path:
        """The file of a table that the stage wrote, for reading it piece by piece.

        Raises:
            WorkspaceError: there is none, or its file is broken.
        """
        path = self.work / stage / f"{name}.parquet"
        with self._read(path):
            pq.read_metadata(path)
        return path

    def first_rows(self, stage: str, name: str, rows: int) -> pa.Table:
        """The first rows of a table.

        Raises:
            WorkspaceError: there is none, or its file is broken.
        """
        path = self.table_path(stage, name)
        with self._read(path):
            batches = pq.ParquetFile(path).iter_batches(batch_size=rows)
            return pa.Table.from_batches(list(islice(batches, 1)), pq.read_schema(path))

    def read_table(self, stage: str, name: str) -> pa.Table:
        """The table as the stage wrote it last.

        Raises:
            WorkspaceError: there is none, or its file is broken.
        """
        path = self.work / stage / f"{name}.parquet"
        with self._read(path):
            return pq.read_table(path)

    def read_tables(self, stage: str) -> dict[str, pa.Table]:
        """All tables of a stage by name; empty if it has written none.

        Raises:
            WorkspaceError: a file is broken.
        """
        return {path.stem: self.read_table(stage, path.stem) for path in sorted((self.work / stage).glob("*.parquet"))}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other refreshes of this folder waiting; the lock goes when the process ends, however it ends.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.data / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WorkspaceError(f"cannot write to the data folder {self.data}: {error.strerror}") from error
        try:
            self._take(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _take(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("another refresh is at work in %s; waiting for it to end", self.data)
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WorkspaceError(f"cannot write to {self.work}: {error.strerror or error}") from error

    @staticmethod
    @contextmanager
    def _read(path: Path) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            advice = "materialize what comes before it, or run the job `refresh`"
            raise WorkspaceError(f"there is no {path}: {advice}") from None
        except (OSError, pa.ArrowException) as error:
            raise WorkspaceError(f"cannot read {path} ({error}): run the job `refresh` to write it anew") from error

    @staticmethod
    def _replace(staging: Path, final: Path, retired: Path) -> None:
        if final.exists():
            final.rename(retired)
        staging.rename(final)
        shutil.rmtree(retired, ignore_errors=True)
