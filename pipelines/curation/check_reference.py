"""Checks the curated tables against their declarations.

    python -m pipelines.curation.check_reference [FOLDER]

Exits with status 1 and one line for each fault: file, row, column, value and what is wrong.
"""

import csv
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.shipped import shipped
from schemas.declarations import ForeignKey, Table
from schemas.formats.arrow import ARROW_TYPES, arrow_schema
from schemas.reference import TABLES
from schemas.reference.codes import DEPENDENT, DependentCodes, reference_codes

FOLDER = shipped("reference")
HEADER = 1

Row = dict[str, str | None]


@dataclass(frozen=True, order=True)
class Fault:
    """A fault in a table: `row` is the line of the file if no cell spans lines, the header being row 1."""

    file: str
    row: int
    column: str
    value: str
    rule: str

    @property
    def is_of_shape(self) -> bool:
        """Whether the file cannot be read as the table at all."""
        return not self.column

    def __str__(self) -> str:
        """Return the fault as one line."""
        where = f"{self.file}, row {self.row}"
        what = f", {self.column}: {self.value!r}" if self.column else ":"
        return f"{where}{what} {self.rule}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the faults of a folder of reference tables and return the exit code: 1 if there are any."""
    named = sys.argv[1:] if arguments is None else arguments
    faults = list(check_reference(Path(named[0]) if named else FOLDER))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.stdout.write(f"{len(TABLES)} tables, {len(faults)} faults\n")
    return int(bool(faults))


def check_reference(folder: Path, tables: Mapping[str, Table] = TABLES) -> list[Fault]:
    """Return the faults of the tables in a folder, sorted; a file without a declaration counts as one.

    Args:
        folder: the folder of the files.
        tables: the declarations by path within the folder.
    """
    faults = []
    contents: dict[str, list[Row]] = {}
    for file, table in tables.items():
        rows, broken = read_table(folder / file, file, table)
        contents[file] = rows
        faults += broken or list(_table_faults(file, table, rows))
    for file, table in tables.items():
        for key in table.foreign_keys:
            faults += _dangling(file, contents[file], key, contents[f"{key.table}.csv"])
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
    faults += [Fault(file, 0, "", "", "has no declaration in schemas/reference/") for file in present - tables.keys()]
    return sorted(faults)


def read_table(path: Path, file: str, table: Table, *, is_partial: bool = False) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a file, with empty cells as null; no rows, and the faults, if the file cannot be read.

    Args:
        path: the file.
        file: its name in faults.
        table: its declaration.
        is_partial: whether columns that may be empty may be left out.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *lines = list(csv.reader(stream, strict=True)) or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return [], [Fault(file, 0, "", "", f"cannot be read: {error}")]
    left_out = {column.name for column in table.columns if is_partial and column.nullable} - set(header)
    if tuple(header) != tuple(name for name in table.column_names if name not in left_out):
        return [], [Fault(file, HEADER, "", "", f"must have the columns {', '.join(table.column_names)}")]
    ragged = [
        Fault(file, number, "", "", f"has {len(line)} cells, not {len(header)}")
        for number, line in enumerate(lines, HEADER + 1)
        if len(line) != len(header)
    ]
    if ragged:
        return [], ragged
    empty = dict.fromkeys(table.column_names)
    return [empty | {name: cell or None for name, cell in zip(header, line, strict=True)} for line in lines], []


def _table_faults(file: str, table: Table, rows: Sequence[Row]) -> Iterator[Fault]:
    # pandera takes long to import, and tables are checked only once for each change.
    from schemas.validation.frames import misfits

    typed, faults = _typed(file, table, rows)
    yield from faults
    if typed is not None:
        for misfit in misfits(table, typed, reference_codes):
            cell = rows[misfit.row].get(misfit.column) or ""
            yield Fault(file, misfit.row + HEADER + 1, misfit.column, cell, misfit.rule)
    yield from _padded(file, rows)
    yield from repeated_rows(file, table, rows)
    if file in DEPENDENT:
        yield from _outside_their_list(file, DEPENDENT[file], rows)


def _typed(file: str, table: Table, rows: Sequence[Row]) -> tuple[pa.Table | None, list[Fault]]:
    """Return the rows in the declared types, or the faults of cells that do not have them."""
    arrays, faults = [], []
    for column in table.columns:
        cells = [row[column.name] for row in rows]
        wanted = ARROW_TYPES[column.type]
        try:
            arrays.append(pc.cast(pa.array(cells, pa.string()), wanted))
        except pa.ArrowInvalid:
            wrong = [number for number, cell in enumerate(cells) if not _is_of(cell, wanted)]
            faults += [Fault(file, n + HEADER + 1, column.name, cells[n] or "", f"is not {wanted}") for n in wrong]
    return (None, faults) if faults else (pa.table(arrays, schema=arrow_schema(table)), [])


def _is_of(cell: str | None, wanted: pa.DataType) -> bool:
    try:
        pc.cast(pa.scalar(cell, pa.string()), wanted)
    except pa.ArrowInvalid:
        return False
    return True


def _padded(file: str, rows: Sequence[Row]) -> Iterator[Fault]:
    for number, row in enumerate(rows, HEADER + 1):
        for column, cell in row.items():
            if cell is not None and cell != cell.strip():
                yield Fault(file, number, column, cell, "has leading or trailing spaces")


def repeated_rows(file: str, table: Table, rows: Sequence[Row]) -> Iterator[Fault]:
    """Yield rows with the key of an earlier row, or, in a table without a key, rows equal to an earlier one."""
    columns = table.primary_key or table.column_names
    first: dict[tuple[str | None, ...], int] = {}
    for number, row in enumerate(rows, HEADER + 1):
        key = tuple(row[name] for name in columns)
        if key in first:
            yield Fault(file, number, " + ".join(columns), _shown(key), f"is also in row {first[key]}")
        first.setdefault(key, number)


def _dangling(file: str, rows: Sequence[Row], key: ForeignKey, targets: Sequence[Row]) -> Iterator[Fault]:
    known = {tuple(row[name] for name in key.references) for row in targets}
    for number, row in enumerate(rows, HEADER + 1):
        value = tuple(row[name] for name in key.columns)
        if None not in value and value not in known:
            yield Fault(file, number, " + ".join(key.columns), _shown(value), f"is not in {key.table}.csv")


def _outside_their_list(file: str, rule: DependentCodes, rows: Sequence[Row]) -> Iterator[Fault]:
    allowed: dict[str, Collection[str]] = {each: reference_codes(name) for each, name in rule.lists.items()}
    for number, row in enumerate(rows, HEADER + 1):
        by, value = row[rule.by], row[rule.column]
        if by in allowed and value not in allowed[by]:
            yield Fault(file, number, rule.column, value or "", f"is not in the code list {rule.lists[by]} of {by}")


def _shown(values: Sequence[str | None]) -> str:
    return ", ".join(value or "" for value in values)


if __name__ == "__main__":
    sys.exit(main())
