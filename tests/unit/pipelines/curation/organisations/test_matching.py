"""Which rows of lists are organisations of the register."""

import re

import pytest

from pipelines.curation.organisations.matching import By, match
from pipelines.curation.organisations.names import Keys
from pipelines.curation.organisations.tables import NO_DECISIONS, Decision, Decisions, Listed, Registered

SAME_AS = {"of": "", "the": "", "de": "", "y": "", "ministerio": "ministry", "faros": "lighthouses"}
KEYS = Keys(SAME_AS, {"BLZ": re.compile(r"\b(?:belize|belizean)\b"), "HND": re.compile(r"\bhonduras\b")})


def registered(
    partner_id: str, name: str, country: str = "", org_type: str = "ngo_national", **facts: object
) -> Registered:
    names = {"other_names": (), "former_names": (), "acronyms": ()} | facts
    return Registered(partner_id, (name,), org_type=org_type, country_iso3=country, identifiers={}, **names)


def listed(name: str, country: str = "", iati_org_type: str = "") -> Listed:
    return Listed("pier-list", (name,), (), iati_org_type, country, {})


LIGHTS = registered("lights", "Ministry of Lighthouses", "BLZ", "government_national")
NET = registered(
    "net", "Blue Net", other_names=("Blue Net International",), former_names=("Grey Net",), acronyms=("BLUNET", "BN")
)
FUND = registered("fund", "Honduras Boat Fund", "HND", "public_other")
REGISTER = (LIGHTS, NET, FUND)


def found(row: Listed, *register: Registered, decisions: Decisions = NO_DECISIONS) -> tuple[str, By] | None:
    matches = match(register or REGISTER, [row], KEYS, decisions).matches
    return (matches[0].organisation.partner_id, matches[0].by) if matches else None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (listed("MINISTERIO DE FAROS", "BLZ"), ("lights", By.MAIN_NAME)),
        (listed("Ministry of Lighthouses of Belize", "BLZ"), ("lights", By.MAIN_NAME)),
        (listed("Ministry of Lighthouses (MoL)", "BLZ"), ("lights", By.MAIN_NAME)),
        (listed("Ministry of Lighthouses", "HND"), None),
        (listed("Ministry of Lighthouses"), None),
        (listed("Blue Net", "CHE"), ("net", By.MAIN_NAME)),
        (listed("The Blue Net International"), ("net", By.OTHER_NAME)),
        (listed("Grey Net"), ("net", By.FORMER_NAME)),
        (listed("BluNet"), ("net", By.OTHER_NAME)),
        (listed("BN"), None),
        (listed("Honduras Boat Fund"), ("fund", By.MAIN_NAME)),
        (listed("Boat Fund"), None),
    ],
)
def test_a_row_matches_by_its_name_where_the_countries_allow_it(row: Listed, expected: tuple[str, By] | None) -> None:
    assert found(row) == expected


def test_a_main_name_comes_before_another_one() -> None:
    branch = registered("branch", "Blue Net International")
    assert found(listed("Blue Net International"), NET, branch) == ("branch", By.MAIN_NAME)


def test_a_name_of_two_organisations_matches_neither() -> None:
    assert found(listed("Blue Net"), NET, registered("twin", "Blue Net")) is None


def test_a_decision_comes_before_names() -> None:
    row = listed("Blue Net", "CHE")

    def decided(decision: Decision) -> Decisions:
        return Decisions({("pier-list", "Blue Net", "CHE"): decision})

    assert found(row, decisions=decided(Decision("Blue Net", "fund", gives_identifiers=True))) == ("fund", By.DECISION)
    assert found(row, decisions=decided(Decision("Blue Net", "net", gives_identifiers=False))) == ("net", By.OTHER_NAME)
    assert found(row, decisions=decided(Decision("Blue Net", "", gives_identifiers=False))) is None


def test_what_matches_nothing_is_kept() -> None:
    row = listed("Guild of Pilots")
    assert match(REGISTER, [row], KEYS).unmatched == (row,)
