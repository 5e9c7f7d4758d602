"""A page with one story: its headline, and the text of the element that holds most of the page's text."""

from collections.abc import Iterator
from datetime import date

from pipelines.ingest.read.blocks.date_line import is_date_range
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.markup.tree import resolved
from pipelines.ingest.read.pages.account import Account
from pipelines.ingest.read.pages.dates import published_on
from pipelines.ingest.read.pages.place import body_of, place_entry, place_rest, when_and_where
from pipelines.ingest.read.pages.repeats import Repeats
from pipelines.ingest.read.pages.story import Story

NAME = "html_article"
VERSION = 2
RELATED = "related"
# So many lines above a headline may state its date.
_ABOVE = 8


def read_article(account: Account, story: Story, others: Repeats | None) -> Reading:
    """Read a page as one story; what is beside it is furniture or, where it is text, quarantined.

    Args:
        account: of the page.
        story: what was found of it.
        others: records of other stories on the page, which are furniture.
    """
    document = account.document
    placing = Placing(document)
    start = story.first if story.headline is None else story.headline + 1
    body = body_of(account, start, story.end, story.title)
    if account.head.is_calendar or _is_event(account, story, start):
        # The dates of an event's own page are those of the event.
        body = sorted({*when_and_where(account, start, start - 1, story.text, story.text), *body})
        candidates, day = list[int](), None
    else:
        candidates = [at for at in dict.fromkeys(_date_lines(account, story, start)) if at not in body]
        day = published_on(account, candidates, _stated(account, story, start) or account.head.published_on)
    dates = [at for at in candidates if account.marks[at].day == day and day is not None][:1]
    headline = story.title if story.headline is None else account.marks[story.headline].block
    place_entry(account, placing, headline, body, day, dates, _address(account, story))
    for record in others.records if others else ():
        beside = (account.marks[at].block for at in range(record.first, record.end))
        placing.furniture((block for block in beside if not placing.is_placed(block)), RELATED)
    place_rest(account, placing)
    return placing.done()


def _is_event(account: Account, story: Story, start: int) -> bool:
    """Return whether the lines around the headline say when something takes place, and none when it was published."""
    if account.head.published_on is not None or _stated(account, story, start) is not None:
        return False
    near = range(max(start - _ABOVE, 0), story.text)
    dates = [at for at in near if account.marks[at].is_date or is_date_range(account.marks[at].block.text)]
    return bool(dates) and all(is_date_range(account.marks[at].block.text) for at in dates)


def _address(account: Account, story: Story) -> str | None:
    """Return the story's address: that which a lesser headline links to, else the page's own."""
    document = account.document
    markup = None if story.headline is None else account.marks[story.headline].markup
    link = markup.link if markup is not None and markup.heading > 1 else None
    return resolved(link, document.address) or document.own_address


def _stated(account: Account, story: Story, start: int) -> date | None:
    """Return the day that an attribute states between the headline and the text, or shortly above the headline."""
    near = (node.stated for node in account.nodes if node.stated and start - _ABOVE <= node.first <= story.text)
    return next(near, None)


def _date_lines(account: Account, story: Story, start: int) -> Iterator[int]:
    """Yield the lines that may state the story's date: below the headline, above it, then after the text."""
    yield from _dates(account, range(start, max(start, story.text)))
    above = start - 1 if story.headline is not None else start
    yield from _dates(account, range(above - 1, max(above - _ABOVE, 0) - 1, -1))
    yield from _dates(account, range(story.text, story.end))


def _dates(account: Account, positions: range) -> Iterator[int]:
    yield from (at for at in positions if account.marks[at].is_date and account.marks[at].markup.region is None)
