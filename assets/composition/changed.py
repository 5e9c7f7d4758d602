"""Records published assets as materialized only if their content changed."""

from collections.abc import Collection, Iterable, Iterator

import dagster as dg

VERSION_TAG = "dagster/data_version"


def changed(
    context: dg.AssetExecutionContext, results: Iterable[dg.MaterializeResult[None]], upstream: Collection[dg.AssetKey]
) -> Iterator[dg.MaterializeResult[None]]:
    """Yield the results whose data version differs from the one recorded last; log the others as observations.

    A run that selects nothing upstream was asked for these assets by name: it materializes all of them.
    """
    by_name = (context.run.asset_selection or set(upstream)).isdisjoint(upstream)
    for result in results:
        if by_name or _differs(context.instance, result):
            yield result
        else:
            context.log_event(_observation(result))


def _differs(instance: dg.DagsterInstance, result: dg.MaterializeResult[None]) -> bool:
    event = instance.get_latest_materialization_event(_key(result))
    before = event.asset_materialization if event else None
    return before is None or (before.tags or {}).get(VERSION_TAG) != _version(result)


def _observation(result: dg.MaterializeResult[None]) -> dg.AssetObservation:
    return dg.AssetObservation(_key(result), metadata=result.metadata, tags={VERSION_TAG: _version(result)})


def _key(result: dg.MaterializeResult[None]) -> dg.AssetKey:
    return dg.AssetKey.from_coercible(result.asset_key or [])


def _version(result: dg.MaterializeResult[None]) -> str:
    return result.data_version.value if result.data_version else ""
