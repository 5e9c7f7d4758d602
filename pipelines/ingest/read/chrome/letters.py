"""Lines that open and close a letter: a greeting, a closing formula."""

from pipelines.ingest import reference
from pipelines.ingest.documents import fold

GREETING = "greeting"
CLOSING = "closing"
# Characters of the line, and words of each.
_LONGEST = 100
_LONGEST_GREETING = 8
_LONGEST_CLOSING = 5
_MARKS = " ,.:;!¡–—-"


def is_greeting(text: str) -> bool:
    """Return whether the line greets the readers of a letter: `Dear friends,`, `Hola a todas:`."""
    is_sized = text[-1] in ",:!" and len(text) <= _LONGEST and len(text.split()) <= _LONGEST_GREETING
    return is_sized and _opens_with(text, GREETING)


def is_closing(text: str) -> bool:
    """Return whether the line takes leave of the readers of a letter: `With warm wishes,`."""
    is_sized = len(text) <= _LONGEST and len(text.split()) <= _LONGEST_CLOSING
    return is_sized and _opens_with(text, CLOSING)


def _opens_with(text: str, kind: str) -> bool:
    bare = fold(text).casefold().strip(_MARKS)
    return f"{bare} ".startswith(_openings(kind))


@reference.cached
def _openings(kind: str) -> tuple[str, ...]:
    return tuple(sorted(f"{fold(phrase)} " for phrase in reference.folded_phrases(kind, "prefix")))
