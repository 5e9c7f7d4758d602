import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import Readings, joined, readings

NUMBERS = st.sets(st.integers(0, 30), max_size=12)


def read(numbers: set[int]) -> Readings:
    """Of a text each, whose id its number tells."""
    texts = {number: f"4 May, 2021\n\nDesk {number} opens\n\nIt was opened in town {number}.\n" for number in numbers}
    refs = {number: DocumentRef("harbour", f"{number * 7919 % 31:02x}" * 32, f"{number}.txt") for number in numbers}
    return readings(read_document(texts[number].encode(), refs[number]) for number in sorted(numbers))


@pytest.mark.parametrize("runs", [0, 2, 1_024])
@given(some=NUMBERS, others=NUMBERS)
def test_what_is_joined_is_as_if_read_together(runs: int, some: set[int], others: set[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.ingest.read.tables._MOST_RUNS", runs)
        both = joined(read(some), read(others - some))
    together = read(some | others)
    assert both.documents.equals(together.documents)
    assert both.blocks.equals(together.blocks)
