"""A news site over the days: it adds, edits, corrects, reorders, drops, restyles and moves stories, and fails."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from tests.site.news import Item, NewsSite
from tests.site.server import Reply, html, redirect

PER_PAGE = 6
START = date(2021, 3, 1)
MAINTENANCE = html("<html><body><h1>We will be back soon</h1><p>Our website is under maintenance.</p></body></html>")
COOKIES = html("<html><body><article><h2>We value your privacy</h2><p>Accept all of it.</p></article></body></html>")
TOPICS = ("ferries", "border posts", "harbour schools", "night buses", "river crossings", "island clinics", "markets")
DETAILS = (
    "It is open daily.", "The council paid for half of it.", "Two volunteers came from Orange Walk.",
    "Nobody had to wait for long.", "The old one had been closed for a year.", "A second one follows in autumn.",
)  # fmt: skip


def story_of(text: str) -> int | None:
    """The story that a text tells: each text names its own desk."""
    named = re.search(r"\bdesk (\d+)\b", text)
    return int(named.group(1)) if named else None


@dataclass
class Site:
    """A site that changes by a seeded generator; a fault lasts for the day."""

    random: Random
    pages: NewsSite = field(default_factory=lambda: NewsSite([], PER_PAGE))
    stories: int = 0
    day: int = 0
    style: int = 0
    fault: str | None = None
    dropped: list[Item] = field(default_factory=list)
    edits: Counter[str] = field(default_factory=Counter)
    # Whether a story's date, headline and text change only one at a time between two looks, and which have changed.
    changes_once: bool = False
    changed: set[str] = field(default_factory=set)

    @property
    def items(self) -> list[Item]:
        """What the site lists, the newest first."""
        return self.pages.items

    @property
    def today(self) -> date:
        return START + timedelta(days=self.day)

    def next_day(self) -> None:
        """Let a day pass: some changes, and perhaps a fault."""
        self.day += 1
        for _ in range(self.random.choice((0, 1, 1, 2))):
            self.add()
        for change, chance in CHANGES.items():
            if len(self.items) > PER_PAGE and self.random.random() < chance:
                before = (self.style, *self.items)
                change(self)
                self.edits[change.__name__] += before != (self.style, *self.items)
        self.fault = self.random.choice(FAULTS) if self.random.random() < 0.3 else None

    def add(self, **changes: object) -> None:
        """Put a new story on top."""
        self.stories += 1
        number = self.stories
        new = Item(
            slug=f"entry-{number}",
            headline=f"Harbour Office reports on {self.random.choice(TOPICS)}, part {number}",
            published_on=self.today,
            teaser=f"Belmopan. – The Harbour Office of Belize opened desk {number} for {self.random.choice(TOPICS)}.",
            text=self._text(number),
        )
        self.items.insert(0, replace(new, **changes))  # type: ignore[arg-type]

    def edit(self) -> None:
        at = self._unchanged()
        if at is None:
            return
        number = story_of(self.items[at].teaser) or 0
        teaser = f"{self.items[at].teaser.rstrip('.')} and {self.random.choice(TOPICS)}."
        self.items[at] = replace(self.items[at], teaser=teaser, text=self._text(number))

    def correct_headline(self) -> None:
        at = self._unchanged()
        if at is None:
            return
        self.items[at] = replace(self.items[at], headline=f"{self.items[at].headline} of {self.today.year}")

    def correct_date(self) -> None:
        at = self._unchanged()
        if at is None:
            return
        day = self.items[at].published_on
        assert day is not None
        self.items[at] = replace(self.items[at], published_on=day - timedelta(days=1))

    def reorder(self) -> None:
        at = self._recent()
        self.items[at], self.items[at + 1] = self.items[at + 1], self.items[at]

    def drop(self) -> None:
        self.dropped.append(self.items.pop(1 + self._recent()))

    def restyle(self) -> None:
        self.style += 1

    def move(self) -> None:
        at = self._recent()
        self.items[at] = replace(self.items[at], slug=f"{self.items[at].slug}-moved")

    def twin(self) -> None:
        """A new story with the headline and the day of another."""
        of = self.items[0]
        self.add(headline=of.headline, published_on=of.published_on)

    def page(self, path: str) -> Reply | None:
        """What the site answers today."""
        spoilt = FAULTY[self.fault](self, path) if self.fault else None
        return spoilt or self._styled(self.pages.page(path))

    def _styled(self, reply: Reply | None) -> Reply | None:
        if reply is None or b"<html" not in reply.body:
            return reply
        body = reply.body.replace(b"<div class='view'>", f"<div class='view style-{self.style}'>".encode())
        return replace(reply, body=body.replace(b"h2>", b"h3>") if self.style % 2 else body)

    def _text(self, number: int) -> str:
        return f"Whoever asks at desk {number} is helped. {' '.join(self.random.sample(DETAILS, 3))}"

    def _recent(self) -> int:
        """Where a story of the first page stands."""
        return self.random.randrange(PER_PAGE - 1)

    def _unchanged(self) -> int | None:
        """Where a story of the first page stands whose wording may change."""
        at = self._recent()
        slug = self.items[at].slug
        if self.changes_once and slug in self.changed:
            return None
        self.changed.add(slug)
        return at


CHANGES: dict[Callable[[Site], None], float] = {
    Site.edit: 0.2, Site.correct_headline: 0.1, Site.correct_date: 0.06, Site.reorder: 0.1, Site.drop: 0.08,
    Site.restyle: 0.04, Site.move: 0.05, Site.twin: 0.06,
}  # fmt: skip


def _everywhere(reply: Reply) -> Callable[[Site, str], Reply | None]:
    return lambda _, path: None if path == "/robots.txt" else reply


def _own_pages(reply: Reply) -> Callable[[Site, str], Reply | None]:
    return lambda _, path: reply if path.startswith("/news/") else None


def _cut_off(site: Site, path: str) -> Reply | None:
    whole = site.pages.page(path)
    return replace(whole, body=whole.body[: len(whole.body) // 2], promised=len(whole.body)) if whole else None


FAULTY: dict[str, Callable[[Site, str], Reply | None]] = {
    "down": _everywhere(Reply(status=500)),
    "gone": _everywhere(Reply(status=404)),
    "refused": _everywhere(Reply(status=403)),
    "maintenance": _everywhere(MAINTENANCE),
    "cookies": _everywhere(COOKIES),
    "empty": _everywhere(html("")),
    "binary": _everywhere(Reply(bytes(range(256)) * 4)),
    "cut off": _cut_off,
    "robots": lambda _, path: Reply(status=503) if path == "/robots.txt" else None,
    "own pages in maintenance": _own_pages(MAINTENANCE),
    "own pages lead to the listing": _own_pages(redirect("/news?page=0")),
    "own pages gone": _own_pages(Reply(status=404)),
    "own pages refused": _own_pages(Reply(status=403)),
    "own pages empty": _own_pages(html("")),
}
FAULTS = tuple(FAULTY)
