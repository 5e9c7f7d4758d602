"""Writes the files of a release, in order."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import reduce
from pathlib import Path

from pipelines.publish.columnar.parallel_io import one_ahead, side_by_side
from pipelines.publish.columnar.rows import Rows
from pipelines.publish.draft import Draft
from pipelines.publish.files.csv_file import CsvFile, batches, csv_columns, csv_name, line
from pipelines.publish.files.hxl import folded_columns, head, hxl_name
from pipelines.publish.files.parquet import ParquetFile, row_groups
from pipelines.publish.metadata.changelog import write_changes
from pipelines.publish.metadata.citation import write_citation, write_licence
from pipelines.publish.metadata.croissant import write_croissant
from pipelines.publish.metadata.databases import write_databases
from pipelines.publish.metadata.manifest import Safety, write_manifest
from pipelines.publish.metadata.package import write_package
from pipelines.publish.metadata.quality import write_quality
from pipelines.publish.metadata.readme import write_readme
from schemas.declarations import Table
from schemas.formats.dictionary import data_dictionary
from schemas.registry import SCHEMA_VERSION, TAGGED

Writer = Callable[[Draft, Path], Safety]


def write_files(draft: Draft, folder: Path, progress: Callable[[str], None]) -> None:
    """Write all files of a release into an empty folder; the manifest comes last, because it lists the others."""
    safety = Safety()
    for step, write in WRITERS.items():
        progress(step)
        safety = safety.with_more(write(draft, folder))
    progress("write manifest")
    write_manifest(draft, folder, safety)


def _tables(draft: Draft, folder: Path) -> Safety:
    for kind in ("parquet", "csv", "hxl"):
        (folder / kind).mkdir()
    written = side_by_side(lambda table: _table(draft.rows(table.name), table, folder), draft.main_tables.values())
    return reduce(Safety.with_more, written, Safety())


def _table(rows: Rows, table: Table, folder: Path) -> Safety:
    """Write a table in all its formats, reading it once."""
    in_csv, in_hxl = csv_name(table.name), hxl_name(table.name)
    with ExitStack() as files:
        path = folder / "parquet" / f"{table.name}.parquet"
        parquet = files.enter_context(ParquetFile(path, rows.schema, table, SCHEMA_VERSION))
        csv = files.enter_context(CsvFile(folder / in_csv, line(table.column_names)))
        hxl = files.enter_context(CsvFile(folder / in_hxl, head(table))) if table.name in TAGGED else None
        for group in one_ahead(row_groups(rows)):
            parquet.write(group)
            for batch in batches(group):
                columns = csv_columns(batch)
                csv.write(columns)
                if hxl is not None:
                    hxl.write({**columns, **folded_columns(batch, table)})
    return Safety({in_csv: csv.touched, **({in_hxl: hxl.touched} if hxl is not None else {})})


def _workbook(draft: Draft, folder: Path) -> Safety:
    from pipelines.publish.files.workbook import FILE as WORKBOOK
    from pipelines.publish.files.workbook import write_workbook

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
    for write in (write_databases, write_package, write_croissant):
        write(draft, folder)
    return Safety()


def _page(draft: Draft, folder: Path) -> Safety:
    from pipelines.publish.explorer_page import write_page

    write_page(draft, folder)
    return Safety()


WRITERS: Mapping[str, Writer] = {
    "write tables": _tables,
    "write workbook": _workbook,
    "write changes": _changes,
    "write documents": _documents,
    "write descriptions": _descriptions,
    "write page": _page,
}
