"""What kind of event an entry reports: all nine kinds, in both languages."""

import pytest

from schemas.codes import code_list
from tests.unit.pipelines.extract.facts import facts

ENGLISH = [
    ("Officers Trained to Interview Minors", "Thirty officers attended a workshop on interviews.", "training"),
    ("IOM Gives Course on Documents", "The course taught officers to see forged passports.", "training"),
    ("Seminar on Return for Consuls", "Consuls attended a seminar in Belmopan.", "training"),
    ("Belize Strengthens Capacities of Officers", "Officers took part in a training on risk analysis.", "training"),
    ("Ministers Meet in Panama to Discuss Migration", "The ministers conferred on borders.", "meeting"),
    ("Regional Conference on Migration Holds Session", "Delegations conferred in San Salvador.", "meeting"),
    ("IOM Director Visits Belize", "The director met with ministers.", "meeting"),
    ("Technical Committee Holds Second Session", "The committee discussed returns.", "meeting"),
    ("Belize and IOM Sign Agreement", "The agreement was signed by the minister.", "agreement"),
    ("Honduras Joins the Regional Network", "The minister signed the letter of accession.", "agreement"),
    ("Memorandum of Understanding Signed", "The memorandum covers research.", "agreement"),
    ("Belize Opens Information Window for Migrants", "The window was inaugurated on Monday.", "launch"),
    ("IOM Launches App for Migrants", "The app gives information on services.", "launch"),
    ("New Shelter Inaugurated in Danlí", "The shelter opened its doors on Monday.", "launch"),
    ("IOM Presents Study on Return", "The study was published on Monday.", "publication"),
    ("New Survey Shows Who Returns", "The survey found that most are young.", "publication"),
    ("Report on Child Migration Published", "The report has figures on minors.", "publication"),
    ("Campaign Warns of Trafficking", "The campaign reached passengers at bus stations.", "awareness"),
    ("Hundreds March Against Trafficking in Persons", "The walk raised awareness.", "awareness"),
    ("Fair Celebrates International Migrants Day", "The fair offered music and food.", "awareness"),
    ("IOM Donates Computers", "The computers were handed over on Monday.", "assistance"),
    ("Flood Victims Receive Hygiene Kits", "IOM distributed kits to families.", "assistance"),
    ("40 Migrants Return Home Voluntarily", "IOM helped the migrants to return.", "assistance"),
    ("Belize Adopts National Migration Policy", "The policy was approved by the cabinet.", "policy"),
    ("Congress Passes Law Against Trafficking", "The law was approved on Monday.", "policy"),
    ("Institutions Draft Protocol for Returned Children", "The protocol sets out steps.", "policy"),
    ("“I Wanted to See My Daughter Again”", "Rosa left at nineteen. She remembers the road well.", "story"),
    ("What is Migration Governance?", "It is a set of rules. This article explains it.", "story"),
    ("The Story of a Baker Far from Home", "Rosa bakes bread each morning and dreams of a shop.", "story"),
]

