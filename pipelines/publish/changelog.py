"""The files of `changes/`: the differences as data and as text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes import POSITION
from pipelines.publish.delimited import write_csv
from pipelines.publish.draft import Draft
from pipelines.publish.parquet import write_parquet
from schemas.registry import CHANGES, SCHEMA_VERSION

SHOWN = 50


def write_changes(draft: Draft, folder: Path) -> dict[str, int]:
    """Write `changes/`; returns how many cells of each CSV file were guarded."""
    from schemas.frames import to_frame

    target = folder / "changes"
    target.mkdir()
    guarded = {}
    for name, table in CHANGES.items():
        rows = draft.rows(name)
        write_parquet(rows, table, target / f"{name}.parquet", SCHEMA_VERSION)
        if name != "event_texts":
            guarded[f"changes/{name}.csv"] = write_csv(rows, target / f"{name}.csv")
    text = to_frame(draft.rows("changes")).to_json(orient="records", force_ascii=False, indent=1)
    (target / "changes.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    (target / "CHANGELOG.md").write_text("\n".join(_changelog(draft)) + "\n", encoding="utf-8", newline="\n")
    return guarded


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
    yield "releases are in withdrawn.csv, corrected values in corrections.csv."


def _counts(rows: pa.Table) -> Iterator[str]:
    counted = rows.group_by(["table_name", "change", "cause"], use_threads=False).aggregate([([], "count_all")])
    ordered = counted.sort_by([(name, "ascending") for name in ("table_name", "change", "cause")])
    yield "| Table | Change | Cause | Rows or cells |\n| --- | --- | --- | ---: |"
    for row in ordered.to_pylist():
        yield f"| `{row['table_name']}` | {row['change']} | {row['cause']} | {row['count_all']} |"


def _new_events(draft: Draft, rows: pa.Table) -> Iterator[str]:
    is_new = pc.and_(pc.equal(rows["table_name"], "events"), pc.equal(rows["change"], "added"))
    ids = rows.filter(is_new)["row_key"]
    events = draft.rows("events")
    shown = events.filter(pc.is_in(events["event_id"], value_set=ids.combine_chunks())).slice(0, SHOWN)
    lines = [
        f"- {row['published_on'] or 'undated'}, {_plain(row['headline'])} (`{row['event_id']}`)"
        for row in shown.to_pylist()
    ]
    yield from _section("New events", lines, len(ids))


def _withdrawn_events(draft: Draft) -> Iterator[str]:
    rows = draft.rows("withdrawn")
    fresh = rows.filter(pc.equal(rows["last_release"], str(draft.previous)))
    lines = [
        f"- {_plain(row['headline'])} (`{row['event_id']}`), {row['cause']}"
        + (f", replaced by `{row['replaced_by']}`" if row["replaced_by"] else "")
        for row in fresh.slice(0, SHOWN).to_pylist()
    ]
    yield from _section("Withdrawn events", lines, fresh.num_rows)


def _changed_cells(rows: pa.Table) -> Iterator[str]:
    told = pc.is_in(rows["table_name"], value_set=pa.array(["events", "partners", "countries"]))
    moved = pc.is_in(rows["field"], value_set=pa.array(POSITION))
    changed = rows.filter(pc.and_(pc.and_not(told, moved), pc.equal(rows["change"], "changed")))
    lines = [
        f"- `{row['table_name']}` `{row['row_key']}`, {row['field']}: {_value(row['old_value'])} → "
        f"{_value(row['new_value'])} ({row['cause']})"
        for row in changed.slice(0, SHOWN).to_pylist()
    ]
    yield from _section("Changed values", lines, changed.num_rows)


def _section(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if count:
        yield f"\n## {title} ({count})\n"
        yield from lines
        if count > len(lines):
            yield f"- … and {count - len(lines)} more in changes.csv"


def _value(text: str | None) -> str:
    return "nothing" if text is None else f"“{_plain(text)}”"


def _plain(text: str) -> str:
    """The text in one line and without marks that Markdown would read."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in " ".join(text.split()))
