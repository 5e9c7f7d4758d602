"""Documents of every layout, and what must be read from each of them."""

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document

DOCUMENTS = sorted((Path(__file__).parent / "documents").iterdir())
TEXTS = [path for path in DOCUMENTS if path.suffix == ".txt"]
EXPECTED = Path(__file__).parent / "expected"


def read(raw: bytes) -> ReadDocument:
    return read_document(raw, DocumentRef("golden", hashlib.sha256(raw).hexdigest(), "document"))


def told(document: ReadDocument) -> dict[str, object]:
    return {
        "reader": document.reader,
        "language": document.language,
        "entries": [
            {
                "published_on": entry.published_on.isoformat() if entry.published_on else None,
                "headline": entry.headline,
                "body": entry.body,
                "url": entry.url,
            }
            for entry in document.entries
        ],
        "furniture": sorted({str(fate.reason) for fate in document.fates if fate.disposition == "furniture"}),
    }


def expected(path: Path) -> dict[str, object]:
    return json.loads((EXPECTED / f"{path.name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_read_as_expected(path: Path) -> None:
    document = read(path.read_bytes())
    assert told(document) == expected(path)
    assert document.problems == ()


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_encoding_and_line_ends_change_nothing(path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    assert told(read(text.encode(encoding))) == expected(path)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_blanks_at_line_ends_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", "  \n")
    assert told(read(text.encode())) == expected(path)
