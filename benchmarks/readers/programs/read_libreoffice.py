"""LibreOffice: a CSV file converted to a workbook, whose cells are read."""

import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from answers import Row, csv, tell

# Comma, double quotes, UTF-8, from line 1, and every column as text (format 2).
AS_TEXT = f"--infilter=CSV:44,34,76,1,{'/'.join(f'{column}/2' for column in range(1, 41))}"


def rows(path: str, options: Sequence[str] = ()) -> list[Row]:
    """Return the cells of the workbook that the conversion makes."""
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", "--headless", home, "--convert-to", "xlsx", *options, "--outdir", folder, path]
        subprocess.run(command, check=True, capture_output=True)
        (sheet,) = openpyxl.load_workbook(Path(folder) / f"{Path(path).stem}.xlsx").worksheets
        names, *cells = sheet.iter_rows(values_only=True)
    return [dict(zip(names, map(dated, row), strict=True)) for row in cells]


def dated(value: object) -> object:
    """Return a day as a date: in a workbook it is a time whose clock is not shown."""
    return value.date() if isinstance(value, datetime) else value


tell(
    {
        "csv": lambda release, table: rows(csv(release, table)),
        "csv, mended": lambda release, table: rows(csv(release, table), [AS_TEXT]),
    }
)
