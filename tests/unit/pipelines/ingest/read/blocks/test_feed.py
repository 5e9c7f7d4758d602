import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.blocks.feed import is_feed
from pipelines.ingest.read.document import read_document

REF = DocumentRef("harbour", "ab" * 32, "https://harbour.example/rss.xml", address="https://harbour.example/rss.xml")
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>Harbour News</title><language>es-gt</language>
<item><title>Niños &amp; niñas visitan la oficina</title><link>https://harbour.example/1</link>
<pubDate>Tue, 12 Jun 2018 23:30:00 -0600</pubDate>
<description>&lt;p&gt;Guatemala. – La oficina recibió niños.&lt;/p&gt;&lt;p&gt;Hubo más.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
</item></channel></rss>"""  # noqa: E501 - as feeds are
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<entry><title>A Desk Opens for 3 &lt; 4 Travellers</title><link href="/news/1"/><id>1</id>
<updated>2018-06-12T23:30:00-06:00</updated><summary>Short.</summary>
<content type="html">&lt;p&gt;The desk opened in Belmopan.&lt;/p&gt;</content></entry></feed>"""


def test_an_item_of_rss_is_an_entry() -> None:
    read = read_document(RSS.encode(), REF)
    (entry,) = read.entries
    assert (read.media_type, read.language) == ("application/rss+xml", "es")
    assert (entry.headline, entry.body) == (
        "Niños & niñas visitan la oficina", "Guatemala. – La oficina recibió niños.\n\nHubo más.",
    )  # fmt: skip
    assert (str(entry.published_on), entry.url) == ("2018-06-12", "https://harbour.example/1")


def test_an_entry_of_atom_has_its_longest_text() -> None:
    read = read_document(ATOM.encode(), REF)
    (entry,) = read.entries
    assert read.media_type == "application/atom+xml"
    assert (entry.headline, entry.body) == ("A Desk Opens for 3 < 4 Travellers", "The desk opened in Belmopan.")
    assert (str(entry.published_on), entry.url) == ("2018-06-12", "https://harbour.example/news/1")


def test_a_feed_in_another_character_set_is_read() -> None:
    read = read_document(RSS.replace("UTF-8", "ISO-8859-1").replace("–", "-").encode("latin-1"), REF)
    assert read.entries[0].headline.startswith("Niños & niñas")


@pytest.mark.parametrize(
    ("raw", "is_one"),
    [
        (RSS.encode(), True),
        (ATOM.encode(), True),
        (b"<html><body>rss</body></html>", False),
        (b"rss feeds are", False),
        (b"", False),
    ],
)
def test_a_feed_is_told_by_its_first_element(raw: bytes, is_one: bool) -> None:
    assert is_feed(raw) == is_one


def test_a_broken_feed_is_refused_with_a_reason() -> None:
    read = read_document(b"<rss><channel", REF)
    assert [problem.reason for problem in read.problems] == ["a broken feed"]
