"""The job `refresh`: all assets, from the sources to the release."""

import dagster as dg

from assets.automation.notifications import log_failure

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
    description="Read and annotate new entries of the sources, check them, and publish a release if anything changed.",
    hooks={log_failure},
)
