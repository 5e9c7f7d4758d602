"""Which elements of a page hold furniture, by their tags, roles and classes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.documents import Node
from pipelines.ingest.read.blocks.line import Line

HIDDEN = "hidden"
COOKIES = "cookies"
_BY_TAG = {
    "aside": "related",
    "button": "form",
    "figcaption": "caption",
    "footer": "page_footer",
    "form": "form",
    "header": "page_header",
    "nav": "navigation",
}
_BY_ROLE = {
    "alertdialog": COOKIES,
    "banner": "page_header",
    "complementary": "related",
    "contentinfo": "page_footer",
    "dialog": COOKIES,
    "navigation": "navigation",
    "search": "form",
}
# Words in an element's class or id that say what it holds, in the order in which they count.
_BY_CLASS = {
    "visually-?hidden|sr-only|skip-?(?:link|nav)|screen-reader(?:-text)?": "navigation",
    "share(?:daddy)?|sharing|social": "share",
    "pager|pagination|page-?numbers?": "pager",
    "breadcrumbs?|menu|navbar|language-(?:link|switcher)": "navigation",
    "related(?:posts?)?|sidebar": "related",
    "cookies?|gdpr|consent": COOKIES,
    "comments?|respond|disqus": "comments",
    "(?:press|media)-contact": "contact",
    "read-?more|more-link": "read_more",
    "caption(?:-text)?|photo-credit|img-credit": "caption",
}
# A class on these says something of the page, not of what is in them.
_WHOLE_PAGE = frozenset(("article", "body", "html", "main"))
# Elements whose header is their own and not the page's.
SECTIONS = frozenset(("article", "li", "main", "section", "td"))
# Of these only the tag says so, and pages are wrapped in them too.
_WRAPPERS = frozenset(("form", "header"))
_LABELS = (
    "tags?|label|category|country|countries|location|submitted|date|meta|author|byline|kicker|published|posted(?:-on)?"
)
_HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Words that make a line running text, and the share of a page's text that no furniture has.
SENTENCE_WORDS = 8
_MOST_TEXT = 0.5


class Own(NamedTuple):
    """The region that an element states itself, and whether it holds whatever is in it."""

    region: str
    is_certain: bool


def class_words(words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, set off by hyphens, underscores or blanks."""
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE)


_REGIONS = tuple((class_words(words), region) for words, region in _BY_CLASS.items())
_HINTS = class_words(_LABELS)


def own_region(element: etree._Element, is_in_section: bool) -> Own | None:
    """Return the region that the element's tag, role, style or class states; the header of a section states none."""
    tag, role = element.tag, element.get("role", "")
    if _is_hidden(element):
        return Own(HIDDEN, False)
    if tag == "header" and is_in_section and role != "banner":
        return None
    if region := _BY_TAG.get(tag):
        return Own(region, tag not in _WRAPPERS or role == "banner")
    if region := _BY_ROLE.get(role):
        return Own(region, True)
    if tag in _WHOLE_PAGE:
        return None
    region = class_region(element.get("class")) or class_region(element.get("id"))
    return Own(region, False) if region else None


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDING.search(style) is not None) or element.get("hidden") is not None


@lru_cache(maxsize=4096)
def is_label(stated: str | None) -> bool:
    """Return whether a class says that the element is a label, a date or a byline."""
    return stated is not None and _HINTS.search(stated) is not None


@lru_cache(maxsize=4096)
def class_region(stated: str | None) -> str | None:
    """Return the region that a class or an id states."""
    if not stated:
        return None
    return next((region for pattern, region in _REGIONS if pattern.search(stated)), None)


def regions(nodes: Sequence[Node], owns: Sequence[Own | None], lines: Sequence[Line]) -> list[str | None]:
    """Return the region of each node: that of the node around it, else its own.

    A region that is not certain does not count where half of the page's text, or its first-level heading, is in it.
    """
    words = list(accumulate(map(_sentence_words, lines), initial=0))
    headings = list(accumulate((_is_first_level(line) for line in lines), initial=0))
    most = words[-1] * _MOST_TEXT
    hidden = [node for node, own in zip(nodes, owns, strict=True) if own is not None and own.region == HIDDEN]
    # What is hidden until it is asked for, as in folded lists, may be all that a page tells.
    shows_hidden = sum(words[node.end] - words[node.first] for node in hidden) > most
    found: list[str | None] = []
    for node, own in zip(nodes, owns, strict=True):
        region = found[node.parent] if node.parent >= 0 else None
        if region is None and own is not None and not (shows_hidden and own.region == HIDDEN):
            is_page = words[node.end] - words[node.first] > most or headings[node.end] > headings[node.first]
            region = None if is_page and not own.is_certain else own.region
        found.append(region)
    return found


def _is_first_level(line: Line) -> bool:
    return line.markup is not None and line.markup.heading == 1


def _sentence_words(line: Line) -> int:
    words = line.text.count(" ") + 1
    is_text = words >= SENTENCE_WORDS and not (line.markup is not None and line.markup.linked > _MOST_TEXT)
    return words if is_text else 0
