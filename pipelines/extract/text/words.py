"""A batch's tokens, for decisions on one token at a time."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The batch's text with its tokens; `letters` are the token classes of the grammar of organisations.
    `start`, `end`, `word_id` are those of the tokens.

    `roles[role]` has a byte for each token: 1 if its word has that role in the lexicon.
    """

    text: str
    start: memoryview
    end: memoryview
    word_id: memoryview
    letters: bytes
    roles: Mapping[str, bytes]

    def slice(self, first: int, last: int) -> str:
        """Return the text from the first token up to but excluding `last`."""
        return self.text[self.start[first] : self.end[last - 1]]

    def any(self, role: str, first: int, last: int) -> bool:
        """Return whether a word from the first token up to but excluding `last` has a role."""
        return first < last and self.roles[role].find(1, first, last) >= 0
