"""Damaged documents of all kinds: sound ones in invented words, of which a seeded generator spoils a few places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from random import Random

from pipelines.ingest.documents import ARTICLE, PAGE
from tests.site.news import NewsSite
from tests.site.pdf import pdf

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ingest" / "documents"
# What trips readers and libraries up where it stands in the middle of a document.
SNIPPETS: tuple[bytes, ...] = (
    b"\0", b"\r", b"\x1a", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\n\n\n", b"\t", b"\xc2\xa0", b"\xe2\x80\x8b",
    b"&#99999999;", b"&#xD800;", b"&#0;", b"&nbsp", b"&lt;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml",
    b"<div>", b"</div>", b"<table>", b"<article>", b"</article>", b"</html>", b"<h2>", b"<time datetime='9999-99-99'>",
    b"<base href='http://[::1'>", b"<a href='http://[bad'>x</a>", b"<script>", b"<svg>", b"<math>", b"<p",
    b'encoding="utf-7"', b'encoding="rot13"', b'encoding="no-such"', b"<meta charset='utf-16'>",
    b"<pubDate>0</pubDate>", b"31 February, 2018", b"14 March, 2021", b"0 May, 0000", b"99999999999999999999",
    b"Read more", b"1",
    b"\xf0\x9f\x9b\xb6",
    b"Content-Type: multipart/mixed; boundary=x\n\n", b"Content-Transfer-Encoding: base64\n", b"=?utf-7?q?+?=", b"=3D=",
    b"/Filter /NoSuchDecode", b"/Filter [/FlateDecode /LZWDecode]", b"/Length -1", b"/Length 99999999", b"endstream",
    b"endobj", b"<< >>", b"4 0 R", b"(\\777)", b"<D800>", b"/Kids [2 0 R]", b"/Encrypt 1 0 R", b"Tj", b"/Rotate 17",
)  # fmt: skip
CHARSETS = (
    None,
    None,
    None,
    "utf-8",
    "windows-1252",
    "utf-7",
    "utf-16",
    "idna",
    "unicode_escape",
    "no-such",
    "shift_jis",
)
ROLES = ("", PAGE, ARTICLE)


@dataclass(frozen=True)
class Damaged:
    """A spoilt document, and what a server and a source said of it."""

    kind: str
    raw: bytes
    charset: str | None
    role: str


@cache
def sound_documents() -> dict[str, tuple[bytes, ...]]:
    """Documents as they should be, by kind."""
    site = NewsSite.of(7)
    paths = ("/news?page=0", "/news?page=2", "/news/entry-3", "/plain", "/rss.xml", "/atom.xml")
    served = {path: reply.body for path in paths if (reply := site.page(path)) is not None}
    texts = [path.read_bytes() for path in sorted(GOLDEN.glob("*.txt"))]
    pages = [path.read_bytes() for path in sorted(GOLDEN.glob("*.html"))]
    lines = [raw.decode("utf-8").encode("cp1252", "ignore").decode("cp1252") for raw in texts]
    return {
        "text": (*texts, texts[0].decode().encode("utf-16"), texts[1].decode().encode("cp1252", "replace")),
        "page": (*pages, *(body for path, body in served.items() if "xml" not in path)),
        "feed": tuple(body for path, body in served.items() if "xml" in path),
        "mail": _mail(texts[0].decode("utf-8"), pages[0].decode("utf-8")),
        "pdf": tuple(pdf(*text.split("\n\n")) for text in lines[:4]),
    }


def _mail(text: str, page: str) -> tuple[bytes, ...]:
    """A letter of text and page, and a mailbox of two."""
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = "news@example.org", "all@example.org", "News of the harbour"
    letter["Date"], letter["Message-ID"] = "Sun, 02 May 2021 10:02:00 -0600", "<1@example.org>"
    letter.set_content(text, cte="quoted-printable")
    letter.add_alternative(page, subtype="html", cte="base64")
    # Else it would be another one each time.
    letter.set_boundary("sound-letter")
    raw = letter.as_bytes()
    return raw, b"".join(b"From news@example.org Sun May  2 10:02:00 2021\n" + raw + b"\n\n" for _ in range(2))


def damaged_documents(seed: int) -> Iterator[Damaged]:
    """Endlessly many; the same for the same seed."""
    random = Random(seed)  # noqa: S311 - it has to be the same for the same seed
    kinds = sound_documents()
    while True:
        kind = random.choice(list(kinds))
        raw = random.choice(kinds[kind])
        for _ in range(random.choice((1, 1, 2, 3, 8))):
            raw = random.choice(MUTATIONS)(raw, random)
        yield Damaged(kind, raw, random.choice(CHARSETS), random.choice(ROLES))


def _flip(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) or 1)
    return raw[:at] + bytes([random.randrange(256)]) + raw[at + 1 :]


def _insert(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + random.choice(SNIPPETS) + raw[at:]


def _overwrite(raw: bytes, random: Random) -> bytes:
    at, snippet = random.randrange(len(raw) + 1), random.choice(SNIPPETS)
    return raw[:at] + snippet + raw[at + len(snippet) :]


def _cut(raw: bytes, random: Random) -> bytes:
    return raw[: random.randrange(len(raw) + 1)]


def _remove(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + raw[at + random.randrange(1, 200) :]


def _repeat(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    piece = raw[at : at + random.randrange(1, 100)]
    return raw[:at] + piece * random.choice((2, 3, 50)) + raw[at:]


def _swap_lines(raw: bytes, random: Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _splice(raw: bytes, random: Random) -> bytes:
    """The beginning of this document and the end of another, of whatever kind."""
    other = random.choice(random.choice(list(sound_documents().values())))
    return raw[: random.randrange(len(raw) + 1)] + other[random.randrange(len(other)) :]


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _insert, _insert, _overwrite, _cut, _remove, _repeat, _swap_lines, _splice,
)  # fmt: skip
