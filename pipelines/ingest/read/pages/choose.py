"""Choose how a page is read: as a story, as a listing, as a calendar, or not at all."""

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipelines.ingest import reference
from pipelines.ingest.documents import Document
from pipelines.ingest.read.blocks.date_line import is_date_range
from pipelines.ingest.read.chrome.known import is_issue
from pipelines.ingest.read.chrome.letters import is_greeting
from pipelines.ingest.read.layouts.base import Placing, Reading
from pipelines.ingest.read.markup.regions import class_words
from pipelines.ingest.read.pages import html_article, html_listing
from pipelines.ingest.read.pages.account import Account, Mark, account_of
from pipelines.ingest.read.pages.no_story import NO_TEXT, no_story
from pipelines.ingest.read.pages.place import place_rest
from pipelines.ingest.read.pages.records import Record
from pipelines.ingest.read.pages.repeats import MOST, Repeats, best_repeats, marked_records
from pipelines.ingest.read.pages.story import Story, story_of
from pipelines.ingest.read.pages.titles import page_titles

if TYPE_CHECKING:
    from collections.abc import Callable

NO_STORY = "html_no_story"
# A page that states that it is an article is read as one if it has this many words beside the other stories on it.
_LEAST_WORDS = 15
_LEAST_SHARE = 0.25
# The words of a story before its first subtitle, which an issue of a newsletter does not have.
_LEAD_WORDS = 12
_TITLE_WORDS = 5
_FAR_ABOVE = 8
_CLOCK = re.compile(r"\d[:.]\d\d\b|\d ?[ap]\.?m\b", re.IGNORECASE)
_EVENT = class_words("v?events?|eventos?|agenda")


@dataclass
class PageReader:
    """The reader that a page was found to need; it has looked at the page already.

    `fit` is the share of the page's running text that it reads as stories.
    """

    NAME: str
    VERSION: int
    take_apart: "Callable[[], Reading]"
    fit: float = 0.0

    def fits(self, document: Document) -> float:  # noqa: ARG002 - the protocol's signature
        """Return the share of the page's text that is in stories."""
        return self.fit

    def read(self, document: Document) -> Reading:  # noqa: ARG002 - the protocol's signature
        """Take the page apart."""
        return self.take_apart()


def page_reader(document: Document) -> PageReader:
    """Return the reader for a page."""
    account = account_of(document)
    marked = marked_records(account) if document.is_marked else None
    if marked is not None:
        return _listing(marked)
    repeats = best_repeats(account)
    others = repeats if repeats is not None and repeats.linked >= MOST else None
    story = story_of(account, others)
    reason = no_story(account, repeats, story)
    if reason is None and repeats is not None and (story is None or _is_list(repeats, story)):
        return _listing(repeats)
    if reason is None and story is not None:
        read = partial(html_article.read_article, account, story, others)
        return PageReader(html_article.NAME, html_article.VERSION, read, _share(account, story.words))
    return PageReader(NO_STORY, 1, partial(_without_story, account, reason or NO_TEXT))


def _listing(repeats: Repeats) -> PageReader:
    is_calendar = _is_calendar(repeats)
    name = html_listing.CALENDAR if is_calendar else html_listing.LISTING
    read = partial(html_listing.read_calendar if is_calendar else html_listing.read_listing, repeats)
    return PageReader(name, html_listing.VERSION, read, _share(repeats.account, repeats.words))


def _share(account: Account, words: int) -> float:
    return round(min(1.0, words / max(account.text_words[-1], 1)), 2)


def _without_story(account: Account, reason: str) -> Reading:
    placing = Placing(account.document)
    place_rest(account, placing)
    reading = placing.done()
    is_furniture = all(fate.disposition == "furniture" for fate in reading.fates)
    return reading if reason == NO_TEXT and is_furniture else reading._replace(reason=reason)


def _is_list(repeats: Repeats, story: Story) -> bool:
    """Return whether a page is about its repeated structure, rather than that being stories beside it or its parts."""
    if repeats.linked >= MOST:
        return not _is_story_beside(repeats, story)
    if repeats.dated >= MOST:
        return True
    return _is_issue(repeats, story)


def _is_story_beside(repeats: Repeats, story: Story) -> bool:
    """Return whether the page is a story beside which others are listed."""
    account = repeats.account
    if account.head.is_article and story.words >= max(_LEAST_WORDS, _LEAST_SHARE * repeats.words):
        return True
    if repeats.words == 0:
        is_first = story.headline is not None and account.marks[story.headline].markup.heading == 1
        return story.is_stated or is_first
    if story.words > repeats.words:
        return True
    is_title = story.is_stated and len(story.title.split()) >= _TITLE_WORDS and story.text < repeats.first
    return is_title and story.words > _LEAD_WORDS and _has_date_near(account, story)


def _has_date_near(account: Account, story: Story) -> bool:
    at = story.first if story.headline is None else story.headline
    return account.has_date(max(0, at - _FAR_ABOVE), story.text)


def _is_issue(repeats: Repeats, story: Story) -> bool:
    """Return whether records that are no links are the stories of a newsletter, and not a story's parts."""
    account = repeats.account
    titles = {record.title for record in repeats.records}
    if account.head.is_article or (story.is_stated and story.headline in titles):
        return False
    if story.headline is None or story.headline in titles:
        return not story.is_stated
    if any(is_greeting(mark.block.text) for mark in account.marks[story.headline : repeats.first]):
        return True
    lead = account.words_in(story.headline, repeats.first)
    return lead < _LEAD_WORDS and (is_issue(story.title) or not story.is_stated)


def _is_calendar(repeats: Repeats) -> bool:
    """Return whether the records are what is to take place, so that their dates are those of the events."""
    account = repeats.account
    titles = reference.folded_phrases("calendar_title", "exact")
    if account.head.is_calendar or any(title in titles for title in page_titles(account)):
        return True
    return sum(map(partial(_has_range, account), repeats.records)) >= MOST * len(repeats.records)


def _has_range(account: Account, record: Record) -> bool:
    """Return whether a record says from when to when it lasts, or at what time something called an event begins."""
    marks = account.marks[record.first : record.end]
    return any(is_date_range(mark.block.text) or _is_time_of_event(account, mark) for mark in marks)


def _is_time_of_event(account: Account, mark: Mark) -> bool:
    name = account.nodes[mark.markup.node].name
    return mark.is_date and _CLOCK.search(mark.block.text) is not None and _EVENT.search(name) is not None
