"""The repeated structure of a page: elements of one make, each with a title, that follow one another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks.furniture import SECTION_LABEL, is_contact_line
from pipelines.ingest.read.chrome.headlines import looks_like_headline
from pipelines.ingest.read.pages.account import ALL_LINKED, Account, is_label
from pipelines.ingest.read.pages.records import Record, records_of

_FEWEST_LINK_WORDS = 3
_MOST_TITLE_WORDS = 40
_MOST_PLAIN_WORDS = 25
# Titles of entries differ; where fewer than this share do, they are labels.
_LEAST_DISTINCT = 0.4
_LEAST_WITH_TEXT = 0.3
# What most records of a list have.
MOST = 0.6
# What a record counts for: its words of text up to a number, and its date.
_MOST_COUNTED = 60
_DATE_COUNTS = 15


@dataclass(frozen=True)
class Repeats:
    """Records of one make, in the order in which they stand."""

    account: Account
    records: tuple[Record, ...]

    @cached_property
    def words(self) -> int:
        """Words of running text in the records."""
        return sum(self.account.words_in(record.first, record.end) for record in self.records)

    @cached_property
    def dated(self) -> float:
        """Share of the records that state a date."""
        return sum(map(self.has_date, self.records)) / len(self.records)

    @cached_property
    def linked(self) -> float:
        """Share of the records that lead to pages of their own."""
        return sum(map(self.has_link, self.records)) / len(self.records)

    @cached_property
    def score(self) -> float:
        """How much of a list of stories it is."""
        words = (self.account.words_in(record.title, record.end) for record in self.records)
        return sum(min(each, _MOST_COUNTED) for each in words) + _DATE_COUNTS * self.dated * len(self.records)

    @property
    def first(self) -> int:
        """The position of the first record."""
        return self.records[0].first

    def has_date(self, record: Record) -> bool:
        """Return whether a record states a date."""
        return self.account.has_date(record.first, record.end)

    def has_text(self, record: Record) -> bool:
        """Return whether a record has running text below its title, and none above it."""
        is_below = self.account.words_in(record.title, record.end) > 0
        return is_below and self.account.words_in(record.first, record.title) == 0

    def has_link(self, record: Record) -> bool:
        """Return whether a record leads to a page of its own."""
        title = self.account.marks[record.title].markup
        is_linked = title.linked > 0 or title.link is not None
        return is_linked or self.account.has_link(record.title + 1, record.end)


def marked_records(account: Account) -> Repeats | None:
    """Return the `article` elements with a heading as records: a feed's items, or what a source's selectors mark."""
    records: list[Record] = []
    for node in account.nodes:
        is_outer = node.tag == "article" and (not records or node.first >= records[-1].end)
        title = _first_heading(account, node.first, node.end) if is_outer else None
        if title is not None:
            records.append(Record(title, node.first, node.end))
    return Repeats(account, tuple(records)) if records else None


def _first_heading(account: Account, first: int, end: int) -> int | None:
    """Return the first heading between two positions, one with a link before one without."""
    headings = [at for at in range(first, end) if _is_heading(account, at)]
    linked = [at for at in headings if account.marks[at].markup.link]
    return next(iter(linked or headings), None)


def _is_heading(account: Account, at: int) -> bool:
    markup = account.marks[at].markup
    return markup.heading > 0 and markup.region is None


def best_repeats(account: Account) -> Repeats | None:
    """Return the structure with the most text and dates in it, or None where there is none.

    Titles that nothing marks as such count where no others have text below them.
    """
    best = _best(map(partial(_repeats, account), _alike(account, _title_make)))
    may_be_cards = max(account.dates[-1], account.links[-1]) > 1 and not account.head.is_article
    if may_be_cards and (best is None or best.words == 0):
        plain = map(partial(_repeats, account), _alike(account, _plain_make))
        best = _best(found for found in plain if found is not None and _is_list_of_cards(found)) or best
    return best if best is None else _with_others(best)


def _best(candidates: Iterable[Repeats | None]) -> Repeats | None:
    best: Repeats | None = None
    best_rank: tuple[float, ...] = ()
    for found in candidates:
        if found is None:
            continue
        title = found.account.marks[found.records[0].title].markup
        rank = (found.score, title.heading > 0, -found.records[0].title)
        if best is None or rank > best_rank:
            best, best_rank = found, rank
    return best


def _with_others(repeats: Repeats) -> Repeats:
    """Return the structure with the entries of another make, such as a first one that is set larger."""
    account = repeats.account
    inside = {record.title for record in repeats.records}
    starts = {at for record in repeats.records for at in range(record.first, record.end)}
    others = [at for at in range(len(account.marks)) if at not in starts and _title_make(account, at).startswith("h")]
    if repeats.linked < MOST or not others:
        return repeats
    records = records_of(account, sorted({*inside, *others}))
    added = [record for record in records if record.title not in inside and _is_like(repeats, record)]
    return Repeats(account, tuple(sorted((*repeats.records, *added), key=lambda record: record.title)))


def _is_like(repeats: Repeats, record: Record) -> bool:
    """Return whether a record of another make is an entry too: linked, with text, and dated where the others are."""
    is_linked = repeats.account.marks[record.title].markup.link is not None
    is_dated = repeats.has_date(record) if repeats.dated >= MOST else record.end <= repeats.first
    return is_linked and is_dated and repeats.has_text(record)


def _alike(account: Account, make_of: Callable[[Account, int], str]) -> Iterator[list[int]]:
    """Yield the positions of two or more titles that stand in elements of one make."""
    paths = _paths(account)
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at in range(len(account.marks)):
        make = make_of(account, at)
        if make:
            groups[make, paths[account.node_of(at)]].append(at)
    yield from (positions for positions in groups.values() if len(positions) > 1)


def _paths(account: Account) -> list[int]:
    """Return for each node a number for the tags of the elements from the first down to it."""
    numbers: dict[tuple[int, str], int] = {}
    paths: list[int] = []
    for node in account.nodes:
        around = paths[node.parent] if node.parent >= 0 else -1
        paths.append(numbers.setdefault((around, node.tag), len(numbers)))
    return paths


def _title_make(account: Account, at: int) -> str:
    """Return the way in which a block is made a title; empty where it is none."""
    mark = account.marks[at]
    markup = mark.markup
    # A story may be called `Statement`, as a section is; its link says that it is a story.
    is_label = mark.kind is not None and not (mark.kind == SECTION_LABEL and markup.heading and markup.link)
    if is_label or mark.is_text or mark.block.published_on is not None or mark.words > _MOST_TITLE_WORDS:
        return ""
    if markup.heading:
        return f"h{markup.heading}"
    if mark.words < _FEWEST_LINK_WORDS or mark.block.is_place:
        return ""
    if markup.linked >= ALL_LINKED:
        return "a"
    return "b" if markup.is_strong and looks_like_headline(mark.block) else ""


def _plain_make(account: Account, at: int) -> str:
    """Return the class of a short line that may be a title though nothing marks it as one."""
    mark = account.marks[at]
    is_sized = _FEWEST_LINK_WORDS <= mark.words <= _MOST_PLAIN_WORDS
    if not is_sized or mark.is_text or is_label(mark) or is_contact_line(mark.block.text):
        return ""
    return "" if not looks_like_headline(mark.block) else f"plain {account.nodes[mark.markup.node].name}"


def _is_list_of_cards(found: Repeats) -> bool:
    """Return whether nearly all records have text, and most a date or a page of their own."""
    with_text = sum(map(found.has_text, found.records))
    return len(found.records) > 1 and with_text >= MOST * len(found.records) and max(found.dated, found.linked) >= MOST


def _repeats(account: Account, positions: Sequence[int]) -> Repeats | None:
    found = Repeats(account, tuple(records_of(account, positions)))
    if max(found.dated, found.linked) >= MOST:
        kept = (record for record in found.records if found.has_date(record) or found.has_link(record))
        found = Repeats(account, tuple(kept))
    titles = {fold(account.marks[record.title].block.text).casefold() for record in found.records}
    is_varied = len(titles) >= max(_LEAST_DISTINCT * len(found.records), 1)
    return found if is_varied and (_is_list_of_texts(found) or _is_list_of_headlines(found)) else None


def _is_list_of_texts(found: Repeats) -> bool:
    with_text = sum(map(found.has_text, found.records))
    is_linked = found.account.marks[found.records[0].title].markup.heading > 0 and found.linked == 1.0
    return with_text >= max(1 if is_linked and len(found.records) > 1 else 2, len(found.records) * _LEAST_WITH_TEXT)


def _is_list_of_headlines(found: Repeats) -> bool:
    """Return whether the records are linked headlines with dates, and no texts at all."""
    return len(found.records) > 1 and found.words == 0 and min(found.dated, found.linked) >= MOST
