"""Spanish of what releases say in English: titles and descriptions of tables, and reasons; read from `spanish.csv`.

The English text is the key, so that a text that changes is missed by a test until its Spanish changes too. `{}` stands
for what differs from case to case, such as a name.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("spanish.csv")
_GAP = "{}"


def in_spanish(english: str) -> str | None:
    """Return a text in Spanish, or None where there is no translation."""
    if english in _texts():
        return _texts()[english]
    for pattern, spanish in _patterns():
        match = pattern.fullmatch(english)
        if match:
            return spanish.format(*match.groups())
    return None


@cache
def _texts() -> Mapping[str, str]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["spanish"] for row in csv.DictReader(file)}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the texts with gaps, the longest first, because it fits best."""
    with_gaps = sorted((english for english in _texts() if _GAP in english), key=len, reverse=True)
    return tuple((_pattern(english), _texts()[english]) for english in with_gaps)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, english.split(_GAP))), re.DOTALL)
