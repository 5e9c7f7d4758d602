"""Which names of an entry are one organisation, and which are believed."""

import pytest

from pipelines.extract.organisations.identity import Identifier
from tests.unit.pipelines.extract.facts import facts

SAME_AS = {"embajada": "embassy", "of": "", "de": "", "the": ""}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Embajada de Brasil", "embassy brasil"),
        ("Embassy of\nBrasil", "embassy brasil"),
        ("Joint-Task  Office", "joint task office"),
        ("Children's Fund", "children fund"),
        ("The Of", ""),
    ],
)
def test_spelling_and_language_make_no_other_key(name: str, key: str) -> None:
    identifier = Identifier(SAME_AS)
    assert identifier.keys([name]) == [key]
    assert identifier.keys(["The Of", name, "Fund", name]) == ["", key, "fund", key]


def test_a_country_told_once_is_told_of_the_same_name_everywhere() -> None:
    found = facts("A headline", "Guatemala's Institute of Valley Bees met. In Peru the Institute of Valley Bees spoke.")
    (partner,) = found.partners.values()
    assert partner.written == {"Institute of Valley Bees"}


def test_the_fullest_name_is_told() -> None:
    body = "The Institute of Valley Bees met. Later the Institute  of Valley Bees (IVB) spoke, and IVB closed."
    (partner,) = facts("A headline", body).partners.values()
    assert (partner.name, partner.acronym) == ("Institute of Valley Bees", "IVB")
    assert partner.written == {"Institute of Valley Bees", "Institute  of Valley Bees", "IVB"}


@pytest.mark.parametrize(
    ("headline", "body", "is_believed"),
    [
        ("Second Meeting Held: Institute of Honey-Keepers", "They met.", False),
        ("Second Meeting Held: Institute of Honey-Keepers", "Today the Institute of Honey Keepers met.", True),
        ("second meeting held with the Institute of Honey-Keepers", "They met.", True),
    ],
    ids=str,
)
def test_a_headline_in_title_case_needs_the_body(headline: str, body: str, is_believed: bool) -> None:
    assert ("Institute of Honey-Keepers" in facts(headline, body).forms()) is is_believed


def test_letters_in_a_headline_all_in_capitals_need_the_body() -> None:
    assert "iom" not in facts("IOM OPENS DESK", "They met.").partners
    assert "iom" in facts("IOM OPENS DESK", "The IOM met.").partners


@pytest.mark.parametrize(
    ("language", "body", "partner_id"),
    [
        ("en", "Two boats went to the Migration Police of the Albanian State Police.", "cri-ppm"),
        ("en", "The centre signed with the Swiss Federal Department of Foreign Affairs.", "phl-dfa"),
        ("en", "Manila, Philippines – Guests came from the Swiss Federal Department of Foreign Affairs.", "phl-dfa"),
        ("en", "Dhaka – The Department of Social Services of the capital opened a shelter.", "bhs-dss"),
        ("es", "El taller en Buenos Aires fue de la Secretaría de Educación.", "hnd-seduc"),
        ("en", "Officers of the Department of Human Services of Fiji met.", "blz-dhs"),
    ],
)
def test_a_body_of_another_country_is_not_the_namesake_in_the_register(
    language: str, body: str, partner_id: str
) -> None:
    partners = facts("A headline", body, "2019-05-14", language).partners
    assert partner_id not in partners
    assert "provisional" in {partner.status for partner in partners.values()}


@pytest.mark.parametrize(
    ("language", "body", "partner_id"),
    [
        ("en", "The Department of Social Services opened a shelter.", "bhs-dss"),
        (
            "en",
            "Nassau, Bahamas – The Department of Social Services opened a shelter for people from Haiti.",
            "bhs-dss",
        ),
        ("en", "Officers from Honduras thanked the US Department of State.", "usa-state"),
        ("en", "Officers from Honduras thanked the Department of State.", "usa-state"),
        ("es", "En Chile hablaron de Migración Colombia.", "col-migracion"),
    ],
)
def test_a_body_of_the_register_without_a_rival_country_is_known(language: str, body: str, partner_id: str) -> None:
    assert partner_id in facts("A headline", body, "2019-05-14", language).partners
