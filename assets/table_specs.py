"""Asset specs and metadata of the tables, generated from the declarations in `schemas`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa

from schemas.declarations import Column, Table

OWNERS = ["team:migration-bulletins"]
PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60


def table_spec(
    table: Table, group: str, deps: Sequence[str | dg.AssetKey] = (), key: dg.AssetKey | None = None
) -> dg.AssetSpec:
    """Return the asset of a table."""
    return dg.AssetSpec(
        key or table.name,
        deps=list(deps),
        description=table.description,
        group_name=group,
        owners=OWNERS,
        kinds={"parquet"},
        tags={"stage": group},
        metadata={"dagster/column_schema": column_schema(table)},
    )


def column_schema(table: Table) -> dg.TableSchema:
    """Return columns with types and constraints, and the table's rules, for Dagster's catalog."""
    return dg.TableSchema(
        columns=[_column(table, column) for column in table.columns],
        constraints=dg.TableConstraints(other=_rules(table)),
    )


def materialized(
    key: dg.AssetKey | str,
    table: pa.Table,
    path: Path,
    counts: Mapping[str, Any] | None = None,
    rows: int | None = None,
) -> dg.MaterializeResult[None]:
    """Return the result of materializing a table: row count, path, first rows and further counts.

    If `rows` states the row count, `table` may hold only the first rows.
    """
    return dg.MaterializeResult(
        asset_key=key,
        metadata={
            **(counts or {}),
            "dagster/row_count": table.num_rows if rows is None else rows,
            "dagster/uri": str(path),
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
