"""The code location of a team that has jobs, assets and a resource of its own beside this project's."""

import dagster as dg
import pandas as pd

from assets.definitions import definitions


@dg.asset(ins={"reports": dg.AssetIn(["news", "events"], input_manager_key="news_migration_bulletins_releases")})
def months(reports: pd.DataFrame) -> dg.MaterializeResult[None]:
    """Events by month."""
    counted = reports.groupby(reports["published_on"].astype(str).str[:7]).size()
    return dg.MaterializeResult(metadata={"months": len(counted)})


@dg.asset(deps=[["news", "countries"]], automation_condition=dg.AutomationCondition.eager())
def chart() -> None:
    """A picture of the countries."""


@dg.asset
def events() -> None:
    """An asset of the team that has the name of one of ours."""


@dg.definitions
def defs() -> dg.Definitions:
    """Return what the code location holds."""
    theirs = dg.Definitions(
        assets=[months, chart, events],
        jobs=[dg.define_asset_job("refresh", selection=["events"])],
        resources={"project": "theirs"},
        executor=dg.multiprocess_executor.configured(
            {"start_method": {"forkserver": {"preload_modules": ["dagster", "assets.definitions"]}}}
        ),
    )
    return dg.Definitions.merge(definitions(key_prefix="news", group="migration"), theirs)
