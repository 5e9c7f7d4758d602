import base64
from collections.abc import Iterator

import pytest

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.blocks.decode import DecodeError
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.pdf.document import lines_of_pdf
from tests.site.pdf import Text, pdf, pdf_of_pages

BULLETIN = pdf(
    "4 May, 2021",
    "Border Officers Learn First Aid",
    "Tegucigalpa. – Forty officers took part in training in first aid (three\ndays) that the Red Cross held in Danlí.",
    "2 May, 2021",
    "New Desk Opens in Belize",
    "Belmopan. – The Harbour Office opened a desk for travellers today.",
)
# A page with the line "A desk opens", encrypted by pypdf with a password.
ENCRYPTED = base64.b64decode(
    "JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PAovUHJvZHVjZXIgPDVjYmRjNWMwYTk+Cj4+CmVuZG9iagoyIDAgb2JqCjw8Ci9UeXBlIC9QYWdlcw"
    "ovQ291bnQgMQovS2lkcyBbIDQgMCBSIF0KPj4KZW5kb2JqCjMgMCBvYmoKPDwKL1R5cGUgL0NhdGFsb2cKL1BhZ2VzIDIgMCBSCi9PdXRsaW5l"
    "cyA3IDAgUgo+PgplbmRvYmoKNCAwIG9iago8PAovVHlwZSAvUGFnZQovTWVkaWFCb3ggWyAwIDAgNTk1IDg0MiBdCi9Db250ZW50cyA1IDAgUg"
    "ovUmVzb3VyY2VzIDw8Ci9Gb250IDw8Ci9GMSA2IDAgUgo+Pgo+PgovUGFyZW50IDIgMCBSCj4+CmVuZG9iago1IDAgb2JqCjw8Ci9MZW5ndGgg"
    "ODUKPj4Kc3RyZWFtCksxFwvWhMkrYUBSu/zFUx50EvN05+5w/wwSxc7Qo1JfMLudDGkseDRMkRvTJ0fR+tR9MXxC1ErSXEECYO/VZrIAojhwuR"
    "SqnAw3VY48MQbBnu8/9UAKZW5kc3RyZWFtCmVuZG9iago2IDAgb2JqCjw8Ci9UeXBlIC9Gb250Ci9TdWJ0eXBlIC9UeXBlMQovQmFzZUZvbnQg"
    "L0hlbHZldGljYQovRW5jb2RpbmcgL1dpbkFuc2lFbmNvZGluZwo+PgplbmRvYmoKNyAwIG9iago8PAo+PgplbmRvYmoKOCAwIG9iago8PAovVi"
    "AxCi9SIDIKL0xlbmd0aCA0MAovUCA0Mjk0OTY3MjkyCi9GaWx0ZXIgL1N0YW5kYXJkCi9PIDxlNWE4ZDI2ODdiZDlkMGNmZjk0NmI3YWM1NWY1"
    "MTA4MWRjZjBkMTE2NTU0YzRiZmNiMGE1ZTQ0NmY2OWVhNDhhPgovVSA8ZmFlMmI3NTBhMzVjYTRiMWNiNTEyMzAxMjRlYTc0YTkxY2VhZjkzYm"
    "FkNzY5NTNkY2QzOTBkMTIxNzI5YjExNz4KPj4KZW5kb2JqCnhyZWYKMCA5CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAxNSAwMDAwMCBu"
    "IAowMDAwMDAwMDU5IDAwMDAwIG4gCjAwMDAwMDAxMTggMDAwMDAgbiAKMDAwMDAwMDE4MyAwMDAwMCBuIAowMDAwMDAwMzExIDAwMDAwIG4gCj"
    "AwMDAwMDA0NDYgMDAwMDAgbiAKMDAwMDAwMDU0MyAwMDAwMCBuIAowMDAwMDAwNTY0IDAwMDAwIG4gCnRyYWlsZXIKPDwKL1NpemUgOQovUm9v"
    "dCAzIDAgUgovSW5mbyAxIDAgUgovSUQgWyA8OWQyZDFmZDc0MGQyYThiZDBjNjEwYmJkMDUxZWQxZTY+IDw5ZDJkMWZkNzQwZDJhOGJkMGM2MT"
    "BiYmQwNTFlZDFlNj4gXQovRW5jcnlwdCA4IDAgUgo+PgpzdGFydHhyZWYKNzc4CiUlRU9GCg=="
)
FERRY = ["The ferry brought forty people over", "the strait, and the harbour office", "met them with tea and blankets."]
NETS = ["Nets will be mended in the shed by", "twenty people of the three villages,", "who learnt it at home."]
SCHOOL = ["Two classes began in the old mill.", "Their teachers come from the town,", "and the books from a library."]


