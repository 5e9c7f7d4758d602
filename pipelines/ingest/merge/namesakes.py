"""Keep stories apart that share source, date and headline, and so the id that each of them would have.

The stories of one id are found by going through the documents in the order of the ledger. An occurrence is the same
story as an earlier one by its text or its link; where it has neither, by a similar text, or because the earlier text is
no longer where it was. What remains is a story of its own: the first keeps the id, the next ones get a counter in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import event_id, fold
from pipelines.ingest.merge.likeness import is_distinctive, is_part, likeness

# Texts of two documents are one story's from this likeness on; where their links differ, only a text that replaced
# the other at its place is, and from the lower one on.
SIMILAR = 0.8
REVISED = 0.5

_READ = (
    "row", "event_id", "source_id", "published_on", "headline", "link", "bulletin_id", "entry_number", "first_seen",
    "location", "is_current", "is_article", "goes_back",
)  # fmt: skip
Bodies = Callable[[pa.ChunkedArray], pa.ChunkedArray]


@dataclass(frozen=True)
class Occurrence:
    """An entry as it is in one document.

    Args:
        row: its position among the rows.
        document: the document that holds it.
        text: its body, white space folded.
        link: the identity of its own address, where it has one.
        is_current: whether its document is what its location held last.
        is_article: whether that is the entry's own page.
        goes_back: whether its document goes on to an earlier day: what is of its own day and is not there has left.
    """

    row: int
    document: tuple[str, str]
    text: str
    link: str | None
    is_current: bool
    is_article: bool = False
    goes_back: bool = False


@dataclass
class Story:
    """The occurrences of one story, in the order of the ledger."""

    occurrences: list[Occurrence] = field(default_factory=list)

    def occurs_in(self, document: tuple[str, str]) -> bool:
        """Return whether the document holds the story."""
        return any(each.document == document for each in self.occurrences)

    def closeness(self, occurrence: Occurrence) -> int:
        """Return how sure it is that the occurrence is of the story: 3 by text, 2 by link, 1 by a part, 0 if not."""
        return max((_closeness(occurrence, each) for each in self.occurrences), default=0)

    def likeness(self, occurrence: Occurrence) -> float:
        """Return how much the occurrence is like one of another document: 0 where it cannot be the same story."""
        found = (likeness(occurrence.text, each.text) for each in self.occurrences if not _contradict(occurrence, each))
        return max(found, default=0.0)

    def may_have_become(self, occurrence: Occurrence) -> bool:
        """Return whether the story may have been revised to this: its former texts are no longer where they were.

        Its own page may well be there still. Another address is another story's, unless the listing shows that the
        former one has left.
        """
        if any(each.is_current and not each.is_article for each in self.occurrences):
            return False
        return any(
            not _contradict(occurrence, each)
            or (occurrence.goes_back and likeness(occurrence.text, each.text) >= REVISED)
            for each in self.occurrences
        )


def stories(occurrences: Iterable[Occurrence]) -> list[Story]:
    """Return the stories, the first in the ledger first.

    Args:
        occurrences: of one source, date and headline, in the order of the ledger.
    """
    found: list[Story] = []
    for document, of_document in groupby(occurrences, key=attrgetter("document")):
        waiting = [occurrence for occurrence in of_document if not _is_joined(occurrence, found)]
        for occurrence in waiting:
            others = [story for story in found if not story.occurs_in(document)]
            if not _is_joined(occurrence, found) and not _has_succeeded(occurrence, others):
                found.append(Story([occurrence]))
    return found


def _is_joined(occurrence: Occurrence, found: Sequence[Story]) -> bool:
    """Put the occurrence to the story that it surely belongs to, if there is one."""
    closest = max(found, key=lambda story: story.closeness(occurrence), default=None)
    if closest is None or not closest.closeness(occurrence):
        return False
    closest.occurrences.append(occurrence)
    return True


def _has_succeeded(occurrence: Occurrence, found: Sequence[Story]) -> bool:
    """Put the occurrence to the story that it most likely belongs to, if there is one."""
    for story in sorted(found, key=lambda story: -story.likeness(occurrence)):
        if story.likeness(occurrence) >= SIMILAR or story.may_have_become(occurrence):
            story.occurrences.append(occurrence)
            return True
    return False


def _closeness(some: Occurrence, other: Occurrence) -> int:
    has_link = some.link is not None and some.link == other.link
    if some.document == other.document and has_link:
        # A form's address, say, is that of several stories.
        has_link = is_part(some.text, other.text) or likeness(some.text, other.text) >= REVISED
    if _contradict(some, other):
        is_copy = some.document != other.document and some.text == other.text and is_distinctive(some.text)
        return 3 if is_copy else 0
    if some.text == other.text:
        return 3
    return 2 if has_link else int(is_part(some.text, other.text))


def _contradict(some: Occurrence, other: Occurrence) -> bool:
    return some.link is not None and other.link is not None and some.link != other.link


def named(rows: pa.Table, bodies: Bodies) -> pa.Table:
    """Return the rows with an `event_id` of its own for each story.

    Args:
        rows: entries with their origin, `link` and `text_hash`, `event_id` made from source, date and headline.
        bodies: gives the bodies of some rows.
    """
    doubtful = _doubtful(rows)
    doubtful = doubtful.append_column("goes_back", _go_back(doubtful, rows))
    renamed: dict[int, str] = {}
    for occurrences, told in _occurrences(doubtful, bodies):
        for counter, story in enumerate(stories(occurrences)[1:], 2):
            renamed |= {each.row: event_id(*told, counter) for each in story.occurrences}
    if not renamed:
        return rows
    at, names = pa.array(list(renamed), pa.int64()), pa.array(list(renamed.values()), pa.string())
    ids = pc.coalesce(names.take(pc.index_in(rows["row"], value_set=at)), rows["event_id"])
    return rows.set_column(rows.schema.get_field_index("event_id"), "event_id", ids)


def _doubtful(rows: pa.Table) -> pa.Table:
    """Return the rows whose id stands several times, but for those that one link or one text shows to be one story."""
    counted = rows.select(["event_id", "link", "bulletin_id"]).group_by("event_id")
    each = counted.aggregate(
        [([], "count_all"), ("link", "count"), ("link", "count_distinct"), ("bulletin_id", "count_distinct")]
    )
    has_one_link = pc.and_(pc.equal(each["link_count"], each["count_all"]), pc.equal(each["link_count_distinct"], 1))
    is_repeated = pc.and_not(pc.greater(each["count_all"], 1), has_one_link)
    several = rows.filter(pc.is_in(rows["event_id"], value_set=each["event_id"].filter(is_repeated).combine_chunks()))
    each = several.group_by("event_id").aggregate([("text_hash", "count_distinct"), ("link", "count_distinct")])
    differ = pc.or_(pc.greater(each["text_hash_count_distinct"], 1), pc.greater(each["link_count_distinct"], 1))
    return several.filter(pc.is_in(several["event_id"], value_set=each["event_id"].filter(differ).combine_chunks()))


def _go_back(doubtful: pa.Table, rows: pa.Table) -> pa.ChunkedArray:
    """Return whether the last dated entry in the document of each is from an earlier day."""
    concerned = pc.is_in(rows["bulletin_id"], value_set=pc.unique(doubtful["bulletin_id"]))
    dated = rows.filter(pc.and_(concerned, pc.is_valid(rows["published_on"])))
    ordered = dated.select(["bulletin_id", "published_on", "entry_number"]).sort_by("entry_number")
    last = ordered.group_by("bulletin_id", use_threads=False).aggregate([("published_on", "last")])
    at = pc.index_in(doubtful["bulletin_id"], value_set=last["bulletin_id"].combine_chunks())
    return pc.fill_null(pc.less(last["published_on_last"].take(at), doubtful["published_on"]), False)


def _occurrences(rows: pa.Table, bodies: Bodies) -> Iterator[tuple[list[Occurrence], tuple[str, date | None, str]]]:
    """Yield the occurrences of each id with source, date and headline, in the order of the ledger."""
    order = ("event_id", "first_seen", "location", "bulletin_id", "entry_number")
    rows = rows.sort_by([(name, "ascending") for name in order])
    columns = {name: rows[name].to_pylist() for name in _READ}
    texts = map(fold, bodies(rows["row"]).to_pylist())
    told = [dict(zip((*_READ, "text"), values, strict=True)) for values in zip(*columns.values(), texts, strict=True)]
    for _, group in groupby(told, key=lambda each: each["event_id"]):
        several = list(group)
        first = several[0]
        yield [_occurrence(each) for each in several], (first["source_id"], first["published_on"], first["headline"])


def _occurrence(told: dict[str, object]) -> Occurrence:
    document = (str(told["bulletin_id"]), str(told["location"]))
    link = None if told["link"] is None else str(told["link"])
    is_what = (bool(told[name]) for name in ("is_current", "is_article", "goes_back"))
    return Occurrence(int(str(told["row"])), document, str(told["text"]), link, *is_what)
