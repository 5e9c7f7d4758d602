"""Rows of `stop_names.csv`: phrases that hold a country's name or demonym but name no country."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.curation.places.manual import Manual
from pipelines.curation.places.spelling import fold

_LINGUA_FRANCA = "English"


@dataclass(frozen=True)
class StopName:
    """A row of `stop_names.csv`: the phrase, and what it is instead."""

    phrase: str
    reason: str


def build_stop_names(manual: Manual) -> list[StopName]:
    """Build `stop_names.csv`: phrases as written, and frames filled with the names of languages."""
    rows = {fold(row["phrase"]): StopName(row["phrase"], row["reason"]) for row in manual.rows("stop_names")}
    for phrase in _phrases_of_languages(manual):
        rows.setdefault(fold(phrase), StopName(phrase, "language"))
    return sorted(rows.values(), key=lambda row: (row.reason, fold(row.phrase)))


def _phrases_of_languages(manual: Manual) -> Iterator[str]:
    """Every frame with every language; with two languages, only pairs that have English in them."""
    languages = [row["language"] for row in manual.rows("languages")]
    for row in manual.rows("language_frames"):
        frame = row["frame"]
        for language in languages:
            for other in languages if "{other}" in frame else [""]:
                if not other or (other != language and _LINGUA_FRANCA in (language, other)):
                    yield frame.format(language=language, other=other)
