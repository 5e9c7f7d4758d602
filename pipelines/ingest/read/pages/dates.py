"""The dates of a page's lines and elements, and which of them is when an entry was published."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pipelines.ingest import reference
from pipelines.ingest.documents import Block, Markup, Node
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import parse_date_line, read_date_line, read_date_pieces
from pipelines.ingest.sources.date_order import DAY_FIRST

if TYPE_CHECKING:
    from pipelines.ingest.read.pages.account import Account, Mark

# The parts of a date badge together are no longer, in characters.
_LONGEST_BADGE = 30
_MOST_PARTS = 4
_AROUND_DATE = " \u00a0()[]|·,:-–—"
UPDATE_LABEL = "update_label"
ORIGINAL_LABEL = "original_label"


def visible_day(block: Block, markup: Markup, language: str) -> date | None:
    """Return the day that a line without running text states: as a whole, in one of its parts, or in an attribute."""
    order = DAY_FIRST if language == "es" else None
    if block.published_on is not None:
        return block.published_on
    if markup.region is None and markup.pieces:
        parts = (read_date_line(part, is_labelled=True, order=order) for part in markup.pieces)
        day = next((part for part in parts if part is not None), None)
        if day is None and len(block.text) <= _LONGEST_BADGE and len(markup.pieces) <= _MOST_PARTS:
            day = read_date_pieces(markup.pieces, order)
        if day is not None:
            return day
    bare = block.text.partition(" @ ")[0].strip(_AROUND_DATE)
    is_inside = bool(bare) and bare != block.text and len(bare) <= _LONGEST_BADGE
    return markup.time or (read_date_line(bare, is_labelled=True, order=order) if is_inside else None)


def badges(nodes: Sequence[Node], marks: Sequence["Mark"]) -> Iterator[tuple[int, date]]:
    """Yield the positions of lines that state a date only together, in one small element, and that date."""
    done = 0
    for node in nodes:
        if node.first < done or not 2 <= node.end - node.first <= _MOST_PARTS:
            continue
        inside = marks[node.first : node.end]
        if any(mark.is_date or mark.markup.heading for mark in inside):
            continue
        texts = [mark.block.text for mark in inside]
        day = read_date_pieces(texts) if sum(map(len, texts)) <= _LONGEST_BADGE else None
        if day is not None:
            yield from ((at, day) for at in range(node.first, node.end))
            done = node.end


def published_on(account: "Account", positions: Iterable[int], stated: date | None) -> date | None:
    """Return the date of an entry: one that a line calls original, else the first that is no update, else the stated.

    Args:
        account: of the page.
        positions: lines that may state the date, the likeliest first.
        stated: what the markup states. It also decides where the numbers of a line can be read in two ways.
    """
    days = [(at, day) for at in positions if (day := _settled(account.marks[at], stated)) is not None]
    originals = [day for at, day in days if _is_labelled(account, at, ORIGINAL_LABEL)]
    first = [day for at, day in days if not _is_labelled(account, at, UPDATE_LABEL)]
    return next(iter((*originals, *first)), None) or stated or next((day for _, day in days), None)


def stated_in(account: "Account", holders: Sequence[int]) -> dict[int, date]:
    """Return for each of the nodes the first day that an attribute in it states."""
    wanted = set(holders)
    found: dict[int, date] = {}
    for number, node in enumerate(account.nodes):
        around = number if node.stated is not None else -1
        while around >= 0 and around not in wanted:
            around = account.nodes[around].parent
        if around >= 0 and node.stated is not None:
            found.setdefault(around, node.stated)
    return found


def _settled(mark: "Mark", stated: date | None) -> date | None:
    """Return the day of a line; where day and month can be exchanged, as the markup states it."""
    if not mark.is_date:
        return None
    if stated is not None and mark.day != stated:
        texts = (mark.block.text, *mark.markup.pieces)
        lines = (line for text in texts if (line := parse_date_line(text, is_labelled=True)) is not None)
        if any(line.is_numeric and stated in (line.month_first, line.day_first) for line in lines):
            return stated
    return mark.day


def _is_labelled(account: "Account", at: int, kind: str) -> bool:
    """Return whether the line, or a label before it, begins with words of the kind."""
    before = account.marks[at - 1].block if at else None
    texts = [account.marks[at].block.text]
    if before is not None and (before.furniture == furniture.PUBLISH_LABEL or before.text[-1] == ":"):
        texts.append(before.text)
    return any(text.casefold().startswith(tuple(reference.folded_phrases(kind, "prefix"))) for text in texts)
