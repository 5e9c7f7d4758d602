"""What the readers of pages share: set regions aside, and place one entry's element."""

from collections.abc import Sequence
from datetime import date

from pipelines.ingest.documents import Block, Document
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.layouts.base import Placing, split_tail, without_repeats
from pipelines.ingest.read.layouts.dated import is_aside
from pipelines.ingest.read.markup.tree import resolved

_AFTER_TEXT = frozenset(
    {
        furniture.SHARE,
        furniture.PAGER,
        furniture.CONTACT,
        furniture.READ_MORE,
        furniture.LANGUAGE_LABEL,
        furniture.SECTION_LABEL,
    }
)
_LONGEST_LABEL = 6


def set_aside_regions(blocks: Sequence[Block], placing: Placing) -> None:
    """Navigation, share links, pagers, related links and the like are furniture by their markup."""
    for block in blocks:
        if block.markup is not None and block.markup.region is not None:
            placing.furniture([block], block.markup.region)


def heading_of(item: Sequence[Block]) -> Block | None:
    """The block that is an element's headline: the first heading, one with a link before one without."""
    headings = [block for block in item if block.markup and block.markup.heading]
    linked = [block for block in headings if block.markup and block.markup.link]
    return next(iter(linked or headings), None)


def resolved_link(document: Document, heading: Block) -> str | None:
    """The absolute http address that the headline links to, or None."""
    return resolved(heading.markup.link if heading.markup else None, document.address)


def place_item(item: Sequence[Block], headline: Block, placing: Placing, url: str | None) -> None:
    """Place an entry's blocks: labels and the date line on either side of the headline, then text, then furniture."""
    above = [block for block in item if block.number < headline.number]
    after = [block for block in item if block.number > headline.number]
    dates = [block for block in above if _date(block)]
    placing.furniture((block for block in above if not _date(block)), furniture.SECTION_LABEL)
    start = _text_start(after)
    dates += [block for block in after[:start] if _date(block)]
    placing.furniture(block for block in after[:start] if not _date(block))
    text, tail = split_tail(after[start:], _AFTER_TEXT)
    text, more = _without_more(text, headline)
    placing.furniture(tail)
    placing.furniture(more, furniture.READ_MORE)
    placing.furniture(dates[1:], furniture.PUBLISH_LABEL)
    body = without_repeats(text, placing)
    placing.entry(headline, body, _date(dates[0]) if dates else None, parts=dates[:1], url=url)


def _date(block: Block) -> date | None:
    return block.published_on or (block.markup.time if block.markup else None)


def _text_start(after: Sequence[Block]) -> int:
    """Where text begins after the headline: at the first block that is neither a date line nor a label."""
    for at, block in enumerate(after):
        if is_aside(block) or _date(block):
            continue
        if not (block.markup and block.markup.hint and len(block.text.split()) <= _LONGEST_LABEL):
            return at
    return len(after)


def _without_more(text: Sequence[Block], headline: Block) -> tuple[list[Block], list[Block]]:
    """Text, and the last block where it is only a link to the entry's own page."""
    link = headline.markup.link if headline.markup else None
    last = text[-1] if text else None
    is_more = (
        last is not None
        and link
        and last.markup
        and last.markup.link == link
        and len(last.text.split()) <= _LONGEST_LABEL
    )
    return (list(text[:-1]), [last]) if is_more and last else (list(text), [])
