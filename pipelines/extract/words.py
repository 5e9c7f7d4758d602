"""A batch's tokens in plain lists, for decisions that look at one token at a time."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The batch's text with its tokens; `letters` are the classes of the grammar of organisations, one byte a token."""

    text: str
    start: Sequence[int]
    end: Sequence[int]
    word_id: Sequence[int]
    letters: bytes

    def slice(self, first: int, last: int) -> str:
        """The text from the first token to the one before `last`."""
        return self.text[self.start[first] : self.end[last - 1]]
