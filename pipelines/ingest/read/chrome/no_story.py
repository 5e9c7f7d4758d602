"""Documents that hold no story: error pages, and searches that found nothing."""

from collections.abc import Sequence

from pipelines.ingest.documents import Block
from pipelines.ingest.read.chrome.known import is_error_page
from pipelines.ingest.read.chrome.shapes import is_prose

ERROR_PAGE = "no story: the page could not be shown, or a search found nothing"
NO_STORY = "no story: the document holds nothing but labels, menus and links"
# The message of such a page stands within this many lines of its beginning.
_LOOKED_AT = 25
# A story has more text than an error page, in words.
_MOST_OTHER_WORDS = 60


def why_no_story(blocks: Sequence[Block]) -> str | None:
    """Say why a document can hold no story, or None where it may hold one.

    Args:
        blocks: of one document.
    """
    if not any(is_error_page(block.text) for block in blocks[:_LOOKED_AT]):
        return None
    others = (block.text for block in blocks if block.furniture is None and not is_error_page(block.text))
    words = sum(len(text.split()) for text in others if is_prose(text))
    return ERROR_PAGE if words <= _MOST_OTHER_WORDS else None
