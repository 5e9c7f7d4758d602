"""docs/readers.md, made of what the readers made of the release."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.readers.declared import CSV, DOCUMENTED, MENDED, PARQUET, READERS, Reader
from benchmarks.readers.run import Result

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "readers.md"
RESULTS = Path(__file__).with_name("results.json")
# What each case's values should be: kind and text.
EXPECTED = {
    "code": (("text", "084"),),
    "na": (("text", "NA"),),
    "date": (("date", "2018-05-21"), ("missing", "")),
    "edtf": (("text", "2018-05-21/2018-05-23"), ("text", "2018-06"), ("missing", "")),
    "boolean": (("boolean", "true"), ("boolean", "false")),
    "integer": (("integer", "40"), ("missing", "")),
}
KEPT = "kept"
_HEAD = """\
# Readers

For analysts: what does my program make of codes, dates and missing values, and which option mends it?

This page is written by `make readers`, which installs each program in an environment of its own, has it read a small
release and looks at six values:

| Case | Value | Column |
| --- | --- | --- |
| code | `084`, text | `countries.m49` |
| NA | `NA`, text: Namibia | `countries.country_iso2` |
| date | `2018-05-21`, and a missing one | `events.start_on` |
| EDTF | `2018-05-21/2018-05-23`, `2018-06`, and a missing one | `events.event_date_edtf` |
| boolean | `true`, `false` | `event_countries.is_host` |
| integer | `40`, and a missing one | `events.participant_count` |

"kept" means value and type. Any other word is the type that the value has instead, or what became of it. Where a call
loses something, the line below it shows what an option or another call mends.

**Read Parquet where you can**: the types are in the file. In CSV, tell the program which columns are text (`m49`) and
that only the empty cell is missing; `datapackage.json` has the types of all columns.
"""


def read_results() -> tuple[str, Mapping[str, Result]]:
    """Return the day of the last run, and its results by reader."""
    told = json.loads(RESULTS.read_text(encoding="utf-8"))
    return told["date"], {name: Result(**result) for name, result in told["readers"].items()}


def page(day: str, results: Mapping[str, Result]) -> str:
    """Return the page's text."""
    parts = [_HEAD, *_section("CSV", CSV, results), *_section("Parquet", PARQUET, results), *_not_run(results)]
    return "\n".join([*parts, *_documented(), f"Last run on {day}.", ""])


def _section(title: str, way: str, results: Mapping[str, Result]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Reader | Call | code | NA | date | EDTF | boolean | integer |"
    yield f"| {' | '.join(['---'] * 8)} |"
    for reader in READERS:
        if way in results[reader.name].answers:
            yield from _rows(reader, way, results[reader.name])
    yield ""


def _rows(reader: Reader, way: str, result: Result) -> Iterator[str]:
    first = _cells(result, way)
    yield _row(f"{reader.name} {result.version}", reader.ways[way], first)
    mended = way + MENDED
    if mended in reader.ways and (set(first) != {KEPT} or way == PARQUET):
        yield _row("", reader.ways[mended], _cells(result, mended))


def _row(name: str, call: str, cells: Sequence[str]) -> str:
    return f"| {name} | `{call}` | {' | '.join(cells)} |"


def _cells(result: Result, way: str) -> list[str]:
    return [cell(result.answers[way][case], expected) for case, expected in EXPECTED.items()]


def cell(found: Sequence[Sequence[str]], expected: Sequence[Sequence[str]]) -> str:
    """Return what became of a case's values, in a few words."""
    told = [_deviation(*one, *other) for one, other in zip(found, expected, strict=True)]
    return "; ".join(dict.fromkeys(filter(None, told))) or KEPT


def _deviation(kind: str, text: str, expected_kind: str, expected_text: str) -> str | None:
    same_text = text.lower() == expected_text.lower()
    if kind == expected_kind and same_text:
        return None
    if expected_kind == "missing" and not text:
        return "empty text for missing"
    if kind == "missing":
        return "missing"
    return kind if same_text or expected_text in text else f"`{text}` ({kind})"


def _not_run(results: Mapping[str, Result]) -> Iterator[str]:
    missing = [(name, result.not_run) for name, result in results.items() if result.not_run]
    if missing:
        yield "## Not run\n"
        yield from (f"- {name}: {reason}." for name, reason in missing)
        yield ""


def _documented() -> Iterator[str]:
    yield "## From documentation, not run\n"
    for reader in DOCUMENTED:
        sources = ", ".join(f"[{number}]({address})" for number, address in enumerate(reader.addresses, start=1))
        yield f"- **{reader.name}**: {reader.says} Sources: {sources}."
    yield ""
