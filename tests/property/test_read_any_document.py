"""Damaged documents of all kinds: each gives entries or a row for the quarantine, and none stops the others."""

import pytest

from tests.fuzz.reading import read_damaged

DOCUMENTS = 1_000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_damaged_document_raises_or_vanishes(seed: int) -> None:
    outcome = read_damaged(seed, DOCUMENTS)
    assert outcome.faults == []
    assert set(+outcome.documents) == {"feed", "mail", "page", "pdf", "text"}
    assert outcome.documents.total() == DOCUMENTS
    # A few bytes spoil no more than their own entry, as a rule.
    assert outcome.with_entries.total() > DOCUMENTS / 2
