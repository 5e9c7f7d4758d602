import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.blocks.decode import DecodeError
from pipelines.ingest.read.blocks.pdf import text_of_pdf
from pipelines.ingest.read.document import read_document
from tests.site.pdf import pdf

BULLETIN = pdf(
    "4 May, 2021",
    "Border Officers Learn First Aid",
    "Tegucigalpa. – Forty officers took part in training in first aid (three\ndays) that the Red Cross held in Danlí.",
    "2 May, 2021",
    "New Desk Opens in Belize",
    "Belmopan. – The Harbour Office opened a desk for travellers today.",
)


def test_a_bulletin_in_pdf_is_read_like_one_in_text() -> None:
    read = read_document(BULLETIN, DocumentRef("harbour", "ab" * 32, "a.pdf"))
    assert (read.media_type, read.reader) == ("application/pdf", "dated_listing/2")
    assert [entry.headline for entry in read.entries] == ["Border Officers Learn First Aid", "New Desk Opens in Belize"]
    assert read.entries[0].body.endswith("(three\ndays) that the Red Cross held in Danlí.")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"%PDF-1.7\n", "broken or locked"), (BULLETIN[:300], "broken or locked"), (pdf(), "without text")],
)
def test_what_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason):
        text_of_pdf(raw)
