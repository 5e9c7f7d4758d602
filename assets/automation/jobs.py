"""The job `refresh`: all assets, from the sources to the release."""

from collections.abc import Sequence

import dagster as dg

from assets.automation.notifications import log_failure
from assets.composition.naming import Job, Names


def refresh_job(names: Names, assets: Sequence[dg.AssetsDefinition], checks: Sequence[dg.AssetChecksDefinition]) -> Job:
    """Return the job of these assets and checks, and of no others in the code location."""
    return dg.define_asset_job(
        names.job,
        selection=dg.AssetSelection.assets(*assets) | dg.AssetSelection.checks(*checks),
        description=(
            "Read and annotate new entries of the sources, check them, and publish a release if anything changed."
        ),
        hooks={log_failure},
    )
