"""Facts that are less certain, those most worth a look first: of kinds that many rows share, and likely wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from pipelines.curation.material import Fact
from pipelines.publish.tables.corrections_file import FILE

SURE = 0.9
"""From this confidence on a fact needs no second look."""
SHOWN = 10
EXAMPLES = 3
_LONGEST = 100
_TITLES = {
    "event_date_edtf": "date",
    "host_country_iso3": "host country",
    "event_type": "type of event",
    "participant_count": "number of participants",
}
_MANY = 5


@dataclass(frozen=True)
class Kind:
    """Facts alike: of one source and column, with a value or without. `facts`: the least certain first."""

    source_id: str
    column: str
    has_value: bool
    facts: tuple[Fact, ...]

    @property
    def wrong(self) -> float:
        """How many of the facts are likely wrong."""
        return sum(1 - fact.confidence for fact in self.facts)


def doubtful_kinds(facts: Iterable[Fact]) -> list[Kind]:
    """Return the facts with a confidence below 0.9 by kind, the kind with the most likely errors first."""
    groups: dict[tuple[str, str, bool], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.confidence < SURE:
            groups[fact.source_id, fact.column, fact.value is not None].append(fact)
    by_doubt = attrgetter("confidence", "event_id")
    kinds = [Kind(*key, tuple(sorted(found, key=by_doubt))) for key, found in groups.items()]
    return sorted(kinds, key=lambda each: (-round(each.wrong, 3), each.source_id, each.column, each.has_value))


def doubtful_lines(facts: Iterable[Fact], most: int | None = SHOWN) -> Iterator[str]:
    """Yield the lines on facts worth a look, `most` kinds of them at most."""
    every = tuple(facts)
    kinds = doubtful_kinds(every)
    count = sum(len(kind.facts) for kind in kinds)
    wrong = sum(kind.wrong for kind in kinds)
    yield f"Facts less certain than {SURE}: {count} of {len(every)}, of which about {wrong:.0f} are wrong"
    for kind in kinds[:most]:
        yield ""
        yield from _kind_lines(kind)
    if most is not None and len(kinds) > most:
        yield f"\n… and {len(kinds) - most} more kinds: use --doubts to show them"
    yield ""


def _kind_lines(kind: Kind) -> Iterator[str]:
    title = _TITLES[kind.column]
    found = title if kind.has_value else f"no {title}"
    rows = "1 row" if len(kind.facts) == 1 else f"{len(kind.facts)} rows"
    yield f"{kind.source_id}, {found}: {rows}, about {kind.wrong:.1f} wrong"
    for fact in kind.facts[:EXAMPLES]:
        yield f"  {fact.confidence:.2f} {_cut(fact.headline)}"
        if fact.quote:
            yield f"       > {_cut(fact.quote)}"
        yield f"       {fact.event_id},{fact.column},{fact.value or ''},VALUE,REASON,SOURCE"
    yield f"  {_advice(kind)}"


def _advice(kind: Kind) -> str:
    """Return what to do about facts of a kind."""
    one = f"Where the page says otherwise, put the line with the right value into reference/{FILE}."
    if len(kind.facts) < _MANY:
        return one
    return f"{one} If most are wrong alike, a word or name is lacking in reference/: see docs/curating.md."


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"
