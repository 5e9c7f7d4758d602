"""The one job: all assets, from the sources to the release."""

import dagster as dg

from assets.automation.notifications import say_what_failed

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Read and annotate what is new in the sources, check it, publish a release if anything changed.",
    hooks={say_what_failed},
)
