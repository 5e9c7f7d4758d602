"""Pages that hold no story: error pages, search pages, contact pages, cookie walls and log-ins."""

import re

from pipelines.ingest import reference
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.known import ERROR_PAGE, is_error_page
from pipelines.ingest.read.markup.regions import COOKIES
from pipelines.ingest.read.pages.account import Account
from pipelines.ingest.read.pages.repeats import Repeats
from pipelines.ingest.read.pages.story import Story
from pipelines.ingest.read.pages.titles import first_headings, page_titles

NO_TEXT = "no story: the page holds no headline with text below it"
NO_HEADLINE = "no story: the page's heading is a label, and no headline stands above its text"
_REASONS = {
    ERROR_PAGE: "no story: the page says that it could not be shown",
    "search_page": "no story: the page is a search",
    "login_page": "no story: the page asks to log in",
    "contact_page": "no story: the page tells how to get in touch",
    "cookie_wall": "no story: the page asks to accept cookies",
}
# So many lines above a text may state its date.
_HEAD = 8
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)


def no_story(account: Account, repeats: Repeats | None, story: Story | None) -> str | None:
    """Return why a page holds no story, or None where it may hold one.

    Args:
        account: of the page.
        repeats: its repeated structure, if it has one.
        story: its story, as far as one was found.
    """
    for text in page_titles(account):
        for kind in _REASONS:
            if _is_of_kind(text, kind) and not (kind == "search_page" and repeats is not None):
                return _REASONS[kind]
    if _is_cookie_wall(account):
        return _REASONS["cookie_wall"]
    if repeats is None and story is None:
        return NO_TEXT
    if repeats is None and story is not None and _is_under_label(account, story):
        return NO_HEADLINE
    return None


def _is_of_kind(text: str, kind: str) -> bool:
    if text in reference.folded_phrases(kind, "exact"):
        return True
    if kind == ERROR_PAGE:
        return is_error_page(text)
    return text.startswith(tuple(reference.folded_phrases(kind, "prefix")))


def _is_cookie_wall(account: Account) -> bool:
    """Return whether most of the page's text is about cookies."""
    texts = [mark.block.text for mark in account.marks if mark.is_text]
    if not texts:
        return any(mark.kind == COOKIES for mark in account.marks)
    return sum(_COOKIES.search(text) is not None for text in texts) > len(texts) / 2


def _is_under_label(account: Account, story: Story) -> bool:
    """Return whether the page's first-level heading is a mere label, and the story's headline a lesser one."""
    is_linked = story.headline is not None and account.marks[story.headline].markup.linked > 0
    is_first = story.headline is not None and account.marks[story.headline].markup.heading == 1
    if is_first or story.is_stated or is_linked or account.has_date(max(0, story.text - _HEAD), story.text):
        return False
    return any(mark.block.furniture in {furniture.MENU, furniture.CONTACT} for mark in first_headings(account.marks))
