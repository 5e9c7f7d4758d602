"""Names and cue phrases to find, and the hits."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pipelines.extract.text.batch import Flags, Ids, Offsets, fold


class Layer(Enum):
    """A layer of names: names of one layer compete for the same characters, names of different layers do not."""

    PLACE = "place"
    ORGANISATION = "organisation"
    CUE = "cue"


class Case(Enum):
    """How a name must be written: exactly as listed, with a capital first, or in any case."""

    EXACT = "exact"
    CAPITAL = "capital"
    ANY = "any"


class Name(NamedTuple):
    """A name to find; `meaning` is the index of its meaning in a table of the caller.

    `unaccented`: an English word that the accented word does not match ("German", not "Germán").
    """

    text: str
    layer: Layer
    meaning: int
    case: Case
    unaccented: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Names of one layer found in a batch, in the order of the text: parallel arrays.

    `start`, `end`: characters of the batch's text. `first`, `last`: tokens, end excluded. `sense`: an index of the
    layer's `senses`, which lists what a name in this spelling may mean.
    """

    start: Offsets
    end: Offsets
    first: Offsets
    last: Offsets
    sense: Ids

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: Flags | Offsets) -> "Hits":
        """Return the chosen ones, by flag or by number."""
        return Hits(self.start[chosen], self.end[chosen], self.first[chosen], self.last[chosen], self.sense[chosen])


@lru_cache(maxsize=1 << 16)
def matching_form(text: str) -> str:
    """Return the form in which names are compared: folded, with hyphens and runs of spaces as single spaces."""
    return _single_blanks(fold(text))


def matching_forms(texts: Iterable[str]) -> list[str]:
    """Return the matching form of each text, folding all at once."""
    folded = fold("\n".join(text.replace("\n", " ") for text in texts))
    return [_single_blanks(text) for text in folded.split("\n")]


def _single_blanks(folded: str) -> str:
    return " ".join(folded.replace("-", " ").split())
