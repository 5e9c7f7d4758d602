"""`index.html`: the explorer with the data of the release."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.publish.draft import TITLE, Draft
from pipelines.publish.explorer import About, Accuracy, Change, File, Limits, render, shown_tables
from pipelines.publish.metadata.changelog import change_counts
from pipelines.publish.metadata.dataset import search_description
from pipelines.publish.metadata.quality import accuracy_on_unseen
from schemas.registry import SCHEMA_VERSION

FILE = "index.html"
LIMITS = Limits()
MEASURED = (
    *("row", "row_partners", "type_lenient", "type_strict", "host", "host_found", "date", "date_found"),
    *("people", "people_found", "countries", "partners", "linking", "entries", "text"),
)
"""The evaluation's measures in the order of the page, which has words for each."""
OF_TOPICS_AND_ROLES = ("topics", "roles")
"""Measured on the development set only."""


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
        attributions=draft.provenance.attributions,
        search_description=search_description(draft, folder),
    )
    rows = {name: draft.rows(name) for name in draft.main_tables}
    shown = shown_tables(rows, LIMITS) | _shown_doubts(draft)
    counts = {name: table.num_rows for name, table in rows.items()}
    (folder / FILE).write_text(render(shown, about, LIMITS, counts), encoding="utf-8", newline="\n")


def _shown_doubts(draft: Draft) -> dict[str, pa.Table]:
    return {} if draft.doubts is None else {"doubts": draft.doubts}


def _citation(draft: Draft) -> str:
    year = f" ({draft.as_of.year})" if draft.as_of else ""
    return f"{TITLE} contributors{year}. {TITLE}, version {draft.version} [dataset]."


def _changes(draft: Draft) -> Iterator[Change]:
    """Yield how many rows changed since the previous release, by table, kind of change and cause."""
    for row in change_counts(draft.rows("changes")):
        yield Change(row["table_name"], row["change"], row["cause"], row["count"])


def _accuracy(measured: Mapping[str, Any] | None) -> Iterator[Accuracy]:
    """Yield all measures, those on unseen entries first, if there are any."""
    unseen = (accuracy_on_unseen(measured) or {}).get("measures", {})
    together = (measured or {}).get("together", {}).get("measures", {}).get("all", {})
    for name in MEASURED:
        if name in unseen:
            row = unseen[name]
            items = row["tp"] + row["fn"] if "tp" in row else row["of"]
            yield Accuracy(
                name, _share(row), row.get("precision"), row.get("recall"), items, _share(together.get(name))
            )
    for name in OF_TOPICS_AND_ROLES:
        if name in (measured or {}).get("topics_and_roles", {}):
            yield Accuracy(name, None, all_sets=_share((measured or {})["topics_and_roles"][name]))


def _share(row: Mapping[str, Any] | None) -> float | None:
    """Return F1, or the share that is right."""
    return None if row is None else row.get("f1", row.get("accuracy"))


def _measured_on(measured: Mapping[str, Any] | None) -> str | None:
    unseen = accuracy_on_unseen(measured)
    together = (measured or {}).get("together", {}).get("entries", {}).get("all")
    if not unseen or not together:
        return None
    return (
        f"{unseen['entries']} entries that were unseen when rules were written, and {together} labelled entries of all "
        "of the project's own sets, English and Spanish; not on the data of this release"
    )
