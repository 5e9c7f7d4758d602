import pytest

from pipelines.ingest.read.blocks.dated_headlines import parted
from pipelines.ingest.read.blocks.line import Line

BOATS, NETS = "Boats arrive in the bay of Sal", "Nets are mended in the shed of Brea"


def texts(*lines: str) -> list[str]:
    return [line.text for line in parted(Line(text, True) for text in lines)]


@pytest.mark.parametrize("gap", ["  ", "\t", " | ", " – ", ": "])
def test_dates_are_parted_from_the_headlines_behind_them(gap: str) -> None:
    lines = texts(f"Dec 14 2021{gap}{BOATS}", "Forty boats arrived.", f"Nov 30 2021{gap}{NETS}")
    assert lines == ["Dec 14 2021", BOATS, "Forty boats arrived.", "Nov 30 2021", NETS]


@pytest.mark.parametrize(
    "lines",
    [
        (f"14 December 2021: {BOATS}", "Forty boats arrived."),
        (f"14 December 2021: {BOATS}.", f"30 November 2021: {NETS}."),
        ("12/05/2021 - 14/05/2021  Boats arrive in Sal", "1/06/2021 - 3/06/2021  Nets are mended in Brea"),
    ],
)
def test_sentences_spans_of_days_and_a_single_line_stay_whole(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)
