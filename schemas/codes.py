"""Code lists: the values that a column with `codes` may take, read from `schemas/codelists/`."""

import csv
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "codelists"


@dataclass(frozen=True)
class Code:
    """One code with its names; `crosswalks` holds the list's further columns (other schemes' codes)."""

    code: str
    name_en: str
    name_es: str
    description: str
    crosswalks: dict[str, str]


CodeValues = Callable[[str], Collection[str]]


@cache
def code_list(name: str) -> dict[str, Code]:
    """Return a code list as a mapping by code, in the order of its file.

    Raises:
        ValueError: no code list has that name.
    """
    path = _FOLDER / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in _FOLDER.glob("*.csv")))
        raise ValueError(f"There is no code list {name!r} in schemas/codelists/; it has {known}.")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _code(row) for row in csv.DictReader(file)}


def published_codes(name: str) -> Collection[str]:
    """Return the codes of a list in `schemas/codelists/`."""
    return code_list(name).keys()


def _code(row: dict[str, str]) -> Code:
    own = ("code", "name_en", "name_es", "description")
    crosswalks = {key: value for key, value in row.items() if key not in own}
    return Code(row["code"], row["name_en"], row["name_es"], row["description"], crosswalks)
