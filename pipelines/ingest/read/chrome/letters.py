"""Lines that open and close a letter: a greeting, a closing formula."""

from pipelines.ingest import reference
from pipelines.ingest.documents import fold

GREETING = "greeting"
CLOSING = "closing"
_LONGEST_GREETING = 8
_LONGEST_CLOSING = 5
_MARKS = " ,.:;!¡–—-"


def is_greeting(text: str) -> bool:
    """Return whether the line greets the readers of a letter: `Dear friends,`, `Hola a todas:`."""
    is_sized = len(text) <= 100 and len(text.split()) <= _LONGEST_GREETING
    return is_sized and text[-1] in ",:!" and _opens_with(text, GREETING)


def is_closing(text: str) -> bool:
    """Return whether the line takes leave of the readers of a letter: `With warm wishes,`."""
    return len(text) <= 100 and len(text.split()) <= _LONGEST_CLOSING and _opens_with(text, CLOSING)


def _opens_with(text: str, kind: str) -> bool:
    bare = fold(text).casefold().strip(_MARKS)
    return bare in _phrases(kind) or bare.startswith(tuple(f"{each} " for each in _phrases(kind)))


@reference.cached
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in reference.folded_phrases(kind, "prefix"))
