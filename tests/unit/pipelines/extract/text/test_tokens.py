"""Tokens: words, single marks, blank lines, ends of entries."""

import re
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.batch import fold, lay_out
from pipelines.extract.text.tokens import ENTRY, PARAGRAPH, WORD, cut, words_of
from pipelines.extract.text.word_index import WordIndex

texts = st.text(st.sampled_from("abAÉé19-. \n"), max_size=30)
_TOKEN = re.compile(r"(?P<word>[^\W_]+)|(?P<lines>\n\n+)|(?P<mark>[^\s])|\n| ")


class _Token(NamedTuple):
    start: int
    end: int
    mark: int
    is_number: bool
    capital: bool
    all_caps: bool


def _naive(text: str) -> list[_Token]:
    """The tokens of a text, cut by a regular expression."""
    found = []
    for match in _TOKEN.finditer(text):
        start, (word, lines, mark) = match.start(), match.group("word", "lines", "mark")
        if word:
            capitals = sum(letter.isupper() for letter in word)
            fits = all(letter.isupper() or letter.isdigit() for letter in word)
            found.append(_Token(start, match.end(), WORD, word.isdigit(), word[0].isupper(), fits and capitals >= 2))
        elif lines or mark:
            found.append(_Token(start, start + 1, PARAGRAPH if lines else ord(mark), False, False, False))
    return found


@given(headline=texts, body=texts)
def test_tokens_are_what_a_regular_expression_cuts(headline: str, body: str) -> None:
    batch = lay_out([headline], [body])
    tokens = cut(batch, WordIndex(()))
    columns = (tokens.start, tokens.end, tokens.mark, tokens.is_number, tokens.capital, tokens.all_caps)
    cells = zip(*(column.tolist() for column in columns), strict=True)
    end = len(batch.text) - 1
    assert [_Token(*each) for each in cells] == [*_naive(batch.text[:-1]), (end, end + 1, ENTRY, False, False, False)]


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_words_and_entries_are_numbered(entries: list[tuple[str, str]]) -> None:
    batch = lay_out([headline for headline, _ in entries], [body for _, body in entries])
    words = WordIndex(sorted(words_of(batch))[::2])
    tokens = cut(batch, words)
    written = [fold(batch.text[a:b]) for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)]
    for word, mark, number in zip(written, tokens.mark.tolist(), tokens.word_id.tolist(), strict=True):
        known = mark == WORD and word.encode() in words.words
        assert number == (words.words.index(word.encode()) if known else -1)
    assert tokens.start[tokens.first[1:] - 1].tolist() == batch.ends.tolist()
    assert tokens.first[0] == 0
