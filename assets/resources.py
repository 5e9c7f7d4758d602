"""The resource that assets share: sources, data folder, reference tables and engine."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from assets.composition.naming import Names
from pipelines.curation.overlays import merged_reference, version_of
from pipelines.ingest.sources.sources_file import load_overlays, load_sources
from pipelines.receipts import Receipts, code_version, digest
from pipelines.shipped import base_folder, shipped
from pipelines.storage.address import Address, local_folder
from pipelines.storage.working_copy import DataFolder, opened
from pipelines.workspace import Workspace

SOURCES_VARIABLE = "MIGRATION_BULLETINS_SOURCES"
DATA_VARIABLE = "MIGRATION_BULLETINS_DATA"
ENGINE_VARIABLE = "MIGRATION_BULLETINS_ENGINE"


Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext | dg.SensorEvaluationContext


class Project(dg.ConfigurableResource["Project"]):
    """One set of sources, the folder of everything made from them, and the engine that annotates.

    Relative paths start at the checkout, or at the working folder if the wheel is installed. `data` is a folder, or an
    address such as `s3://bucket/prefix`. With `full` every step runs and every rule is checked, though nothing it
    depends on has changed. `engine` is `local`, `local:<processes>`, `spark` or `spark:<master>`.
    """

    sources: str = "sources.yaml"
    data: str = "data"
    engine: str = "local"
    overlays: list[str] = []  # noqa: RUF012 - Dagster copies it
    full: bool = False
    _opened: DataFolder | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Project"]:  # noqa: ARG002 - Dagster's name
        """Lock the data folder for the length of a run; a bucket only once a step writes to it."""
        with self.workspace.locked(), closing(opened(self._data)) as data:
            self._opened = data
            try:
                yield self
            finally:
                self._opened = None

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Yield the data folder, and keep what a step changes in it: on an object store, in the bucket.

        Raises:
            StorageError: the bucket cannot be used, or another run writes to it.
        """
        with self._in_use.writing() as workspace:
            yield workspace

    @property
    def receipts(self) -> Receipts:
        """The receipts of what earlier runs finished."""
        return self.workspace.receipts(self.full)

    @property
    def made_with(self) -> dict[str, str]:
        """What the result of every step depends on: code, curated tables and the file of sources."""
        sources = load_sources(self.sources_file)
        terms = "\n".join(f"{source.base} {source.model_dump_json()}" for source in sources)
        return {"code": code_version(), "reference": version_of(self.reference), "terms": digest(terms)}

    @property
    def sources_file(self) -> Path:
        """The file that lists the sources."""
        return base_folder() / self.sources

    @property
    def workspace(self) -> Workspace:
        """The data folder; within a run on an object store, with the bucket's tables.

        Raises:
            StorageError: the bucket cannot be used.
        """
        return self._opened.fetched() if self._opened else Workspace(local_folder(self._data))

    @property
    def with_releases(self) -> Workspace:
        """The data folder; within a run on an object store, with the last releases too.

        Raises:
            StorageError: the bucket cannot be used.
        """
        return self._in_use.with_releases()

    @property
    def releases(self) -> str:
        """The folder or address of the releases."""
        address = Address.parse(self.data)
        return str(address.join("releases") if address else self.workspace.releases)

    def address_of(self, path: Path) -> str:
        """Return where others find a file of the data folder."""
        return self._in_use.address_of(path)

    @property
    def _in_use(self) -> DataFolder:
        return self._opened or DataFolder(local_folder(self._data))

    @property
    def _data(self) -> str | Path:
        return self.data if Address.parse(self.data) else base_folder() / self.data

    @property
    def reference(self) -> Path:
        """The folder of curated tables, with those that the sources file and `overlays` add.

        Raises:
            ValueError: an added table cannot be used.
        """
        return merged_reference(shipped("reference"), self.overlay_folders, self.workspace.work / "reference")

    @property
    def overlay_folders(self) -> tuple[Path, ...]:
        """The folders of reference tables that the sources file and `overlays` add."""
        return *load_overlays(self.sources_file), *(base_folder() / folder for folder in self.overlays)

    @property
    def accuracy(self) -> Path:
        """The file with the measured accuracy."""
        return shipped("evaluation/accuracy.json")


def project_of(context: Context, names: Names) -> Project:
    """Return the project that the context of an op or a sensor holds."""
    project: Project = getattr(context.resources, names.resource)
    return project


def project_from_environment(
    sources: str | Path | None = None, data: str | Path | None = None, overlays: Sequence[str | Path] = ()
) -> Project:
    """Return the project that the environment variables configure; by default `sources.yaml`, `data` and `local`.

    Args:
        sources: the sources file, in place of the variable.
        data: the data folder or its address, in place of the variable.
        overlays: folders of reference tables, after those that the sources file names.
    """
    return Project(
        sources=str(sources or dg.EnvVar(SOURCES_VARIABLE).get_value("sources.yaml") or "sources.yaml"),
        data=str(data or dg.EnvVar(DATA_VARIABLE).get_value("data") or "data"),
        engine=dg.EnvVar(ENGINE_VARIABLE).get_value("local") or "local",
        overlays=[str(folder) for folder in overlays],
    )
