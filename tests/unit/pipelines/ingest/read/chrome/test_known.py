import pytest

from pipelines.ingest.read.chrome.known import is_error_page, kind_of_line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: Harbour Office 2019", "caption"), ("Two nurses with their boat. Foto: Ana Ejemplo", "caption"),
        ("© Harbour Office", "caption"), ("Displaying 1 - 4 of 61", "counter"), ("Mostrando 10 de 42", "counter"),
        ("25 resultados", "counter"), ("+ 10 more", "counter"), ("Home | Boats | Contact us", "menu"),
        ("Inicio » Barcos » Redes", "menu"), ("Home About us News Projects", "menu"), ("1 2 3 4 5 Next", "pager"),
        ("40 boats | 12 crews | 3 ports", "label_row"), ("Harbour Letter | Issue 12", "issue"), ("March 2019", "issue"),
        ("Boletín N.º 14", "issue"), ("Leave a comment", "tail"), ("Related news", "related"), ("* * *", "ornament"),
        ("www.harbour.example", "web_address"), ("By Ana Ejemplo", "byline"), ("View in your browser", "masthead"),
        ("If this letter is not displayed properly, click here", "masthead"), ("Redacción", "byline"),
        ("Autora: Ana Ejemplo", "byline"), ("2 min read", "counter"), ("hace 3 horas", "counter"),
        ("8 hours ago", "counter"), ("Harbour Letter, Spring 2018", "issue"), ("Kind regards,", "tail"),
    ],
)  # fmt: skip
def test_lines_of_the_page_are_known(line: str, kind: str) -> None:
    assert kind_of_line(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Boats arrive at the harbour", "Forty boats were mended in March 2019 by the crews.", "By noon all was done",
        "Photographers meet in Brea", "Showing how nets are mended", "Desk Number 3 Opens in the Harbour of Sal Today",
        "Years ago boats were small", "Spring tide floods the harbour of Sal", "Port Ansel, 4 April 2022",
        "Data and nets: what fishermen know", "Sources of the river Brea run dry",
    ],
)  # fmt: skip
def test_lines_of_stories_are_not(line: str) -> None:
    assert kind_of_line(line) is None


def test_error_pages_are_told_by_what_they_say() -> None:
    assert is_error_page("Page not found")
    assert is_error_page("La página que busca no existe.")
    assert not is_error_page("Pages of an old log book found in Brea")
