"""The data dictionary in Markdown, generated from the declarations."""

from collections.abc import Iterable, Iterator

from schemas.codes import code_list
from schemas.declarations import Column, Table


def data_dictionary(tables: Iterable[Table], version: str) -> str:
    """Return a page of all tables with their columns, keys and rules, and of all code lists that they use."""
    described = tuple(tables)
    lists = dict.fromkeys(column.codes for table in described for column in table.columns if column.codes)
    parts = [
        f"# Data dictionary\n\nSchema version {version}. Empty cells in CSV are null; texts are never empty.",
        *(_table_section(table) for table in described),
        "# Code lists",
        *(_code_section(name) for name in lists),
    ]
    return "\n\n".join(parts) + "\n"


def _table_section(table: Table) -> str:
    head = ["Column", "Type", "Null", "Meaning", "Rules", "Example"]
    return "\n".join([f"## {table.title} (`{table.name}`)", "", table.description, "", *_rules(table), "", *_grid(head, map(_row, table.columns))])


def _rules(table: Table) -> Iterator[str]:
    yield f"- Key: {_listed(table.primary_key)}"
    for key in table.foreign_keys:
        yield f"- {_listed(key.columns)} refers to {_listed(key.references)} of `{key.table}`"
    for interval in table.intervals:
        yield f"- `{interval.start}` does not come after `{interval.end}`"


def _row(column: Column) -> list[str]:
    return [
        f"`{column.name}`",
        column.type.value,
        "yes" if column.nullable else "no",
        column.description,
        "; ".join(_limits(column)),
        f"`{column.example}`" if column.example is not None else "",
    ]


def _limits(column: Column) -> Iterator[str]:
    if column.codes is not None:
        yield f"code list {column.codes}"
    if column.pattern is not None:
        yield f"`{column.pattern}`"
    if column.minimum is not None:
        yield f"at least {column.minimum}"
    if column.maximum is not None:
        yield f"at most {column.maximum}"
    if column.max_length is not None:
        yield f"at most {column.max_length} characters"
    if column.unit is not None:
        yield f"unit: {column.unit}"
    if column.source is not None:
        yield f"source: {column.source}"


def _code_section(name: str) -> str:
    codes = code_list(name).values()
    crosswalks = list(next(iter(codes)).crosswalks)
    rows = ([f"`{c.code}`", c.name_en, c.name_es, c.description, *(c.crosswalks[key] for key in crosswalks)] for c in codes)
    return "\n".join([f"## `{name}`", "", *_grid(["Code", "English", "Spanish", "Meaning", *crosswalks], rows)])


def _grid(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        escaped = [cell.replace("|", "\\|") for cell in cells]
        yield f"| {' | '.join(escaped)} |"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
