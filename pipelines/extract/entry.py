"""One entry of a batch as the decisions see it: its tokens and everything found in it."""

import re
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

    `sentence_starts` are the tokens with which its sentences begin (the headline's first), `sentence_chars` their characters.
    `venue_tokens`: words that tell of an activity held. `title_case`: the headline writes most words with a capital, so that capitals
    tell nothing there. `names_countries`: the first sentences speak of countries in the plural.
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
    sentence_chars: Sequence[int] = ()
    headline_sentences: int = 1
    places: list[Hit] = field(default_factory=list)
    organisations: list[Hit] = field(default_factory=list)
    cues: list[Hit] = field(default_factory=list)
    dates: list[Expression] = field(default_factory=list)
    chunks: list[tuple[int, int]] = field(default_factory=list)
    governments: list[tuple[int, int, int]] = field(default_factory=list)
    number_phrases: list[re.Match[bytes]] = field(default_factory=list)
    venue_tokens: Sequence[int] = ()
    title_case: bool = False
    names_countries: bool = False
