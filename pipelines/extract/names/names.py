"""Names and cue phrases: what is to be found, and what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pipelines.extract.text.batch import Flags, Ids, Offsets, fold


class Layer(Enum):
    """Names of one layer compete for the same characters; names of different layers don't."""

    PLACE = "place"
    ORGANISATION = "organisation"
    CUE = "cue"


class Case(Enum):
    """How a name must be written: letter by letter as listed, with a capital first, or anyhow."""

    EXACT = "exact"
    CAPITAL = "capital"
    ANY = "any"


class Name(NamedTuple):
    """A name to be found; `meaning` is the index of what it stands for in a table of the caller's.

    `unaccented`: an English word that a word with accents does not mean ("German", not "Germán").
    """

    text: str
    layer: Layer
    meaning: int
    case: Case
    unaccented: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Names of one layer found in a batch, in the order of the text: parallel arrays.

    `start`, `end`: where a name stands in the batch's text. `first`, `last`: its tokens, end excluded. `sense`: an
    index of the `senses` of the layer, which tells what a name so written may stand for.
    """

    start: Offsets
    end: Offsets
    first: Offsets
    last: Offsets
    sense: Ids

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: Flags | Offsets) -> "Hits":
        """Those chosen, by flag or by number."""
        return Hits(self.start[chosen], self.end[chosen], self.first[chosen], self.last[chosen], self.sense[chosen])


@lru_cache(maxsize=1 << 16)
def matching_form(text: str) -> str:
    """The form in which names are compared: folded, hyphens and runs of blanks made one blank."""
    return _single_blanks(fold(text))


def matching_forms(texts: Iterable[str]) -> list[str]:
    """The matching form of each text, folded all at once."""
    folded = fold("\n".join(text.replace("\n", " ") for text in texts))
    return [_single_blanks(text) for text in folded.split("\n")]


def _single_blanks(folded: str) -> str:
    return " ".join(folded.replace("-", " ").split())
