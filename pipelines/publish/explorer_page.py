"""`index.html`: the explorer with the data of the release."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.publish.draft import TITLE, Draft
from pipelines.publish.explorer import About, Accuracy, Change, File, Limits, render, shown_tables
from pipelines.publish.metadata.changelog import change_counts
from schemas.registry import SCHEMA_VERSION

FILE = "index.html"
LIMITS = Limits()
MEASURED = {
    "countries": "countries",
    "partners": "partners",
    "date_found": "date",
    "host_found": "host",
    "people_found": "participants",
}
"""The evaluation's measures that the page shows, with the names that it has labels for."""


def write_page(draft: Draft, folder: Path) -> None:
    """Write the page; it offers the files written before it for download."""
    about = About(
        title=TITLE,
        version=str(draft.version),
        schema_version=SCHEMA_VERSION,
        citation=_citation(draft),
        sources=draft.provenance.sources,
        previous_version=str(draft.previous) if draft.previous else None,
        files=[
            File(str(path.relative_to(folder)), path.stat().st_size)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ],
        changes=list(_changes(draft)),
        accuracy=list(_accuracy(draft.accuracy)),
        measured_on=_measured_on(draft.accuracy),
    )
    rows = {name: draft.rows(name) for name in draft.main_tables}
    shown = shown_tables(rows, LIMITS)
    counts = {name: table.num_rows for name, table in rows.items()}
    (folder / FILE).write_text(render(shown, about, LIMITS, counts), encoding="utf-8", newline="\n")


def _citation(draft: Draft) -> str:
    year = f" ({draft.as_of.year})" if draft.as_of else ""
    return f"{TITLE} contributors{year}. {TITLE}, version {draft.version} [dataset]."


def _changes(draft: Draft) -> Iterator[Change]:
    """Yield how many rows changed since the previous release, by table, kind of change and cause."""
    for row in change_counts(draft.rows("changes")):
        yield Change(row["table_name"], row["change"], row["cause"], row["count"])


def _accuracy(measured: Mapping[str, Any] | None) -> Iterator[Accuracy]:
    """Yield the accuracy measured on all labelled sets together, if there is any."""
    measures = (measured or {}).get("together", {}).get("measures", {}).get("all", {})
    for key, name in MEASURED.items():
        if key in measures:
            row = measures[key]
            yield Accuracy(name, row["f1"], row["precision"], row["recall"], row["tp"] + row["fn"])


def _measured_on(measured: Mapping[str, Any] | None) -> str | None:
    entries = (measured or {}).get("together", {}).get("entries", {}).get("all")
    if not entries:
        return None
    return f"{entries} labelled entries of the project's own sets, English and Spanish; not on the data of this release"
