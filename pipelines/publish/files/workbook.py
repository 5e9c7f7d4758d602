"""The Excel workbook of a release: one sheet per table, all texts as texts, without formulas and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.publish.columnar.rows import whole
from pipelines.publish.draft import DESCRIPTION, NAME, TITLE, Draft
from pipelines.publish.files.csv_file import guarded
from schemas.declarations import Table

FILE = f"{NAME}.xlsx"
# More rows are slow to write and to open in a spreadsheet; Excel's own limit is 1,048,576.
MOST_ROWS = 20_000
LONGEST_CELL = 32_767
WIDEST_COLUMN = 60
# The epoch of Excel's calendar.
FIRST_DAY = date(1900, 1, 1)
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}

Value = str | bool | int | float | date


@dataclass(frozen=True)
class Written:
    """How many cells were guarded, how many were cut to Excel's limit, and which tables were too long to include."""

    guarded: int
    cut: int
    left_out: tuple[str, ...]


def write_workbook(draft: Draft, folder: Path) -> Written:
    """Write the workbook with all tables of at most `MOST_ROWS` rows."""
    fitting = {name: table for name, table in draft.main_tables.items() if draft.rows(name).num_rows <= MOST_ROWS}
    left_out = tuple(name for name in draft.main_tables if name not in fitting)
    touched = cut = 0
    with xlsxwriter.Workbook(folder / FILE, OPTIONS) as book:
        # The creation time would make every file different.
        book.set_properties({"title": TITLE, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel has no zones
        bold = book.add_format({"bold": True})
        _fill_front(book.add_worksheet("about"), draft, left_out, bold)
        for name, table in fitting.items():
            rows = whole(draft.rows(name))
            safe = guarded(rows)
            touched += safe.touched
            cut += _fill(book.add_worksheet(name), table, rows, safe.cells, bold)
    return Written(touched, cut, left_out)


def _fill_front(sheet: Worksheet, draft: Draft, left_out: tuple[str, ...], bold: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, TITLE, bold)
    sheet.write_string(0, 1, DESCRIPTION)
    lines = [(name, table.description) for name, table in draft.main_tables.items() if name not in left_out]
    lines += [(name, "Too long for a workbook: see csv/ and parquet/.") for name in left_out]
    for row, (name, text) in enumerate(lines, start=2):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)


def _fill(sheet: Worksheet, table: Table, rows: pa.Table, cells: pa.Table, bold: Format) -> int:
    cut = 0
    for position, column in enumerate(table.columns):
        sheet.write_string(0, position, column.name, bold)
        values = cells[column.name] if pa.types.is_string(rows.schema.field(column.name).type) else rows[column.name]
        width = len(column.name)
        for row, value in _present(values):
            cut += _write(sheet, row, position, value)
            width = max(width, len(str(value)))
        sheet.set_column(position, position, min(width + 2, WIDEST_COLUMN))
    last_row, last_column = max(rows.num_rows, 1), len(table.columns) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last_row, last_column)
    # Codes such as 084 are texts on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(last_row, last_column)}"})
    return cut


def _present(values: pa.ChunkedArray) -> Iterator[tuple[int, Value]]:
    return ((row, value) for row, value in enumerate(values.to_pylist(), start=1) if value is not None)


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> bool:
    """Write one cell and return whether it had to be cut."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        # XlsxWriter writes 16 digits of a float (9.960000000000001 for 9.96), and all of a decimal.
        sheet.write_number(row, column, Decimal(repr(value)))
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value)
    else:
        text = str(value)
        sheet.write_string(row, column, text[:LONGEST_CELL])
        return len(text) > LONGEST_CELL
    return False
