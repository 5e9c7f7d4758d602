"""Scores what was published of the labelled documents, by kind of document and by language.

entries            an event has the entry's headline and publication date; events beside them are wrong
headline_found     an event of the entry's document has its headline and, where headlines repeat, its story
published_right    and the right publication date, undated entries included
published_stated   the same over the entries that have a date
body_clean         word-level F1 of the body of at least 0.9, and neither furniture nor the headline in it
event_has_entry    events that hold a labelled entry
event_unmixed      events whose body holds no further entry
entry_in_event     entries that an event holds
entry_accounted    entries in an event or in quarantine
document_accounted documents with entries that gave an event or a row of quarantine
empty_stays_empty  documents without an entry that gave no event

The other measures are those of `evaluation.scoring`, over all entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evaluation.counts import Miss, Score, Share, Tally, total
from evaluation.predictions import PredictedEvent
from evaluation.reading.labels import LabelledDocument
from evaluation.reading.matching import Placed, PlacedEvent
from evaluation.reading.words import folded, occurrences, share, without, word_f1, words
from evaluation.scoring import MatchedEntry, score_entry

ALL = "all"
CLEAN = 0.9
FOUND = ("entries", "countries", "partners")
OF_ENTRY = ("headline_found", "published_right", "published_stated", "body_clean", "entry_in_event", "entry_accounted")
OF_EVENT = ("event_has_entry", "event_unmixed")
OF_DOCUMENT = ("document_accounted", "empty_stays_empty")
FACTS = ("date", "host", "type_lenient", "people", "row", "row_partners")
RIGHT = (*OF_ENTRY, *OF_EVENT, *OF_DOCUMENT, *FACTS)
_SHOWN = 70


@dataclass(frozen=True)
class ReadingScore:
    """Counts by group (`all`, each kind of document, each language), and what became of the entries."""

    entries: Mapping[str, int]
    groups: Mapping[str, Score]
    became: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Part:
    """The counts of one entry, event or document, and the groups they belong to."""

    groups: tuple[str, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry's event: `best` has its headline, `right` its publication date too."""

    best: PlacedEvent | None
    right: PlacedEvent | None
    became: str


def score_reading(placed: Placed) -> ReadingScore:
    """The score of what was published."""
    matches, counted = _matches(placed)
    parts = [_entry(placed, entry_id, match) for entry_id, match in matches.items()]
    parts += [_event(placed, event, event.event.event_id in counted) for event in placed.events]
    parts += [_document(placed, document) for document in placed.labelled.documents.values()]
    by_group: dict[str, list[Score]] = defaultdict(list)
    for part in parts:
        for group in part.groups:
            by_group[group].append(part.score)
    sizes = Counter(group for entry_id in matches for group in _groups(_home(placed, entry_id)))
    groups = {group: total(by_group[group], FOUND, RIGHT) for group in sorted(by_group)}
    return ReadingScore(sizes, groups, Counter(match.became for match in matches.values()))


def _groups(document: LabelledDocument | None) -> tuple[str, ...]:
    return (ALL, document.kind, document.language) if document else (ALL,)


def _home(placed: Placed, entry_id: str) -> LabelledDocument:
    return placed.labelled.documents[placed.labelled.files[entry_id][0]]


def _matches(placed: Placed) -> tuple[dict[str, _Match], set[str]]:
    """Each entry with its event, and the events that count: matched, or a further copy of a matched story."""
    used: set[str] = set()
    copies: set[str] = set()
    matches = {}
    for entry_id, entry in placed.labelled.entries.items():
        named = [each for each in placed.by_entry.get(entry_id, ()) if each.headline == folded(entry.headline)]
        body = placed.bodies[entry_id]
        named.sort(key=lambda each: (not entry.published_on.accepts(each.day), -share(body, each.body)))
        best = next((each for each in named if each.event.event_id not in used), None)
        right = best if best is not None and entry.published_on.accepts(best.day) else None
        if right is not None:
            used.add(right.event.event_id)
            if len(placed.labelled.files[entry_id]) > 1:
                copies |= {each.event.event_id for each in named if entry.published_on.accepts(each.day)}
        matches[entry_id] = _Match(best, right, _became(placed, entry_id, best, right))
    return matches, used | copies


