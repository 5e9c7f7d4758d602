"""Which labelled entries each published event holds."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.labels import LabelledEntry
from evaluation.predictions import PredictedEvent
from evaluation.reading.labels import LabelledDocument, LabelledDocuments
from evaluation.reading.pipeline import Published, SetAside
from evaluation.reading.words import Triples, folded, share, triples, words

HOLDS = 0.5
"""An entry is in an event that has this share of its body's word triples."""

GLUED = 0.6
"""An event is glued to another entry if its body has this share of that one's."""

QUARANTINED = 0.3
"""An entry is in quarantine if the rows of its document have this share."""


@dataclass(frozen=True)
class PlacedEvent:
    """A published event with its document, where that is known, and the entries it holds, the best first."""

    event: PredictedEvent
    file: str | None
    headline: str
    body: Triples
    entries: tuple[str, ...]

    @property
    def day(self) -> str | None:
        """The publication date as labels write it."""
        return self.event.published_on.isoformat() if self.event.published_on else None


@dataclass(frozen=True)
class Placed:
    """What was published, beside the labels: events in all, by document and by entry; quarantine by document."""

    labelled: LabelledDocuments
    bodies: Mapping[str, Triples]
    events: Sequence[PlacedEvent]
    by_file: Mapping[str, Sequence[PlacedEvent]]
    by_entry: Mapping[str, Sequence[PlacedEvent]]
    quarantine: Mapping[str | None, Sequence[SetAside]]

    def document(self, placed: PlacedEvent) -> LabelledDocument | None:
        """The document of an event."""
        return self.labelled.documents[placed.file] if placed.file else None

    def pool(self, placed: PlacedEvent) -> Iterable[str]:
        """The entries that the event can hold: those of its document, or all."""
        document = self.document(placed)
        return document.entries if document else self.labelled.entries

    def is_set_aside(self, entry_id: str) -> bool:
        """Whether a row of quarantine stands for the entry or for its whole document."""
        unplaced = _text(self.quarantine.get(None, ()))
        headline = folded(self.labelled.entries[entry_id].headline)
        for file in self.labelled.files[entry_id]:
            rows = self.quarantine.get(file, ())
            text = f"{_text(rows)} {unplaced}"
            if any(row.block_number == 0 for row in rows) or headline in text:
                return True
            if share(self.bodies[entry_id], triples(text)) >= QUARANTINED:
                return True
        return False

    def is_glued(self, placed: PlacedEvent) -> bool:
        """Whether its body holds another entry beside its own."""
        own = placed.entries[0] if placed.entries else None
        return any(share(self.bodies[each], placed.body) >= GLUED for each in self.pool(placed) if each != own)

    def is_free(self, placed: PlacedEvent) -> bool:
        """Whether it is a headline that stands in its document without a text, and may be an event or not."""
        document = self.document(placed)
        if placed.entries or document is None or placed.headline not in document.untold_headlines:
            return False
        return words(placed.event.body) in ([], words(placed.event.headline))


def place(published: Published, labelled: LabelledDocuments) -> Placed:
    """Put events and quarantine beside the labels."""
    files = {_bulletin_id(labelled, file): file for file in labelled.documents}
    bodies = {each.id: triples(each.body) for each in labelled.entries.values()}
    events = [_placed(event, files.get(event.bulletin_id), labelled, bodies) for event in published.events]
    by_file, by_entry = defaultdict(list), defaultdict(list)
    for each in events:
        if each.file:
            by_file[each.file].append(each)
        for entry_id in each.entries:
            by_entry[entry_id].append(each)
    quarantine = defaultdict(list)
    for row in published.quarantine:
        quarantine[files.get(row.bulletin_id)].append(row)
    return Placed(labelled, bodies, events, by_file, by_entry, quarantine)


def _bulletin_id(labelled: LabelledDocuments, file: str) -> str:
    raw = (labelled.folder / "documents" / file).read_bytes()
    return f"bul_{hashlib.sha256(raw).hexdigest()[:16]}"


def _placed(
    event: PredictedEvent, file: str | None, labelled: LabelledDocuments, bodies: Mapping[str, Triples]
) -> PlacedEvent:
    pool = labelled.documents[file].entries if file else tuple(labelled.entries)
    headline, text = folded(event.headline), triples(f"{event.headline or ''}\n{event.body or ''}")
    headlines = Counter(folded(labelled.entries[each].headline) for each in pool)
    held = []
    for entry_id in pool:
        part = share(bodies[entry_id], text)
        is_named = _is_named(labelled.entries[entry_id], headline, headlines, part)
        if is_named or part >= HOLDS:
            held.append((is_named, part, entry_id))
    entries = tuple(entry_id for *_, entry_id in sorted(held, reverse=True))
    if file is None and entries:
        file = labelled.files[entries[0]][0]
    return PlacedEvent(event, file, headline, triples(event.body), entries)


def _is_named(entry: LabelledEntry, headline: str, headlines: Counter[str], part: float) -> bool:
    """Whether the event has the entry's headline; of a headline that several stories share the story decides."""
    return folded(entry.headline) == headline and (headlines[headline] == 1 or part >= HOLDS)


def _text(rows: Iterable[SetAside]) -> str:
    return " ".join(folded(row.text) for row in rows)
