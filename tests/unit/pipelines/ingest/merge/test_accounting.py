"""A block that is lost, or set aside without a reason, is reported."""

import pyarrow as pa

from pipelines.ingest.merge.accounting import unaccounted

BULLETIN = "bul_0123456789abcdef"


def bulletins(blocks: int) -> pa.Table:
    return pa.table({"bulletin_id": [BULLETIN], "block_count": pa.array([blocks], pa.int32())})


def blocks(*dispositions: str) -> pa.Table:
    numbers = pa.array(range(1, len(dispositions) + 1), pa.int32())
    return pa.table(
        {
            "bulletin_id": pa.array([BULLETIN] * len(dispositions), pa.string()),
            "block_number": numbers,
            "disposition": pa.array(dispositions, pa.string()),
        }
    )


def quarantine(*numbers: int) -> pa.Table:
    return pa.table(
        {"bulletin_id": pa.array([BULLETIN] * len(numbers), pa.string()), "block_number": pa.array(numbers, pa.int32())}
    )


def test_nothing_is_said_where_all_adds_up() -> None:
    assert [*unaccounted(bulletins(3), blocks("entry", "furniture", "quarantine"), quarantine(0, 3))] == []


def test_a_lost_block_is_told() -> None:
    assert [*unaccounted(bulletins(3), blocks("entry", "entry"), quarantine())] == [
        f"{BULLETIN} has 3 blocks: 2 are explained"
    ]


def test_a_document_without_any_explained_block_is_reported() -> None:
    assert [*unaccounted(bulletins(2), blocks(), quarantine())] == [f"{BULLETIN} has 2 blocks: 0 are explained"]


def test_a_quarantined_block_without_a_reason_is_told() -> None:
    (told,) = unaccounted(bulletins(1), blocks("quarantine"), quarantine())
    assert told == f"block 1 of {BULLETIN} is quarantined, but the quarantine does not tell why"


def test_a_reason_for_a_block_that_is_not_set_aside_is_told() -> None:
    (told,) = unaccounted(bulletins(1), blocks("entry"), quarantine(1))
    assert told == f"block 1 of {BULLETIN} is in the quarantine, but is no quarantined block"
