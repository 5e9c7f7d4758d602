"""Names of assets, jobs and resources, so that one code location can hold this graph beside others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition as Job

__all__ = ["Job", "Names", "built", "selected", "selected_checks"]

RESOURCE = "migration_bulletins"
READER = "migration_bulletins_releases"
NOT_IN_NAMES = re.compile(r"\W")


def built(table: str) -> str:
    """Return the name of a table's asset before the table is checked; the published one is named like the table."""
    return f"built/{table}"


@dataclass(frozen=True)
class Names:
    """How one set of definitions is named.

    `prefix` comes before all asset keys and before the names of ops, jobs, schedules, sensors and resources; `group`
    replaces the groups of the stages.
    """

    prefix: tuple[str, ...] = ()
    group: str | None = None

    @classmethod
    def of(cls, key_prefix: str | Sequence[str] | None, group: str | None) -> "Names":
        """Return the names for a key prefix as Dagster takes it: a part, several, or none."""
        parts = [key_prefix] if isinstance(key_prefix, str) else key_prefix or []
        return cls(tuple(parts), group)

    def key(self, name: str) -> dg.AssetKey:
        """Return the key of an asset, such as `events` or `built/events`."""
        return dg.AssetKey([*self.prefix, *name.split("/")])

    def name(self, name: str) -> str:
        """Return the name of an op, job, schedule, sensor or resource."""
        return NOT_IN_NAMES.sub("_", "_".join([*self.prefix, name]))

    def group_of(self, stage: str) -> str:
        """Return the group of a stage's assets."""
        return self.group or stage

    @property
    def job(self) -> str:
        """The name of the job that refreshes everything."""
        return self.name("refresh")

    @property
    def resource(self) -> str:
        """The key of the resource `assets.resources.Project`."""
        return self.name(RESOURCE)

    @property
    def reader(self) -> str:
        """The key of the I/O manager that reads published tables."""
        return self.name(READER)


def selected(
    context: dg.AssetExecutionContext, results: Iterable[dg.MaterializeResult[None]]
) -> Iterator[dg.MaterializeResult[None]]:
    """Yield the results of the assets that the run selects."""
    keys = context.selected_asset_keys
    yield from (result for result in results if result.asset_key in keys)


def selected_checks(
    context: dg.AssetCheckExecutionContext, results: Iterable[dg.AssetCheckResult]
) -> Iterator[dg.AssetCheckResult]:
    """Yield the results of the checks that the run selects."""
    keys = {(key.asset_key, key.name) for key in context.selected_asset_check_keys}
    yield from (result for result in results if (result.asset_key, result.check_name) in keys)
