import pytest

from pipelines.ingest.doubts.rules import Usual, doubts_of

OTHER = "Ferry to the north pier sails again"
USUAL = Usual(frozenset({OTHER.casefold(), "news"}), frozenset({"statement of the port"}), 300.0)
TEXT = "The harbour office opened a desk for travellers in Punta Ficticia, and sixty people came to see it."


def codes(headline: str = "A desk for travellers", body: str = TEXT, *, is_single: bool = False) -> list[str]:
    return [doubt.code for doubt in doubts_of(headline, body, USUAL, is_single)]


def test_an_ordinary_entry_is_not_doubted() -> None:
    assert codes() == []
    hours = "The desk is open daily – also on Sundays, when the ferry does not sail."
    assert codes(body=f"Belmopan – {TEXT}\n\n{hours}") == []


@pytest.mark.parametrize(
    ("headline", "code"),
    [
        ("»", "headline_symbol"), ("12/3", "headline_symbol"), ("12 March 2021", "headline_date"),
        ("Read more", "headline_menu"), ("Honduras", "headline_menu"), ("Statement of  the Port", "headline_shared"),
    ],
)  # fmt: skip
def test_headlines_that_are_none(headline: str, code: str) -> None:
    assert codes(headline) == [code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (OTHER.upper(), "headline_in_body"), ("12 March 2021", "date_line_in_body"),
        (f"San Ficticio, 3 de mayo – {TEXT}", "dateline_in_body"), (f"Puerto Nuevo — {TEXT}", "dateline_in_body"),
    ],
)  # fmt: skip
def test_bodies_that_hold_another_entry(line: str, code: str) -> None:
    assert codes(body=f"{TEXT}\n\n{line}\n\n{TEXT}") == [code]


def test_a_kind_of_doubt_stands_once_with_the_first_example() -> None:
    lines = "\n".join(("12 March 2021", TEXT, "13 March 2021"))
    (doubt,) = doubts_of("A desk", lines, USUAL, is_single=False)
    assert doubt == ("date_line_in_body", "12 March 2021")


def test_its_own_headline_and_short_labels_are_no_other_headline() -> None:
    assert codes(OTHER, f"{OTHER}\n{TEXT}\nNews") == []


def test_a_list_that_gave_one_entry() -> None:
    assert codes(is_single=True) == ["single_entry_list"]


def test_a_body_ten_times_the_usual() -> None:
    long = " ".join([TEXT] * 40)
    assert codes(body=long) == ["long_body"]
    assert [doubt.code for doubt in doubts_of("A desk", long, Usual((), (), 0.0), is_single=False)] == []
