"""How far the record of each title reaches among titles of one make."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.ingest.read.pages.account import Account, is_label

# Labels and dates between a record's element and what belongs to it, at most.
_SMALL_GAP = 6
_NO_HEADING = 7


class Record(NamedTuple):
    """One entry of the structure: positions of its title, of its first block and after its last."""

    title: int
    first: int
    end: int


class _Extent(NamedTuple):
    """Where the largest element around a title begins and ends that holds no other title, and the element around it."""

    first: int
    end: int
    lowest: int
    highest: int


def records_of(account: Account, titles: Sequence[int]) -> list[Record]:
    """Return the records of titles: each the largest element around its title that holds no other of them.

    Where such an element has no text, the text stands beside it, and the record reaches to the next one.

    Args:
        account: of the page.
        titles: positions, ascending.
    """
    extents = [_extent(account, titles, index) for index in range(len(titles))]
    leads = _dates_lead(account, extents[0])
    starts = [_with_dates_before(account, extent) if leads else extent.first for extent in extents]
    records: list[Record] = []
    for at, extent, start, after in zip(titles, extents, starts, [*starts[1:], extents[-1].highest], strict=True):
        limit = min(extent.highest, max(after, at + 1))
        is_flat = account.words_in(at, extent.end) == 0
        end = _end_of_run(account, at, limit) if is_flat else _with_dates_after(account, extent.end, limit)
        records.append(Record(at, min(start, at), max(end, at + 1)))
    return records


def _extent(account: Account, titles: Sequence[int], index: int) -> _Extent:
    at, nodes = titles[index], account.nodes
    before = titles[index - 1] if index else -1
    after = titles[index + 1] if index + 1 < len(titles) else len(account.marks)
    node = account.node_of(at)
    if nodes[node].first <= before or nodes[node].end > after:
        return _Extent(at, at + 1, nodes[node].first, nodes[node].end)
    while (parent := nodes[node].parent) >= 0 and nodes[parent].first > before and nodes[parent].end <= after:
        node = parent
    around = nodes[max(parent, 0)]
    return _Extent(nodes[node].first, nodes[node].end, around.first, around.end)


def _dates_lead(account: Account, extent: _Extent) -> bool:
    """Return whether the first title's date stands before the element that holds the title."""
    is_inside = account.has_date(extent.first, extent.end)
    return not is_inside and _with_dates_before(account, extent) < extent.first


def _with_dates_before(account: Account, extent: _Extent) -> int:
    """Return where a record starts whose date stands before its element."""
    start = at = extent.first
    while at > max(extent.lowest, extent.first - _SMALL_GAP) and is_label(account.marks[at - 1]):
        at -= 1
        start = at if account.marks[at].is_date else start
    return start


def _with_dates_after(account: Account, end: int, limit: int) -> int:
    """Return the end of a record with the dates and labels that stand after its element, before the next record."""
    after = end
    while after < min(limit, end + _SMALL_GAP) and is_label(account.marks[after]):
        after += 1
    return after if account.has_date(end, after) else end


def _end_of_run(account: Account, at: int, limit: int) -> int:
    """Return where the text beside a title ends: at the next heading of its level or above, or at the limit."""
    level = account.marks[at].markup.heading or _NO_HEADING
    return next((below for below in range(at + 1, limit) if 0 < account.marks[below].markup.heading <= level), limit)
