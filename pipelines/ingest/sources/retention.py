"""The key `retention` of the sources file: how many releases and runs are kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

VersionName = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{2}\.[1-9]\d*$")]


class Retention(BaseModel):
    """What is kept; without the key all releases, and the records of the last 200 runs.

    Args:
        keep_releases: the newest releases that are kept; null keeps all.
        keep: versions of releases that are never deleted, such as those that have been cited.
        keep_runs: the newest runs whose records Dagster keeps.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    keep_releases: Annotated[int, Field(ge=1)] | None = None
    keep: Annotated[list[VersionName], Field(default_factory=list)]
    keep_runs: Annotated[int, Field(ge=1)] = 200
