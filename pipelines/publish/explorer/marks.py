"""The positions of recognised names and dates in the texts that the page shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.publish.explorer.numbering import NONE, Numbering


@dataclass(frozen=True)
class Mention:
    """A mention as in `schemas.tables.mentions`, without its event."""

    kind: str
    entity_id: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Entities:
    """The numbers of kinds and of their entities, and the names of entities that texts name."""

    kinds: Numbering
    by_kind: Mapping[str, Numbering]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def number(self, mention: Mention) -> int:
        """Return the mentioned entity's position among those of its kind."""
        entities = self.by_kind.get(mention.kind)
        return NONE if entities is None else entities.of(mention.entity_id)

    def name(self, mention: Mention, default: str) -> str:
        """Return the mentioned entity's name, or the default if its kind has no names."""
        names, number = self.names.get(mention.kind), self.number(mention)
        return default if names is None or number == NONE else names[number]


Span = tuple[int, int, Mention]


def field_marks(mentions: Sequence[Mention], field: str, entities: Entities) -> list[int]:
    """Return the marks in a whole field: start, length, kind and entity of each in turn."""
    return _flat([(found.start, found.end, found) for found in mentions if found.field == field], entities)


def quote_marks(mentions: Sequence[Mention], quote: str | None, entities: Entities) -> list[int]:
    """Return the marks in a quote: wherever the text of one of the event's mentions occurs in it as whole words."""
    if not quote:
        return []
    return _flat([span for mention in mentions for span in _occurrences(mention, quote)], entities)


def _occurrences(mention: Mention, quote: str) -> Iterator[Span]:
    start = quote.find(mention.text)
    while start >= 0:
        end = start + len(mention.text)
        if not (quote[start - 1 : start].isalnum() or quote[end : end + 1].isalnum()):
            yield start, end, mention
        start = quote.find(mention.text, end)


def _flat(spans: Sequence[Span], entities: Entities) -> list[int]:
    """Return the spans without those that overlap an earlier or a longer one."""
    flat: list[int] = []
    reached = 0
    for start, end, mention in sorted(spans, key=lambda span: (span[0], -span[1], span[2].kind, span[2].entity_id)):
        if start >= reached:
            flat += [start, end - start, entities.kinds.of(mention.kind), entities.number(mention)]
            reached = end
    return flat
