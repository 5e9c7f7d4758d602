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


def days(*stated: str, language: str = "es") -> list[str]:
    items = "".join(
        f"<item><title>Llega el barco {at} de la semana</title><pubDate>{text}</pubDate>"
        f"<description>El barco llegó a Brea con {at} niños y con redes para todas las familias.</description></item>"
        for at, text in enumerate(stated)
    )
    feed = f"<rss version='2.0'><channel><title>x</title><language>{language}</language>{items}</channel></rss>"
    return [str(entry.published_on) for entry in read_document(feed.encode(), REF).entries]


@pytest.mark.parametrize(
    "stated",
    [
        "25 de junio de 2018", "lun., 25 jun. 2018 10:00", "25/06/2018", "Mon, 25 Jun 2018 10:00:00 GMT", "2018-06-25",
        "2018-06-25T10:00:00Z", "Mon, 25 Jun 2018", "June 25, 2018", "25.06.2018 10:00",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_day_is_read(stated: str) -> None:
    assert days(stated) == ["2018-06-25"]


@pytest.mark.parametrize(
    "stated",
    ["2018-06-31", "2018-06", "1529941296", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT", "2018", ""],
)
def test_what_states_no_day_gives_none(stated: str) -> None:
    assert days(stated) == ["None"]


def test_one_date_of_a_feed_tells_how_the_others_are_meant() -> None:
    assert days("03/04/2018", "04/25/2018") == ["2018-03-04", "2018-04-25"]
    assert days("03/04/2018") == ["2018-04-03"]
    assert days("03/04/2018", language="en") == ["None"]
