"""Asset specs and metadata of the tables, generated from the declarations in `schemas`."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import dagster as dg
import pyarrow as pa

from schemas.declarations import Column, Table

OWNERS = ["team:migration-bulletins"]
PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60


def table_spec(
    table: Table,
    key: dg.AssetKey,
    group: str,
    stage: str,
    deps: Sequence[dg.AssetKey] = (),
    made_from: Mapping[dg.AssetKey, Table] = MappingProxyType({}),
) -> dg.AssetSpec:
    """Return the asset of a table.

    Args:
        table: the declaration.
        key: the asset's key.
        group: the asset's group.
        stage: the stage that makes it.
        deps: the assets upstream.
        made_from: the tables whose columns it takes over, by their assets' keys.
    """
    lineage = column_lineage(table, made_from)
    return dg.AssetSpec(
        key,
        deps=list(deps),
        description=table.description,
        group_name=group,
        owners=OWNERS,
        kinds={"parquet"},
        tags={"stage": stage},
        metadata={
            "dagster/column_schema": column_schema(table),
            **({"dagster/column_lineage": lineage} if lineage.deps_by_column else {}),
        },
    )


def column_lineage(table: Table, made_from: Mapping[dg.AssetKey, Table]) -> dg.TableColumnLineage:
    """Return which columns are taken over from other tables: those that are declared there under the same name."""
    origins = {
        name: [dg.TableColumnDep(key, name) for key, origin in made_from.items() if name in origin.column_names]
        for name in table.column_names
    }
    return dg.TableColumnLineage({name: found for name, found in origins.items() if found})


def column_schema(table: Table) -> dg.TableSchema:
    """Return columns with types and constraints, and the table's rules, for Dagster's catalog."""
    return dg.TableSchema(
        columns=[_column(table, column) for column in table.columns],
        constraints=dg.TableConstraints(other=_rules(table)),
    )


def materialized(
    key: dg.AssetKey,
    table: pa.Table,
    place: str,
    counts: Mapping[str, Any] | None = None,
    rows: int | None = None,
    data_version: str | None = None,
) -> dg.MaterializeResult[None]:
    """Return the result of materializing a table: row count, place, first rows and further counts.

    If `rows` states the row count, `table` may hold only the first rows. `data_version` changes with the content.
    """
    return dg.MaterializeResult(
        asset_key=key,
        data_version=dg.DataVersion(data_version) if data_version else None,
        metadata={
            **(counts or {}),
            "dagster/row_count": table.num_rows if rows is None else rows,
            "dagster/uri": place,
            "preview": dg.MetadataValue.md(preview(table)),
        },
    )


def preview(table: pa.Table, rows: int = PREVIEW_ROWS) -> str:
    """Return the first rows as a Markdown table, long texts cut."""
    if table.num_rows == 0:
        return "No rows."
    lines = [table.column_names, ["---"] * table.num_columns]
    lines += [[_cell(value) for value in row.values()] for row in table.slice(0, rows).to_pylist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= PREVIEW_CHARACTERS else text[: PREVIEW_CHARACTERS - 1] + "…"


def _column(table: Table, column: Column) -> dg.TableColumn:
    return dg.TableColumn(
        column.name,
        column.type.value,
        description=column.description,
        constraints=dg.TableColumnConstraints(
            nullable=column.nullable, unique=table.primary_key == (column.name,), other=_limits(column)
        ),
    )


def _limits(column: Column) -> list[str]:
    limits = {
        "code list": column.codes,
        "pattern": column.pattern,
        "at least": column.minimum,
        "at most": column.maximum,
        "longest": column.max_length,
    }
    return [f"{name} {limit}" for name, limit in limits.items() if limit is not None]


def _rules(table: Table) -> list[str]:
    return [
        f"key {', '.join(table.primary_key)}",
        *(f"{', '.join(key.columns)} in {key.table} ({', '.join(key.references)})" for key in table.foreign_keys),
        *(f"{interval.start} not after {interval.end}" for interval in table.intervals),
    ]