def _became(placed: Placed, entry_id: str, best: PlacedEvent | None, right: PlacedEvent | None) -> str:
    holding = placed.by_entry.get(entry_id, ())
    if best is not None:
        return "right" if right is not None else "date wrong"
    if holding:
        is_alone = any(len(each.entries) == 1 for each in holding)
        return "under another headline" if is_alone else "glued to another"
    return "in quarantine" if placed.is_set_aside(entry_id) else "lost"


def _entry(placed: Placed, entry_id: str, match: _Match) -> _Part:
    entry, home = placed.labelled.entries[entry_id], _home(placed, entry_id)
    is_right = match.right is not None
    dirt = _dirt(placed, entry_id, match.best)
    shares = {
        "headline_found": Share(int(match.best is not None), 1),
        "published_right": Share(int(is_right), 1),
        "published_stated": Share(int(is_right), 1) if entry.published_on.wanted else Share(),
        "body_clean": Share(int(match.best is not None and dirt is None), 1),
        "entry_in_event": Share(int(bool(placed.by_entry.get(entry_id))), 1),
        "entry_accounted": Share(int(match.became != "lost"), 1),
    }
    facts = score_entry(MatchedEntry(entry, match.right.event if match.right else None))
    found = {"entries": Tally(int(is_right), 0, int(not is_right))}
    found |= {name: facts.found[name] for name in ("countries", "partners")}
    right = shares | {name: facts.right[name] for name in FACTS}
    misses = [*_misses(home.file, entry.headline, match, entry.published_on.wanted)]
    misses += [Miss("body_clean", home.file, (entry.headline[:_SHOWN], dirt))] if dirt else []
    misses += [miss for miss in facts.misses if match.right and miss.kind in (*FACTS, "countries")]
    return _Part(_groups(home), Score(found, right, tuple(misses)))


def _misses(file: str, headline: str, match: _Match, wanted: object) -> Iterator[Miss]:
    if match.best is None:
        yield Miss("headline_found", file, (headline[:_SHOWN], match.became))
    elif match.right is None:
        yield Miss("published_right", file, (headline[:_SHOWN], f"got {match.best.day}", f"wanted {wanted}"))


def _dirt(placed: Placed, entry_id: str, best: PlacedEvent | None) -> str | None:
    """What is wrong with the body of an entry's event; null where nothing is."""
    if best is None:
        return None
    entry = placed.labelled.entries[entry_id]
    homes = [placed.labelled.documents[file] for file in placed.labelled.files[entry_id]]
    wanted = words(entry.body)
    found = without(words(best.event.body), (run for home in homes for run in home.optional))
    foreign = [*(run for home in homes for run in home.furniture), tuple(words(entry.headline))]
    for run in foreign:
        if occurrences(run, found) > occurrences(run, wanted):
            return f"has {' '.join(run)[:_SHOWN]!r}"
    similarity = word_f1(wanted, found)
    return None if similarity >= CLEAN else f"word F1 {similarity:.2f}"


def _event(placed: Placed, event: PlacedEvent, is_counted: bool) -> _Part:
    is_free, is_glued = placed.is_free(event), placed.is_glued(event)
    has_entry = bool(event.entries) or is_free
    found = {"entries": Tally(fp=int(not is_counted and not is_free))}
    right = {"event_has_entry": Share(int(has_entry), 1), "event_unmixed": Share(int(not is_glued), 1)}
    where, shown = event.file or "–", _shown(event.event)
    misses = [] if has_entry else [Miss("event_has_entry", where, shown)]
    misses += [Miss("event_unmixed", where, shown)] if is_glued else []
    return _Part(_groups(placed.document(event)), Score(found, right, tuple(misses)))


def _shown(event: PredictedEvent) -> tuple[str, ...]:
    return (event.headline[:_SHOWN], str(event.published_on), (event.body or "")[:_SHOWN])


def _document(placed: Placed, document: LabelledDocument) -> _Part:
    events, rows = placed.by_file.get(document.file, ()), placed.quarantine.get(document.file, ())
    if not document.entries:
        name, is_right = "empty_stays_empty", not events
    else:
        # Its story may have been published from another document that holds it too.
        is_elsewhere = any(placed.by_entry.get(each) for each in document.entries)
        name, is_right = "document_accounted", bool(events or rows or is_elsewhere)
    misses = () if is_right else (Miss(name, document.file, ()),)
    return _Part(_groups(document), Score({}, {name: Share(int(is_right), 1)}, misses))