def read(raw: bytes) -> ReadDocument:
    return read_document(raw, DocumentRef("harbour", "ab" * 32, "a.pdf"))


def story(left: float, top: float, headline: str, lines: list[str]) -> Iterator[Text]:
    yield Text(left, top, headline, 14, is_bold=True)
    yield from (Text(left, top - 22 - 12 * at, line) for at, line in enumerate(lines))


def told(raw: bytes) -> list[tuple[str, str]]:
    return [(entry.headline, entry.body) for entry in read(raw).entries]


def test_a_bulletin_in_one_type_is_read_like_one_in_text() -> None:
    document = read(BULLETIN)
    assert (document.media_type, document.reader) == ("application/pdf", "dated_listing/2")
    headlines = ["Border Officers Learn First Aid", "New Desk Opens in Belize"]
    assert [entry.headline for entry in document.entries] == headlines
    assert document.entries[0].body.endswith("(three days) that the Red Cross held in Danlí.")


def test_columns_are_read_one_after_the_other() -> None:
    title = Text(60, 790, "Harbour Letter", 20, is_bold=True)
    left = [*story(60, 750, "Ferry lands at noon", FERRY), *story(60, 640, "Old mill is a school", SCHOOL)]
    right = [*story(320, 750, "Nets are mended", FERRY), *story(320, 640, "Wells are dug", SCHOOL)]
    # As some programs write it: row by row across both columns.
    lines = sorted([title, *left, *right], key=lambda line: -line.bottom)
    expected = [
        ("Ferry lands at noon", " ".join(FERRY)), ("Old mill is a school", " ".join(SCHOOL)),
        ("Nets are mended", " ".join(FERRY)), ("Wells are dug", " ".join(SCHOOL)),
    ]  # fmt: skip
    assert told(pdf_of_pages([lines])) == expected


def test_running_lines_are_furniture_and_a_text_goes_on_over_the_page() -> None:
    header = [Text(60, 815, "Harbour report No. 7", 9)]
    pages = [
        [*header, *story(60, 750, "Ferry lands at noon", FERRY[:2]), Text(280, 30, "Page 1", 8)],
        [*header, Text(60, 760, FERRY[2]), *story(60, 700, "Nets are mended", SCHOOL), Text(280, 30, "Page 2", 8)],
    ]
    document = read(pdf_of_pages(pages))
    assert [entry.body for entry in document.entries] == [" ".join(FERRY), " ".join(SCHOOL)]
    assert {fate.reason for fate in document.fates if fate.disposition == "furniture"} == {"page_header", "pager"}
    assert document.problems == ()


def test_tables_and_small_print_belong_to_no_text() -> None:
    table = [Text(60 + 90 * at, 640 - 14 * row, f"{row}{at}") for row in range(3) for at in range(3)]
    small = Text(60, 580, "Photo of the pier", 8)
    other = story(60, 540, "Nets are mended", SCHOOL)
    raw = pdf_of_pages([[*story(60, 750, "Ferry lands at noon", FERRY), *table, small, *other]])
    assert told(raw) == [("Ferry lands at noon", " ".join(FERRY)), ("Nets are mended", " ".join(SCHOOL))]


def test_headings_within_a_story_part_no_stories() -> None:
    title = Text(60, 790, "What the harbour learnt in its first year", 18, is_bold=True)
    lines = [title, *(Text(60, 760 - 12 * at, line) for at, line in enumerate(FERRY))]
    raw = pdf_of_pages([[*lines, *story(60, 690, "Results", SCHOOL), *story(60, 600, "Outlook", NETS)]])
    ((headline, body),) = told(raw)
    assert headline == title.text
    assert body.startswith(FERRY[0])
    assert body.endswith(NETS[2])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\n", "a damaged PDF document"), (BULLETIN[:300], "a damaged PDF document"),
        (pdf(), "no text in it: it may be scanned"), (ENCRYPTED, "it opens with a password only"),
        (pdf_of_pages([[Text(60, 60, "a")]] * 501), "more than 500 pages"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason):
        lines_of_pdf(raw)
    (problem,) = read(raw).problems
    assert (problem.block_number, reason in problem.reason) == (0, True)
