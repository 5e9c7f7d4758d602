"""An invented programme's news site: a listing with a pager, a page for each entry, and feeds."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.site.server import Reply, Server, html

PER_PAGE = 3


@dataclass(frozen=True)
class Item:
    """An entry: `teaser` is on the listing, `text` on its own page, `guid` in feeds, its slug by default."""

    slug: str
    headline: str
    published_on: date | None
    teaser: str
    text: str
    guid: str = ""

    @property
    def identifier(self) -> str:
        return self.guid or self.slug

    @property
    def path(self) -> str:
        return f"/news/{self.slug}"


def item(number: int, **changes: object) -> Item:
    """An invented entry; the higher the number, the later it was published."""
    day = date(2021, 3, 1) + timedelta(days=number)
    made = Item(
        slug=f"entry-{number}",
        headline=f"Harbour Office Opens Desk Number {number} for Travellers",
        published_on=day,
        teaser=f"Belmopan. – The Harbour Office of Belize opened desk {number} on {day:%B} {day.day}, 2021.",
        text=f"The Harbour Office of Belize opened desk {number} with the Red Cross. It is open daily.",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class NewsSite:
    """Serves its entries, the newest first: `/news?page=0`, `/news/<slug>`, `/rss.xml`, `/atom.xml`, `/plain`."""

    items: list[Item] = field(default_factory=list)
    per_page: int = PER_PAGE
    has_links: bool = True
    stamp: str = ""

    @classmethod
    def of(cls, count: int) -> "NewsSite":
        return cls([item(number) for number in range(count, 0, -1)])

    def add(self, new: Item) -> None:
        self.items.insert(0, new)

    def change(self, slug: str, /, **changes: object) -> None:
        self.items = [replace(each, **changes) if each.slug == slug else each for each in self.items]  # type: ignore[arg-type]

    def remove(self, slug: str) -> None:
        self.items = [each for each in self.items if each.slug != slug]

    def page(self, path: str) -> Reply | None:
        parts = urlsplit(path)
        if parts.path in {"/news", "/noticias"}:
            return self._listing(parts.path, int(parse_qs(parts.query).get("page", ["0"])[0]))
        if parts.path in {"/rss.xml", "/atom.xml"}:
            return self._feed(parts.path.startswith("/rss"))
        if parts.path == "/plain":
            return self._plain()
        found = next((each for each in self.items if each.path == parts.path), None)
        return html(_own_page(found)) if found else None

    def serve(self, server: Server) -> None:
        server.page = self.page

    def _listing(self, path: str, number: int) -> Reply:
        shown = self.items[number * self.per_page : (number + 1) * self.per_page]
        articles = "".join(self._article(each) for each in shown)
        more = (number + 1) * self.per_page < len(self.items)
        link = f"<li class='pager__item pager__item--next'><a href='{path}?page={number + 1}'>Next ›</a></li>"
        pager = f"<nav class='pager'><ul>{link if more else ''}</ul></nav>"
        return html(_framed("News", f"<div class='view'>{articles}</div>{pager}", self.stamp))

    def _article(self, each: Item) -> str:
        day = each.published_on
        time = f"<time datetime='{day}T12:00:00Z'>{day.day:02} {day:%B}, {day.year}</time>" if day else ""
        title = f"<span>{escape(each.headline)}</span>"
        title = f"<a href='{each.path}'>{title}</a>" if self.has_links else title
        return f"<article><div class='date'>{time}</div><h2>{title}</h2><p>{escape(each.teaser)}</p></article>"

    def _feed(self, is_rss: bool) -> Reply:
        if is_rss:
            entries = "".join(
                f"<item><title>{escape(each.headline)}</title><link>https://harbour.example{each.path}</link>"
                f"<pubDate>{each.published_on:%a, %d %b %Y} 20:00:00 -0600</pubDate>"
                f"<guid isPermaLink='false'>{each.identifier}</guid>"
                f"<description>{escape(f'<p>{each.teaser}</p>')}</description></item>"
                for each in self.items[: self.per_page]
            )
            channel = f"<channel><title>News</title>{entries}</channel>"
            text = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'>{channel}</rss>"
            return Reply(text.encode(), headers={"Content-Type": "application/rss+xml"})
        entries = "".join(
            f"<entry><title>{escape(each.headline)}</title><link href='{each.path}'/><id>{each.identifier}</id>"
            f"<published>{each.published_on}T20:00:00-06:00</published>"
            f"<content type='html'>{escape(f'<p>{each.teaser}</p>')}</content></entry>"
            for each in self.items[: self.per_page]
        )
        text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{entries}</feed>"
        return Reply(text.encode(), headers={"Content-Type": "application/atom+xml"})

    def _plain(self) -> Reply:
        lines = [f"{each.published_on:%d %B, %Y}\n\n{each.headline}\n\n{each.teaser}\n" for each in self.items]
        return Reply("\n".join(lines).encode("cp1252"), headers={"Content-Type": "text/plain; charset=windows-1252"})


def _own_page(each: Item) -> str:
    day = each.published_on
    time = f"<time datetime='{day}'>{day.day:02} {day:%B}, {day.year}</time>" if day else ""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in (each.teaser, each.text))
    content = f"<article><h1>{escape(each.headline)}</h1>{time}<div class='body'>{paragraphs}</div></article>"
    return _framed(each.headline, content)


def _framed(title: str, content: str, stamp: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{escape(title)} | Harbour</title></head><body>"
        "<header role='banner'><a href='/'>Harbour</a><nav><ul><li><a href='/news'>News</a></li>"
        "<li><a href='/about'>About</a></li></ul></nav></header>"
        f"<main>{content}</main><footer><p>Contact: press@harbour.example {stamp}</p></footer></body></html>"
    )