SPANISH = [
    ("Capacitan a funcionarios en entrevistas", "Treinta funcionarios asistieron a un taller.", "training"),
    ("Taller sobre documentos", "Los oficiales aprendieron a reconocer pasaportes falsos.", "training"),
    ("Curso de la OIM para cónsules", "Los cónsules recibieron el curso en Managua.", "training"),
    ("Ministros se reúnen en Panamá", "Los ministros conversaron sobre fronteras.", "meeting"),
    ("Conferencia Regional celebra su reunión anual", "Las delegaciones se reunieron.", "meeting"),
    ("Director de la OIM visita Honduras", "El director se reunió con ministros.", "meeting"),
    ("Honduras y OIM firman convenio", "El convenio fue firmado por el ministro.", "agreement"),
    ("Firman memorando de entendimiento", "El memorando incluye investigación.", "agreement"),
    ("Inauguran ventanilla para migrantes", "La ventanilla abrió sus puertas el lunes.", "launch"),
    ("OIM lanza aplicación para migrantes", "La aplicación informa sobre servicios.", "launch"),
    ("OIM presenta estudio sobre retorno", "El estudio fue publicado el lunes.", "publication"),
    ("Nueva encuesta muestra quiénes retornan", "La encuesta encontró que la mayoría son jóvenes.", "publication"),
    ("Campaña alerta sobre la trata", "La campaña llegó a pasajeros en las terminales.", "awareness"),
    ("Caminata contra la trata de personas", "La caminata sensibilizó a la población.", "awareness"),
    ("Feria celebra el Día Internacional del Migrante", "La feria ofreció música y comida.", "awareness"),
    ("OIM dona computadoras", "Las computadoras fueron entregadas el lunes.", "assistance"),
    ("Entregan kits de higiene a damnificados", "La OIM distribuyó los kits a las familias.", "assistance"),
    ("40 migrantes retornan voluntariamente", "La OIM ayudó a los migrantes a retornar.", "assistance"),
    ("Honduras adopta política nacional de migración", "La política fue aprobada por el gabinete.", "policy"),
    ("Congreso aprueba ley contra la trata", "La ley fue aprobada el lunes.", "policy"),
    ("Instituciones elaboran protocolo para niñez", "El protocolo define los pasos.", "policy"),
    ("“Quería volver a ver a mi hija”", "Rosa salió de su pueblo a los diecinueve años.", "story"),
    ("¿Qué es la gobernanza de la migración?", "Es un conjunto de reglas. Este artículo la explica.", "story"),
    ("La historia de una panadera lejos de casa", "Rosa hornea pan cada mañana y sueña con su tienda.", "story"),
]


@pytest.mark.parametrize(("headline", "body", "kind"), ENGLISH)
def test_english(headline: str, body: str, kind: str) -> None:
    assert facts(headline, body, "2018-05-15").event_type == kind


@pytest.mark.parametrize(("headline", "body", "kind"), SPANISH)
def test_spanish(headline: str, body: str, kind: str) -> None:
    assert facts(headline, body, "2018-05-15", "es").event_type == kind


@pytest.mark.parametrize("cases", [ENGLISH, SPANISH], ids=["en", "es"])
def test_every_kind_is_tried(cases: list[tuple[str, str, str]]) -> None:
    assert {kind for _, _, kind in cases} == set(code_list("event_types"))


def test_the_headline_decides_where_the_body_tells_another_kind() -> None:
    found = facts("Belize and IOM Sign Agreement", "It was signed before a workshop for officers.", "2018-05-15")
    assert found.event_type == "agreement"


HEADLINES = [
    ("How a weaver became a baker", "Ada teaches two apprentices in her shop in Lomé.", "story"),
    ("Japan to pay for boats", "Japan and the choir signed an exchange of notes in Dhaka for a grant.", "agreement"),
    ("Servicio de Coros presenta anuario de estadísticas", "El documento señala que los coros crecen.", "publication"),
    ("Sailors of nine ports practise rescue", "The exercise ended with a debriefing of the sailors.", "training"),
    ("Mayors issue appeal", "They appealed for tents and buses.", "awareness"),
]


@pytest.mark.parametrize(("headline", "body", "event_type"), HEADLINES)
def test_headlines_weigh_with_cues_of_their_own(headline: str, body: str, event_type: str) -> None:
    assert facts(headline, body).event_type == event_type


def test_pronouns_of_one_person_make_a_portrait() -> None:
    body = "Oluchi keeps bees. She sold her car, and he who bought it gave her wood. A centre opened in her street."
    assert facts("The bees of Enugu", body).event_type == "story"


def test_a_word_in_a_registered_name_hardly_counts() -> None:
    found = facts("Regional Conference on Migration Promotes Rights", "Officers attended a workshop on rights.")
    assert found.event_type == "training"
