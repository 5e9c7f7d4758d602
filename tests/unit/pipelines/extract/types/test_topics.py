"""Which objectives of the Global Compact for Migration an event serves, by `evaluation/TOPICS_AND_ROLES.md`."""

import pytest

from tests.unit.pipelines.extract.facts import facts

ENGLISH = [
    ("1", "Survey Counts Fishermen from Abroad", "The survey gives figures on migrants to planners."),
    ("2", "Terraces Against Drought", "Families displaced by climate change stay thanks to the disaster risk project."),
    ("4", "Van Issues Birth Certificates", "The civil registry gave identity documents to migrants."),
    ("5", "Seasonal Permits for Pickers", "The labour mobility scheme offers temporary work visas."),
    ("6", "Inspectors Look for Fees", "Inspectors protect the rights of migrant workers through ethical recruitment."),
    ("7", "Guards Learn to Protect Girls", "The workshop was on the protection of unaccompanied migrant children."),
    ("8", "Doctors Agree on Form for Missing Migrants", "The form helps to identify the remains of missing migrants."),
    ("9", "Judges Study Smuggling of Migrants", "The workshop dealt with migrant smuggling."),
    ("10", "March Against Trafficking in Persons", "The walk told of human trafficking."),
    ("11", "Scanners for the Border Post", "Border police received equipment for border control."),
    ("12", "One Form for Referral of Asylum Seekers", "The referral mechanism takes cases to the shelter."),
    ("13", "Alternatives to Detention Discussed", "Officers discussed alternatives to immigration detention."),
    ("14", "Consuls Visit Farm Workers", "The consulates offered consular protection to nationals."),
    ("15", "Clinic Treats People in Transit", "Migrants had access to health services."),
    ("16", "Neighbours Plant a Garden", "It was on the social inclusion of migrants in host communities."),
    ("17", "Radio Presenters Learn", "Journalists attended a workshop against xenophobia and prejudice."),
    ("18", "Welders' Certificates Accepted Abroad", "The certification of skills lets migrants work."),
    ("19", "Emigrants Fund a Library", "The diaspora sent books."),
    ("20", "Remittances Workshop Held", "Families learned to use remittances and bank accounts."),
    ("21", "Returnees Open a Canteen", "The reintegration project helped returned migrants."),
    ("23", "Two Neighbours Set up a Table", "The two countries agreed on international cooperation on migration."),
]

SPANISH = [
    ("1", "Encuesta cuenta a pescadores extranjeros", "La encuesta da datos sobre migración."),
    ("4", "Registro móvil entrega partidas", "Las personas migrantes recibieron documentos de identidad."),
    ("7", "Guardias aprenden a proteger a niñas", "El taller fue sobre la protección de niñez migrante no acompañada."),
    ("9", "Jueces estudian el tráfico ilícito de migrantes", "El taller trató sobre el tráfico ilícito de migrantes."),
    ("10", "Caminata contra la trata de personas", "La caminata informó sobre la trata."),
    ("11", "Policía de frontera recibe escáneres", "Los equipos sirven para el control fronterizo."),
    ("14", "Cónsules visitan a trabajadores", "Los consulados ofrecieron protección consular."),
    ("17", "Periodistas aprenden", "El taller fue contra la xenofobia y los prejuicios."),
    ("20", "Remesas, tema de un taller", "Las familias aprendieron a usar las remesas."),
    ("21", "Retornados abren un comedor", "El proyecto de reintegración ayudó a personas retornadas."),
]


@pytest.mark.parametrize(("code", "headline", "body"), ENGLISH)
def test_english(code: str, headline: str, body: str) -> None:
    assert code in facts(headline, body, "2018-05-15").topics


@pytest.mark.parametrize(("code", "headline", "body"), SPANISH)
def test_spanish(code: str, headline: str, body: str) -> None:
    assert code in facts(headline, body, "2018-05-15", "es").topics


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "A Talk on Migration", "The talk was on migration."),
        ("en", "Officers Learn", "The officers met on Monday."),
        ("es", "Charla sobre migración", "La charla fue sobre migración."),
    ],
)
def test_migration_as_a_whole_is_no_topic(language: str, headline: str, body: str) -> None:
    assert facts(headline, body, "2018-05-15", language).topics == set()


def test_smuggling_and_trafficking_are_told_apart() -> None:
    assert "10" not in facts("Judges Study Smuggling of Migrants", "It dealt with migrant smuggling.").topics
    assert "9" not in facts("Caminata contra la trata de personas", "Informó sobre la trata.", None, "es").topics
