"""The one job: all assets, from the sources to the release."""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Fetch the sources, read and annotate what is new, check everything, publish a release if anything changed.",
)
