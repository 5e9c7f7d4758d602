import pytest

from pipelines.ingest.read.blocks import furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Skip to main content", "menu"), ("Quiénes somos", "menu"), ("Press Release", "section_label"),
        ("NOTICIAS", "section_label"), ("Comunicado de prensa", "section_label"), ("Global", "region"),
        ("English", "language_label"), ("Español", "language_label"), ("Share", "share"), ("Compartir", "share"),
        ("Share this:", "share"), ("« first", "pager"), ("siguiente ›", "pager"), ("12", "pager"), ("…", "pager"),
        ("« Previous", "pager"), ("Page 3 of 9", "pager"), ("Página 3 de 9", "pager"), ("Read more »", "read_more"),
        ("Published:", "publish_label"), ("Image not found: /files/a.jpg", "missing_file"),
        ("No se encontró la imagen foto.png", "missing_file"), ("photos/a.jpg could not be loaded", "missing_file"),
        ("For more information please contact the office, Tel: +000 22, Email: [email protected]", "contact"),
        ("Para más información, comuníquese con la oficina de prensa", "contact"),
    ],
)  # fmt: skip
def test_known_lines_are_furniture(line: str, kind: str) -> None:
    assert furniture.kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Belize Opens First Information Hub on Migration", "News from the border",
        "For more information hubs, more staff",
        "Compartir experiencias", "5,000 people came", ".", "Panama", "The missing children of Río Hondo",
    ],
)  # fmt: skip
def test_other_lines_are_not(line: str) -> None:
    assert furniture.kind_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Guatemala", "Costa Rica, El Salvador", "Honduras, Guatemala y El Salvador", "Costa Rica Panama Mexico",
        "Antigua and Barbuda", "Trinidad and Tobago, Jamaica", "México", "Mexico", "República Dominicana", "Regional",
        "Belize / Guatemala", "EL SALVADOR", "Central America",
    ],
)  # fmt: skip
def test_names_of_countries_and_catch_alls_are_places(line: str) -> None:
    assert furniture.is_place_list(line)


@pytest.mark.parametrize(
    "line",
    ["Guatemala.", "Guatemala City", "Mexico and its neighbours", "and", "Costa Rica: a forum", "El", "guatemala"],
)
def test_other_lines_are_no_places(line: str) -> None:
    assert not furniture.is_place_list(line)


def test_a_label_glued_to_a_sentence_opens_a_menu() -> None:
    assert furniture.is_menu_opening("Who we areThe mission was opened in 2001.")
    assert not furniture.is_menu_opening("Home")
    assert not furniture.is_menu_opening("Homeland office reopens")
