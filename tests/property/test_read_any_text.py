"""Whatever a text holds: each of its blocks gets exactly one fate, and entries hold nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.document import read_document

LINES = st.sampled_from(
    [
        "", "Home", "Contact us", "12 May 2021", "02/03/2021", "3-5 May 2021", "Boats arrive at the pier", "Brea",
        "Forty boats arrived at the harbour of Sal this week.", "Read more", "Photo: Harbour Office", "1 2 3 Next",
        "Republic of Sal", "Leave a comment", "From: desk", "Subject: boats", "To: all", "Objective:", "* * *",
        "boats and nets, and the crews that mend them by hand in", "Tel. 0000 111", "Upcoming events", "Published:",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=40), max_size=30))
def test_every_block_has_one_fate(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "replace")
    document = read_document(raw, DocumentRef("harbour", "ab" * 32, "a.txt"))
    assert [block.number for block in document.blocks] == list(range(1, len(document.blocks) + 1))
    assert len(document.fates) == len(document.blocks)
    entries = {entry.number for entry in document.entries}
    assert entries == {fate.entry_number for fate in document.fates if fate.entry_number is not None}
    assert not any("is damaged: reading it failed" in problem.reason for problem in document.problems)
    for fate in document.fates:
        assert (fate.disposition == "entry") == (fate.entry_number is not None)
        assert fate.disposition == "entry" or fate.reason
    assert document.entries or document.problems
