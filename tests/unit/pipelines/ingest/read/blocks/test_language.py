import pytest

from pipelines.ingest.read.blocks.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The forum was held in San José with the support of IOM.", "en"),
        ("El foro se celebró en San José con el apoyo de la OIM.", "es"),
        ("UN UN UN, the UN Migration Agency", "en"),
        ("12 2018", "en"),
        ("", "en"),
    ],
)
def test_function_words_tell_the_language(text: str, language: str) -> None:
    assert language_of([text]) == language
