import json
from pathlib import Path

import pytest

from evaluation.labels import LabelError
from evaluation.reading.labels import LabelledDocuments, load_documents
from tests.unit.evaluation.reading.sites import FERRY_ID, MARKET_ID, NOTICE, PAGE


def test_documents_know_their_entries_and_lines(labelled: LabelledDocuments) -> None:
    page = labelled.documents[PAGE]
    assert page.entries == (FERRY_ID, MARKET_ID)
    assert page.furniture == (("print", "this", "page"),)
    assert page.untold_headlines == {"timetable"}
    assert labelled.documents[NOTICE].entries == ()
    assert labelled.files[FERRY_ID] == [PAGE]


def test_a_document_that_is_not_there_is_told(labelled: LabelledDocuments) -> None:
    (labelled.folder / "documents" / NOTICE).unlink()
    with pytest.raises(LabelError, match=r"notice\.txt"):
        load_documents(labelled.folder)


def test_an_entry_that_is_not_there_is_told(labelled: LabelledDocuments) -> None:
    path: Path = labelled.folder / "documents.jsonl"
    row = {"file": PAGE, "kind": "text", "language": "en", "entries": [FERRY_ID]}
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"file": NOTICE, "entries": ["0123"]}) + "\n", "utf-8")
    with pytest.raises(LabelError, match=f"{MARKET_ID}|0123"):
        load_documents(labelled.folder)
