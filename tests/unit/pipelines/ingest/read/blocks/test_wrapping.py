import pytest

from pipelines.ingest.read.blocks.blocks import lines_of_text


def texts(text: str) -> list[str]:
    return [line.text for line in lines_of_text(text)]


def test_lines_broken_at_a_width_are_joined() -> None:
    text = (
        "Forty boats arrived at the harbour of Sal this\nweek, and with them the nets and the crews of\n"
        "Brea. They stay until June, when the yarn has\ncome.\n\nThe next boats follow in July.\n"
    )
    assert texts(text) == [
        "Forty boats arrived at the harbour of Sal this week, and with them the nets and the crews of Brea. "
        "They stay until June, when the yarn has come.",
        "The next boats follow in July.",
    ]


def test_a_headline_on_top_of_broken_lines_stays_one() -> None:
    text = "Home\nBoats arrive at the harbour of Sal\nForty boats arrived at the harbour of Sal this\n"
    text += "week, and with them the nets and the crews that\nmend them by hand.\n"
    assert texts(text)[1] == "Boats arrive at the harbour of Sal"
    assert len(texts(text)) == 3


def test_lines_that_were_not_broken_stay() -> None:
    text = "Boats arrive at noon\nforty in all\nNets are mended\nin the shed\n"
    assert texts(text) == text.splitlines()


def test_a_label_glued_to_a_sentence_is_a_line_of_its_own() -> None:
    assert texts("Forty boats arrived in 2020.Read more") == ["Forty boats arrived in 2020.", "Read more"]
    for label in ("Leer más >", "Read more", "[more]", "more...", "Continuar leyendo", "[Read more...]"):
        assert texts(f"Forty boats arrived in 2020. {label}") == ["Forty boats arrived in 2020.", label]
        assert texts(f"Forty boats arrived ... {label}") == ["Forty boats arrived ...", label]
    for label in ("Leer más >", "[more]", "more...", "Continuar leyendo…"):
        assert texts(f"Forty boats arrived in the {label}") == ["Forty boats arrived in the", label]
    assert texts("Why children Read more") == ["Why children Read more"]
    assert texts("See www.harbour.example.Details") == ["See www.harbour.example.", "Details"]


@pytest.mark.parametrize("badge", ["15\nSEP\n2022", "15\n\nseptiembre\n\n2022", "15 SEP\n2022", "SEP 15\n2022"])
def test_the_lines_of_a_date_badge_are_one(badge: str) -> None:
    headline = "Boats arrive at the harbour"
    assert texts(f"{badge}\n{headline}") == [" ".join(badge.split()), headline]


def test_numbers_below_each_other_are_no_badge() -> None:
    assert texts("15\n9\n2022") == ["15", "9", "2022"]
    assert texts("15 May 2022\n2023") == ["15 May 2022", "2023"]
