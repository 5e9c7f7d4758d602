"""The files of `changes/`: the differences as data and as text."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.comparison import POSITION
from pipelines.publish.changes.history import FOLDER as HISTORIES
from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.rows import Rows, pieces, whole
from pipelines.publish.draft import Draft
from pipelines.publish.files.csv_file import write_csv
from pipelines.publish.files.parquet import write_parquet
from schemas.registry import CHANGES, HISTORY, SCHEMA_VERSION

SHOWN = 50
# Tables whose changed values the text lists.
LISTED = ("events", "partners", "countries")


def write_changes(draft: Draft, folder: Path) -> dict[str, int]:
    """Write `changes/` and return the number of guarded cells of each CSV file."""
    target = folder / "changes"
    target.mkdir()
    guarded = {}
    for name, table in CHANGES.items():
        rows = draft.rows(name)
        write_parquet(rows, table, target / f"{name}.parquet", SCHEMA_VERSION)
        if name != "event_texts":
            guarded[f"changes/{name}.csv"] = write_csv(rows, target / f"{name}.csv")
    (target / HISTORIES).mkdir()
    for name, table in HISTORY.items():
        write_parquet(draft.changes.history[name], table, target / HISTORIES / f"{name}.parquet", SCHEMA_VERSION)
    _write_json(draft.rows("changes"), target / "changes.json")
    (target / "CHANGELOG.md").write_text("\n".join(_changelog(draft)) + "\n", encoding="utf-8", newline="\n")
    return guarded


def _write_json(rows: Rows, path: Path) -> None:
    """Write the rows as one list of objects."""
    from schemas.validation.frames import to_frame

    between = "["
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for piece in pieces(rows):
            text = to_frame(piece).to_json(orient="records", force_ascii=False, indent=1)
            file.write(between + text[1:-2])
            between = ","
        file.write("[\n\n]\n" if between == "[" else "\n]\n")


def _changelog(draft: Draft) -> Iterator[str]:
    if draft.previous is None:
        yield f"# Release {draft.version}\n"
        yield f"The first release, with {draft.rows('events').num_rows} events."
        return
    yield f"# Changes of release {draft.version} since {draft.previous}\n"
    yield from (f"**Look at this:** {warning}.\n" for warning in draft.changes.warnings)
    rows = draft.rows("changes")
    if rows.num_rows == 0:
        yield "No row of any table changed."
        return
    yield from _counts(rows)
    yield from _new_events(draft, rows)
    yield from _withdrawn_events(draft)
    yield from _changed_cells(rows)
    yield "\nAll of it, row by row, is in changes.parquet, changes.csv and changes.json; withdrawn events of all"
    yield "releases are in withdrawn.csv, corrected values in corrections.csv. The releases in which"
    yield "a row first appeared and last changed are in history/."


def change_counts(rows: Rows) -> list[dict[str, Any]]:
    """Return how many rows and cells changed: `table_name, change, cause, count`, sorted."""
    tally = Tally(["table_name", "change", "cause"], [("count", "sum")])
    tally.add(counted(rows.schema.empty_table()))
    for piece in pieces(rows.select(["table_name", "change", "cause"])):
        tally.add(counted(piece))
    ordered = tally.table().sort_by([(name, "ascending") for name in ("table_name", "change", "cause")])
    found: list[dict[str, Any]] = ordered.to_pylist()
    return found


def _counts(rows: Rows) -> Iterator[str]:
    yield "| Table | Change | Cause | Rows or cells |\n| --- | --- | --- | ---: |"
    for row in change_counts(rows):
        yield f"| `{row['table_name']}` | {row['change']} | {row['cause']} | {row['count']} |"


def _new_events(draft: Draft, rows: Rows) -> Iterator[str]:
    new, count = _first(rows, lambda piece: pc.and_(_of_table(piece, "events"), pc.equal(piece["change"], "added")))
    ids = new["row_key"].combine_chunks()
    events = draft.rows("events").select(["event_id", "published_on", "headline"])
    shown, _ = _first(events, lambda piece: pc.is_in(piece["event_id"], value_set=ids)) if count else (new, 0)
    lines = [
        f"- {row['published_on'] or 'undated'}, {_plain(row['headline'])} (`{row['event_id']}`)"
        for row in shown.to_pylist()
    ]
    yield from _section("New events", lines, count)


def _withdrawn_events(draft: Draft) -> Iterator[str]:
    rows = whole(draft.rows("withdrawn"))
    fresh = rows.filter(pc.equal(rows["last_release"], str(draft.previous)))
    lines = [
        f"- {_plain(row['headline'])} (`{row['event_id']}`), {row['cause']}"
        + (f", replaced by `{row['replaced_by']}`" if row["replaced_by"] else "")
        for row in fresh.slice(0, SHOWN).to_pylist()
    ]
    yield from _section("Withdrawn events", lines, fresh.num_rows)


def _changed_cells(rows: Rows) -> Iterator[str]:
    changed, count = _first(rows, _is_listed_change)
    lines = [
        f"- `{row['table_name']}` `{row['row_key']}`, {row['field']}: {_value(row['old_value'])} → "
        f"{_value(row['new_value'])} ({row['cause']})"
        for row in changed.to_pylist()
    ]
    yield from _section("Changed values", lines, count)


def _is_listed_change(rows: pa.Table) -> pa.ChunkedArray:
    moved = pc.is_in(rows["field"], value_set=pa.array(POSITION))
    return pc.and_(pc.and_not(_of_table(rows, *LISTED), moved), pc.equal(rows["change"], "changed"))


def _of_table(rows: pa.Table, *names: str) -> pa.ChunkedArray:
    return pc.is_in(rows["table_name"], value_set=pa.array(names))


def _first(rows: Rows, wanted: Callable[[pa.Table], pa.ChunkedArray]) -> tuple[pa.Table, int]:
    """Return the first `SHOWN` of the matching rows, and the number of all matching rows."""
    found, count = rows.schema.empty_table(), 0
    for piece in pieces(rows):
        some = piece.filter(wanted(piece))
        count += some.num_rows
        found = pa.concat_tables([found, some.slice(0, SHOWN - found.num_rows)])
    return found, count


def _section(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if count:
        yield f"\n## {title} ({count})\n"
        yield from lines
        if count > len(lines):
            yield f"- … and {count - len(lines)} more in changes.csv"


def _value(text: str | None) -> str:
    return "nothing" if text is None else f"“{_plain(text)}”"


def _plain(text: str) -> str:
    """Return the text in one line without Markdown markup."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in " ".join(text.split()))
