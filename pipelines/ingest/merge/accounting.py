"""Checks that every block of a document is in an entry, furniture, or in quarantine."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

BLOCK = ("bulletin_id", "block_number")


def unaccounted(documents: pa.Table, blocks: pa.Table, quarantine: pa.Table) -> Iterator[str]:
    """Yield one sentence for each difference between blocks and their accounts.

    Args:
        documents: columns of `schemas.tables.documents`.
        blocks: columns of `schemas.tables.blocks`.
        quarantine: columns of `schemas.tables.quarantine`, block 0 standing for a whole document.
    """
    yield from _lost_blocks(documents, blocks)
    set_aside = blocks.filter(pc.equal(blocks["disposition"], "quarantine")).select(BLOCK)
    told = quarantine.filter(pc.greater(quarantine["block_number"], 0)).select(BLOCK)
    yield from _missing(set_aside, told, "is quarantined, but the quarantine does not tell why")
    yield from _missing(told, set_aside, "is in the quarantine, but is no quarantined block")


def _lost_blocks(documents: pa.Table, blocks: pa.Table) -> Iterator[str]:
    counted = blocks.group_by("bulletin_id").aggregate([([], "count_all")])
    both = documents.select(["bulletin_id", "block_count"]).join(counted, "bulletin_id", join_type="full outer")
    is_there, should_be = (pc.fill_null(both[name], 0) for name in ("count_all", "block_count"))
    for row in both.filter(pc.not_equal(is_there, should_be)).to_pylist():
        yield f"{row['bulletin_id']} has {row['block_count'] or 0} blocks: {row['count_all'] or 0} are explained"


def _missing(some: pa.Table, others: pa.Table, what: str) -> Iterator[str]:
    for row in some.join(others, list(BLOCK), join_type="left anti").to_pylist():
        yield f"block {row['block_number']} of {row['bulletin_id']} {what}"
