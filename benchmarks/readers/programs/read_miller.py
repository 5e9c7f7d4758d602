"""Miller: the type that `mlr` takes each cell for."""

import json
import subprocess

from answers import Row, csv, tell

TYPED = 'for (name, value in $*) { $[name] = typeof(value) . ":" . string(value) }'
MADE = {"int": lambda text: int(text, 10), "float": float, "boolean": lambda text: text == "true"}


def rows(path: str) -> list[Row]:
    """Return the rows as Miller takes them."""
    command = ["mlr", "--icsv", "--ojson", "put", TYPED, path]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return [{name: made(*cell.split(":", 1)) for name, cell in row.items()} for row in told]


def made(kind: str, text: str) -> object:
    """Return a cell of this type; an empty one is Miller's own kind of missing."""
    return None if kind == "empty" else MADE.get(kind, str)(text)


tell({"csv": lambda release, table: rows(csv(release, table))})
