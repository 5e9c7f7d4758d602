"""Selectors of a source that find nothing on any of its pages."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.read.blocks.decode import HTML

SEPARATOR = "; "


def useless_selectors(documents: pa.Table) -> Iterator[str]:
    """Yield a sentence for each selector that finds nothing on all pages of its source.

    Pages of a site differ, so that one without a match says little.

    Args:
        documents: columns of `schemas.tables.documents`.
    """
    pages = documents.filter(pc.equal(documents["media_type"], HTML)).select(["source_id", "selector_faults"])
    counts = pages.group_by("source_id").aggregate([([], "count_all")]).sort_by("source_id")
    for row in counts.to_pylist():
        own = pages.filter(pc.equal(pages["source_id"], row["source_id"]))["selector_faults"].drop_null()
        faults = [fault for each in own.to_pylist() for fault in each.split(SEPARATOR)]
        for fault in dict.fromkeys(faults):
            if faults.count(fault) == row["count_all"]:
                count = f"all {row['count_all']:,} pages" if row["count_all"] > 1 else "its only page"
                yield f"{row['source_id']}: the selector {fault} on {count}; correct it in the sources file"
