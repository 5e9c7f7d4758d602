"""The tokens and sentences of a batch, for decisions on all its entries at once."""

from dataclasses import dataclass, field

import numpy as np

from pipelines.extract.text.batch import Bytes, Days, Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.sentences import Sentences
from pipelines.extract.text.tokens import Tokens, running
from pipelines.extract.text.words import Words

_EARLY_SENTENCES = 2


@dataclass(frozen=True)
class Layout:
    """A batch with its text, tokens, sentences and word roles; `published_on` is the date of each entry's
    page, not a time if that is unknown."""

    batch: TextBatch
    tokens: Tokens
    sentences: Sentences
    words: Words
    published_on: Days
    _counts: dict[str, Ids] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.batch)

    @property
    def last_token(self) -> Offsets:
        """Return the last token of each entry."""
        return self.tokens.first[1:] - 1

    @property
    def letters(self) -> Bytes:
        """Return the token classes of the grammar of organisations."""
        return np.frombuffer(self.words.letters, np.uint8)

    @property
    def early(self) -> Offsets:
        """Return, for each entry, the character at which the headline and the first two sentences of the body end."""
        sentences = self.sentences
        following = sentences.first[:-1] + sentences.in_headline + _EARLY_SENTENCES
        starts = np.append(sentences.start, [0] * (_EARLY_SENTENCES + 1))
        return np.where(following < sentences.first[1:], starts[following], self.batch.ends)

    def role(self, role: str) -> Flags:
        """Return which tokens have a role."""
        return np.frombuffer(self.words.roles[role], np.bool_)

    def count(self, role: str) -> Ids:
        """Return, before each token and after the last, the number of words with the role so far."""
        if role not in self._counts:
            self._counts[role] = running(self.role(role))
        return self._counts[role]

    def entry_of(self, token: Offsets) -> Offsets:
        """Return the entry of each token."""
        return np.searchsorted(self.tokens.first, token, side="right") - 1

    def sentence_of(self, token: Offsets) -> Offsets:
        """Return the sentence of each token, counted through the batch."""
        return np.searchsorted(self.sentences.token, token, side="right") - 1

    def bounds(self, sentence: Offsets, entry: Offsets) -> tuple[Offsets, Offsets]:
        """Return the first token of each sentence and the token after its last; `entry` is the entry it is in."""
        starts = self.sentences.token
        following = np.minimum(sentence + 1, len(starts) - 1)
        is_last = sentence + 1 >= self.sentences.first[entry + 1]
        return starts[sentence], np.where(is_last, self.last_token[entry], starts[following])
