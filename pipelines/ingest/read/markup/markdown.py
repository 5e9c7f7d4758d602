"""Texts in Markdown, as they are pasted from editors and wikis: made pages, so that their headings and links count."""

import re

MARKDOWN = "text/markdown"
# Longer texts are no pasted bulletins.
_LONGEST = 500_000
_HEADING = re.compile(r"^#{1,6} +[^#\s]", re.MULTILINE)
_LINK = re.compile(r"\]\((?:https?:|mailto:|[/#.])[^()\s]*\)|!\[[^\[\]\n]*\]\([^()\s]+\)")
_STRONG = re.compile(r"^\s*(?:[-*+] )?(?:\*\*|__)(?=\S)[^*_\n]+(?:\*\*|__)", re.MULTILINE)
# A sign of Markdown stands in other texts too, such as a number sign before a word.
_FEWEST_SIGNS = 2


def is_markdown(text: str) -> bool:
    """Return whether a text is in Markdown: several headings or links in its syntax, or one beside bold type."""
    if len(text) > _LONGEST or ("](" not in text and not _HEADING.search(text)):
        return False
    signs = sum(1 for pattern in (_HEADING, _LINK) for _ in zip(pattern.finditer(text), range(2), strict=False))
    return signs >= _FEWEST_SIGNS or (signs > 0 and _STRONG.search(text) is not None)


def page_of_markdown(text: str) -> str:
    """Return the text as the markup of a page; its ends of lines are kept."""
    # Few texts are in Markdown, and a run that reads none need not import its parser.
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"breaks": True, "html": False})
    return f"<html><body><main>{renderer.render(text)}</main></body></html>"
