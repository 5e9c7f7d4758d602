"""What an organisation does in the event, by the words around its name."""

import pytest

from tests.unit.pipelines.extract.facts import facts

ENGLISH = [
    ("The Institute of Maps held a workshop.", "organiser"),
    ("A workshop was organised by the Institute of Maps.", "organiser"),
    ("The Institute of Maps donated computers.", "organiser"),
    ("The Institute of Maps published a study.", "organiser"),
    ("The Institute of Maps launched an app.", "organiser"),
    ("IOM held a workshop with the support of the Institute of Maps.", "supporter"),
    ("IOM held a workshop in coordination with the Institute of Maps.", "supporter"),
    ("The Institute of Maps funded the workshop.", "funder"),
    ("Officers of the Institute of Maps attended a workshop.", "participant"),
    ("The workshop trained officers of the Institute of Maps.", "participant"),
    ("The workshop of IOM was attended by officers of the Institute of Maps.", "participant"),
    ("The Institute of Maps received computers.", "participant"),
    ("The Institute of Maps signed an agreement.", "signatory"),
    ("The Institute of Maps and IOM signed an agreement.", "signatory"),
]

SPANISH = [
    ("El Instituto de Mapas realizó un taller.", "organiser"),
    ("El taller fue organizado por el Instituto de Mapas.", "organiser"),
    ("El Instituto de Mapas donó computadoras.", "organiser"),
    ("El Instituto de Mapas publicó un estudio.", "organiser"),
    ("La OIM realizó un taller con el apoyo del Instituto de Mapas.", "supporter"),
    ("La OIM realizó un taller en coordinación con el Instituto de Mapas.", "supporter"),
    ("El Instituto de Mapas financió el taller.", "funder"),
    ("En el taller participaron funcionarios del Instituto de Mapas.", "participant"),
    ("Funcionarios del Instituto de Mapas asistieron a un taller.", "participant"),
    ("El Instituto de Mapas firmó un convenio.", "signatory"),
    ("El Instituto de Mapas y la OIM firmaron un convenio.", "signatory"),
]


def _role(sentence: str, language: str, name: str) -> str:
    partner = facts("A headline", sentence, "2018-05-15", language).written(name)
    assert partner is not None
    return partner.role


@pytest.mark.parametrize(("sentence", "role"), ENGLISH)
def test_english(sentence: str, role: str) -> None:
    assert _role(sentence, "en", "Institute of Maps") == role


@pytest.mark.parametrize(("sentence", "role"), SPANISH)
def test_spanish(sentence: str, role: str) -> None:
    assert _role(sentence, "es", "Instituto de Mapas") == role


def test_names_in_an_enumeration_share_their_role() -> None:
    found = facts("Officers learn", "The workshop was funded by USAID and the European Union.", "2018-05-15")
    assert {key: partner.role for key, partner in found.partners.items()} == {"usa-usaid": "funder", "eu": "funder"}


def test_each_organisation_has_its_own_role() -> None:
    body = "UNICEF, with the support of the European Union, held a workshop for officers of the Institute of Maps."
    found = facts("Officers learn", body, "2018-05-15")
    assert {partner.role for partner in found.partners.values()} == {"organiser", "supporter", "participant"}
