"""csvkit: `csvjson`."""

import json
import subprocess
import sys
from collections.abc import Sequence

from answers import Row, csv, tell


def rows(path: str, options: Sequence[str] = ()) -> list[Row]:
    """Return the rows that the command prints."""
    command = [sys.executable, "-m", "csvkit.utilities.csvjson", *options, path]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


tell(
    {
        "csv": lambda release, table: rows(csv(release, table)),
        "csv, mended": lambda release, table: rows(csv(release, table), ["--no-inference", "--blanks"]),
    }
)
