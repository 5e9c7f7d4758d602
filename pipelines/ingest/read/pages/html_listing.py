"""A page with several stories: the elements of its repeated structure are its entries."""

from datetime import date

from pipelines.ingest.documents import Node, fold
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.markup.tree import resolved
from pipelines.ingest.read.pages.account import Account
from pipelines.ingest.read.pages.dates import published_on, stated_in
from pipelines.ingest.read.pages.place import body_of, place_entry, place_rest, when_and_where
from pipelines.ingest.read.pages.records import Record
from pipelines.ingest.read.pages.repeats import Repeats

VERSION = 2
LISTING = "html_listing"
CALENDAR = "html_calendar"


def read_listing(repeats: Repeats) -> Reading:
    """Read each record as an entry; what is outside of them is furniture or, where it is text, quarantined."""
    account = repeats.account
    placing = Placing(account.document)
    stated = _stated(repeats)
    for record in repeats.records:
        title = account.marks[record.title]
        body = body_of(account, record.title + 1, record.end, title.block.text)
        candidates = [at for at in range(record.first, record.end) if account.marks[at].is_date and at not in body]
        day = published_on(account, candidates, stated.get(record.title))
        place_entry(account, placing, title.block, body, day, candidates[:1], _address(account, record))
    place_rest(account, placing)
    return placing.done()


def read_calendar(repeats: Repeats) -> Reading:
    """Read each record as an entry whose dates are those of the event, which are part of its text."""
    account = repeats.account
    placing = Placing(account.document)
    for record in repeats.records:
        title = account.marks[record.title]
        text = body_of(account, record.title + 1, record.end, title.block.text)
        whens = when_and_where(account, record.first, record.title, text[0] if text else record.end, record.end)
        body = sorted({*whens, *text})
        place_entry(account, placing, title.block, body, None, url=_address(account, record))
    place_rest(account, placing)
    return placing.done()


def _stated(repeats: Repeats) -> dict[int, date]:
    """Return the days that attributes and the page's head state of the records, by the position of their titles."""
    account = repeats.account
    listed = dict(account.head.listed)
    titles = {record.title: fold(account.marks[record.title].block.text) for record in repeats.records}
    by_head = {at: listed[title] for at, title in titles.items() if title in listed}
    holders: dict[int, int] = {}
    for record in repeats.records:
        node = account.node_of(record.title)
        while (parent := account.nodes[node].parent) >= 0 and _is_inside(account.nodes[parent], record):
            node = parent
        holders[node] = record.title
    return by_head | {holders[node]: day for node, day in stated_in(account, list(holders)).items()}


def _is_inside(node: Node, record: Record) -> bool:
    return record.first <= node.first and node.end <= record.end


def _address(account: Account, record: Record) -> str | None:
    """Return the address of an entry's own page: that of its title, else of a line that is nothing but a link."""
    title = account.marks[record.title].markup.link
    links = (mark.markup.link for mark in account.marks[record.title + 1 : record.end] if mark.markup.link)
    return resolved(title or next(links, None), account.document.address)
