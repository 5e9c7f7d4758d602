"""The files of a release, in the order in which they are written."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipelines.publish.changelog import write_changes
from pipelines.publish.citation import write_citation, write_licence
from pipelines.publish.croissant import write_croissant
from pipelines.publish.delimited import write_csv
from pipelines.publish.draft import Draft
from pipelines.publish.hxl import write_hxl
from pipelines.publish.manifest import Safety, write_manifest
from pipelines.publish.package import write_package
from pipelines.publish.parquet import write_parquet
from pipelines.publish.quality import write_quality
from pipelines.publish.readme import write_readme
from schemas.dictionary import data_dictionary
from schemas.registry import PUBLISHED, SCHEMA_VERSION

Writer = Callable[[Draft, Path], Safety]


def write_files(draft: Draft, folder: Path, progress: Callable[[str], None]) -> None:
    """Write all files of a release into an empty folder; the manifest comes last, for it tells of the others."""
    safety = Safety()
    for step, write in WRITERS.items():
        progress(step)
        safety = safety.with_more(write(draft, folder))
    progress("write manifest")
    write_manifest(draft, folder, safety)


def _parquet(draft: Draft, folder: Path) -> Safety:
    (folder / "parquet").mkdir()
    for name, table in draft.main_tables.items():
        write_parquet(draft.rows(name), table, folder / "parquet" / f"{name}.parquet", SCHEMA_VERSION)
    return Safety()


def _csv(draft: Draft, folder: Path) -> Safety:
    (folder / "csv").mkdir()
    names = draft.main_tables
    return Safety({f"csv/{name}.csv": write_csv(draft.rows(name), folder / "csv" / f"{name}.csv") for name in names})


def _hxl(draft: Draft, folder: Path) -> Safety:
    (folder / "hxl").mkdir()
    guarded = {
        f"hxl/{name}.csv": write_hxl(draft.rows(name), table, folder / "hxl" / f"{name}.csv")
        for name, table in PUBLISHED.items()
    }
    return Safety(guarded)


def _workbook(draft: Draft, folder: Path) -> Safety:
    from pipelines.publish.workbook import FILE as WORKBOOK
    from pipelines.publish.workbook import write_workbook

    written = write_workbook(draft, folder)
    return Safety({WORKBOOK: written.guarded}, {WORKBOOK: written.cut}, written.left_out)


def _changes(draft: Draft, folder: Path) -> Safety:
    return Safety(write_changes(draft, folder))


def _documents(draft: Draft, folder: Path) -> Safety:
    dictionary = data_dictionary(draft.main_tables.values(), SCHEMA_VERSION)
    (folder / "DATA_DICTIONARY.md").write_text(dictionary, encoding="utf-8", newline="\n")
    for write in (write_readme, write_quality, write_citation, write_licence):
        write(draft, folder)
    return Safety()


def _descriptions(draft: Draft, folder: Path) -> Safety:
    for write in (write_package, write_croissant):
        write(draft, folder)
    return Safety()


def _page(draft: Draft, folder: Path) -> Safety:
    from pipelines.publish.page import write_page

    write_page(draft, folder)
    return Safety()


WRITERS: Mapping[str, Writer] = {
    "write parquet": _parquet,
    "write csv": _csv,
    "write hxl": _hxl,
    "write workbook": _workbook,
    "write changes": _changes,
    "write documents": _documents,
    "write descriptions": _descriptions,
    "write page": _page,
}
