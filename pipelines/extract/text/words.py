"""A batch's tokens, for decisions that look at one token at a time."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The batch's text with its tokens; `letters` are the classes of the grammar of organisations, one byte a token.
    `start`, `end`, `word_id` are those of the tokens.

    `roles[role]` has a byte for each token: 1 where its word plays that role of the lexicon.
    """

    text: str
    start: memoryview
    end: memoryview
    word_id: memoryview
    letters: bytes
    roles: Mapping[str, bytes]

    def slice(self, first: int, last: int) -> str:
        """The text from the first token to the one before `last`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def any(self, role: str, first: int, last: int) -> bool:
        """Whether a word from the first token to the one before `last` plays a role."""
        return first < last and self.roles[role].find(1, first, last) >= 0
