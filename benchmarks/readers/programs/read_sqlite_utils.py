"""sqlite-utils: `insert --csv` into a new SQLite file."""

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from answers import Row, csv, tell


def rows(path: str, options: Sequence[str] = ()) -> list[Row]:
    """Return the rows of the table that the command makes of the file."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "release.db")
        command = [sys.executable, "-m", "sqlite_utils", "insert", database, "rows", path, "--csv", *options]
        subprocess.run(command, check=True, capture_output=True)
        connection = sqlite3.connect(database)
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute("SELECT * FROM rows")]
        connection.close()
    return found


tell(
    {
        "csv": lambda release, table: rows(csv(release, table)),
        "csv, mended": lambda release, table: rows(csv(release, table), ["--no-detect-types", "--empty-null"]),
    }
)
