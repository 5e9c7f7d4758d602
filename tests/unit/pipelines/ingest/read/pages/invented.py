"""Invented stories, and pages of several content management systems that list them or tell one of them."""

import hashlib
from typing import NamedTuple

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document

ADDRESS = "https://harbour.example/news"


class Told(NamedTuple):
    """A story as a page tells it."""

    slug: str
    headline: str
    day: str
    written_day: str
    text: str


STORIES = (
    Told(
        "desk", "Harbour office opens a desk for travellers", "2021-03-03", "3 March 2021",
        "The harbour office of Belize City opened a desk for travellers on Monday. It is open daily.",
    ),
    Told(
        "course", "Coast guard officers finish rescue course", "2021-03-01", "1 March 2021",
        "Twelve officers of the coast guard finished a course on rescue at sea in Placencia.",
    ),
    Told(
        "shelter", "Ministry and Red Cross agree on shelter", "2021-02-24", "24 February 2021",
        "The ministry and the Red Cross signed an agreement about the shelter for families in Corozal.",
    ),
)  # fmt: skip
MENU = "<ul class='nav'><li><a href='/'>Home</a></li><li><a href='/about'>About us</a></li><li><a>News</a></li></ul>"
FOOTER = "<div class='foot'><p>Harbour Bulletin, Front Street 12</p><p>All rights reserved.</p></div>"


def page(body: str, title: str = "News | Harbour Bulletin", head: str = "", lang: str = "en") -> str:
    """A page with a menu and a footer around its content."""
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body class='has-menu share-on'>{MENU}{body}{FOOTER}</body></html>"
    )


def read(html: str) -> ReadDocument:
    """Read a page as a document of a site."""
    raw = html.encode()
    return read_document(raw, DocumentRef("harbour", hashlib.sha256(raw).hexdigest(), ADDRESS, address=ADDRESS))


def listed(document: ReadDocument) -> list[tuple[str, str, str]]:
    """What was read: date, headline and body of each entry."""
    return [(str(entry.published_on), entry.headline, entry.body) for entry in document.entries]


def wanted() -> list[tuple[str, str, str]]:
    """What should be read of a page that lists all stories."""
    return [(story.day, story.headline, story.text) for story in STORIES]
