"""Whether a line is the title that a page's head states."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelines.ingest.documents import Head, fold

if TYPE_CHECKING:
    from pipelines.ingest.read.pages.account import Account, Mark

# Shorter beginnings of a title may be the site's name.
_FEWEST_WORDS = 3
_PARTS = re.compile(r"\s[|·–—:-]\s|\s*[|«»]\s*")
_PARTING = frozenset("|·–—-:«»")
_MARKS = " .:|-–—«»“”\"'"


def is_stated_title(text: str, head: Head) -> bool:
    """Return whether the head states the text as the page's title, perhaps with the site's name after it."""
    bare = _bare(text)
    if not bare:
        return False
    if any(bare == _bare(title) for title in head.titles):
        return True
    title = head.title or ""
    if _bare(title) == bare:
        return True
    parts = [_bare(part) for part in _PARTS.split(title)]
    if bare == parts[0]:
        return True
    return len(bare.split()) >= _FEWEST_WORDS and (bare in parts or _opens(bare, _bare(title)))


def _opens(bare: str, title: str) -> bool:
    """Return whether the title goes on with a mark after the text, so that the text is a part of it."""
    return title.startswith(bare) and title[len(bare) :].lstrip()[:1] in _PARTING


def _bare(text: str) -> str:
    return fold(text).casefold().strip(_MARKS)


def page_titles(account: "Account") -> Iterator[str]:
    """Yield the page's first-level headings, and the first and the last part of its title, as they are compared."""
    yield from (_bare(mark.block.text) for mark in first_headings(account.marks))
    parts = [part for part in _PARTS.split(account.head.title or "") if part.strip()]
    yield from dict.fromkeys(map(_bare, (*parts[:1], *parts[-1:])))


def first_headings(marks: Sequence["Mark"]) -> Iterator["Mark"]:
    """Yield the first-level headings that stand in no furniture."""
    yield from (mark for mark in marks if mark.markup.heading == 1 and mark.markup.region is None)
