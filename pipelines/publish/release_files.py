"""Writes the files of a release, in order."""

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path

from pipelines.publish.columnar.parallel_io import one_ahead, side_by_side
from pipelines.publish.columnar.rows import Rows
from pipelines.publish.draft import Draft
from pipelines.publish.files.csv_file import batches, csv_columns, joined, line, touched, write_csv
from pipelines.publish.files.hxl import folded_columns, head
from pipelines.publish.files.parquet import ParquetFile, row_groups, write_parquet
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
from schemas.registry import PUBLISHED, SCHEMA_VERSION

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
    """Write a table in all formats, reading it once; code tables get no HXL."""
    csv_name, hxl_name = f"csv/{table.name}.csv", f"hxl/{table.name}.csv"
    if table.name not in PUBLISHED:
        write_parquet(rows, table, folder / "parquet" / f"{table.name}.parquet", SCHEMA_VERSION)
        return Safety({csv_name: write_csv(rows, folder / csv_name)})
    of_csv = of_hxl = 0
    with (
        ParquetFile(folder / "parquet" / f"{table.name}.parquet", rows.schema, table, SCHEMA_VERSION) as parquet,
        (folder / csv_name).open("wb") as csv,
        (folder / hxl_name).open("wb") as hxl,
    ):
        csv.write(line(table.column_names))
        hxl.write(head(table))
        for group in one_ahead(row_groups(rows)):
            parquet.write(group)
            for batch in batches(group):
                columns, folded = csv_columns(batch), folded_columns(batch, table)
                lines, in_hxl = joined(columns), {**columns, **folded}
                csv.write(lines)
                hxl.write(joined(in_hxl) if folded else lines)
                of_csv += touched(columns)
                of_hxl += touched(in_hxl)
    return Safety({csv_name: of_csv, hxl_name: of_hxl})


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
