import pytest

from evaluation.reading.words import folded, occurrences, share, triples, without, word_f1, words


def test_white_space_case_and_soft_hyphens_do_not_count() -> None:
    assert folded(" Har\u00a0bour \n OFFICE") == "har bour office"
    assert words("Har\u00adbour, OFFICE!") == ["har", "bour", "office"]


def test_share_counts_runs_of_three_words() -> None:
    whole = triples("one two three four five")
    assert share(triples("two three four nine"), whole) == 0.5
    assert share(triples("one two"), whole) == 0.0
    assert share(triples(""), whole) == 0.0


def test_f1_weighs_lacking_and_further_words() -> None:
    assert word_f1(["a", "b"], ["a", "b"]) == 1.0
    assert word_f1(["a", "b"], ["a", "b", "c", "d"]) == pytest.approx(2 / 3)
    assert word_f1([], []) == 1.0


def test_a_run_is_taken_out_once() -> None:
    text = words("print this page and print this page")
    assert occurrences(["print", "this"], text) == 2
    assert without(text, [["print", "this", "page"]]) == words("and print this page")
    assert without(text, [["absent"], []]) == text
