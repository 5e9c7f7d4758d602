"""Greetings and closing formulas of letters."""

import pytest

from pipelines.ingest.read.chrome.letters import is_closing, is_greeting


@pytest.mark.parametrize(
    "line", ["Dear friends of the harbour,", "Hi all,", "Hola a todas:", "Estimadas socias y socios:"]
)
def test_greetings(line: str) -> None:
    assert is_greeting(line)


@pytest.mark.parametrize(
    "line",
    ["Dear lamps for the pier", "Dearth of nets in Brea,", "Hello from the other side of the bay, says the guild:"],
)
def test_headlines_are_no_greetings(line: str) -> None:
    assert not is_greeting(line)


@pytest.mark.parametrize("line", ["With warm wishes,", "Best regards", "Un abrazo,", "Atentamente:"])
def test_closing_formulas(line: str) -> None:
    assert is_closing(line)


@pytest.mark.parametrize("line", ["Best regards from the crews of all nine harbours", "Warmlight for boats"])
def test_sentences_are_no_closing_formulas(line: str) -> None:
    assert not is_closing(line)
