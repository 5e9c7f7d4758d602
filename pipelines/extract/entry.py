"""One entry of a batch as the decisions see it: its tokens and everything found in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.extract.date_grammar import Expression
from pipelines.extract.names import Hit


@dataclass(frozen=True, slots=True)
class Mention:
    """The characters of the batch's text from which a fact was read."""

    kind: str
    entity_id: str
    start: int
    end: int
    method: str


@dataclass(slots=True)
class Entry:
    """An entry: offsets are characters and tokens of the whole batch, ends excluded.

    `sentence_starts` are the tokens with which its sentences begin (the headline's first).
    """

    number: int
    start: int
    body_start: int
    end: int
    first_token: int
    body_token: int
    last_token: int
    published_on: date | None
    language: str
    sentence_starts: Sequence[int] = ()
    places: list[Hit] = field(default_factory=list)
    organisations: list[Hit] = field(default_factory=list)
    cues: list[Hit] = field(default_factory=list)
    dates: list[Expression] = field(default_factory=list)
    chunks: list[tuple[int, int]] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
