"""Words of one term have one key, in both languages."""

from pipelines.link.reading.wording import WordingReader
from tests.unit.pipelines.link.reports import REFERENCE

READER = WordingReader(REFERENCE)


def keys(text: str) -> list[int]:
    return [int(key) for key in READER.read([text], [""]).key]


def test_words_that_mean_the_same_have_one_key() -> None:
    assert keys("teachers nurses market") == keys("docentes enfermeras mercados")


def test_numbers_in_words_have_the_key_of_their_digits() -> None:
    assert keys("forty cuarenta") == keys("40 40")


def test_words_of_different_terms_are_told_apart_behind_the_letters_they_share() -> None:
    assert keys("workers") == keys("trabajadoras") != keys("trabajo") == keys("job")
    assert keys("agricultores") == keys("farmers") != keys("agricultura")


def test_other_forms_of_a_word_have_its_key() -> None:
    assert keys("mercadillo") == keys("mercado")
    assert keys("zanahoria") != keys("mercado")


def test_whether_a_word_that_opens_a_sentence_is_a_name_is_open() -> None:
    found = READER.read(["Barcelona greets them"], ["They like Barcelona."])
    capitals = [bool(flag) for flag in found.is_capital]
    smalls = [bool(flag) for flag in found.is_small]
    assert capitals == [False, False, False, False, False, True]
    assert smalls == [False, True, True, False, True, False]


def test_no_texts_have_no_words() -> None:
    assert READER.read([], []).key.tolist() == []
