"""How many people took part: numbers in digits and words, hedges, sums, and what else is counted."""

import pytest

from tests.unit.pipelines.extract.facts import facts

ENGLISH = [
    ("Thirty officers attended the workshop.", 30, "exact"),
    ("The workshop was attended by 30 officers.", 30, "exact"),
    ("Twenty-five officers attended the workshop.", 25, "exact"),
    ("Forty pupils took part in the workshop.", 40, "exact"),
    ("One hundred and twenty people attended the fair.", 120, "exact"),
    ("A hundred people attended the fair.", 100, "exact"),
    ("Two thousand people attended the fair.", 2000, "exact"),
    ("1,200 people attended the fair.", 1200, "exact"),
    ("A dozen officers attended the workshop.", 12, "exact"),
    ("Two dozen officers attended the workshop.", 24, "exact"),
    ("More than 100 people attended the workshop.", 100, "at_least"),
    ("Over 100 people attended the workshop.", 100, "at_least"),
    ("At least 100 people attended the workshop.", 100, "at_least"),
    ("Almost 70 people attended the workshop.", 70, "at_most"),
    ("Nearly 70 people attended the workshop.", 70, "at_most"),
    ("About 70 people attended the workshop.", 70, "approximately"),
    ("Some 70 people attended the workshop.", 70, "approximately"),
    ("Around 70 people attended the workshop.", 70, "approximately"),
    ("Approximately 70 people attended the workshop.", 70, "approximately"),
    ("A total of 50 people attended the workshop.", 50, "exact"),
    ("30 men and 20 women attended the workshop.", 50, "exact"),
    ("Thirty officers and twenty social workers attended the workshop.", 50, "exact"),
    ("50 officers, 30 of them women, attended the workshop.", 50, "exact"),
    ("50 officers (30 women and 20 men) attended the workshop.", 50, "exact"),
    ("The workshop brought together 45 border police officers.", 45, "exact"),
    ("The workshop trained 45 migration and border officials from the country.", 45, "exact"),
    ("45 representatives of 12 institutions attended the workshop.", 45, "exact"),
    ("The survey interviewed 350 migrants.", 350, "exact"),
    ("The survey covered 1,050 respondents.", 1050, "exact"),
    ("IOM helped 25 migrants return home.", 25, "exact"),
    ("25 unaccompanied children returned home with IOM's help.", 25, "exact"),
    ("Nineteen beekeepers attended the course.", 19, "exact"),
    ("Forty Ghanaians attended the course.", 40, "exact"),
    ("45 people attended: 30 women and 15 men.", 45, "exact"),
    ("IOM distributed food to 2,500 people.", 2500, "exact"),
    ("The 45 participants learned to interview.", 45, "exact"),
    ("A group of 45 young people attended the workshop.", 45, "exact"),
    ("Two officers attended the workshop.", 2, "exact"),
]

SPANISH = [
    ("Treinta funcionarios asistieron al taller.", 30, "exact"),
    ("Asistieron al taller 30 funcionarios.", 30, "exact"),
    ("Veinticinco funcionarias participaron en el taller.", 25, "exact"),
    ("Veintiún funcionarios asistieron al taller.", 21, "exact"),
    ("Treinta y cinco funcionarias participaron en el taller.", 35, "exact"),
    ("Cien personas participaron en la feria.", 100, "exact"),
    ("Doscientas personas participaron en la feria.", 200, "exact"),
    ("Mil quinientas personas participaron en la feria.", 1500, "exact"),
    ("Dos mil personas participaron en la feria.", 2000, "exact"),
    ("2 mil personas participaron en la feria.", 2000, "exact"),
    ("1.200 personas participaron en la feria.", 1200, "exact"),
    ("1,200 personas participaron en la feria.", 1200, "exact"),
    ("Una docena de funcionarios asistió al taller.", 12, "exact"),
    ("Al menos 100 personas participaron en la feria.", 100, "at_least"),
    ("Por lo menos 100 personas participaron en la feria.", 100, "at_least"),
    ("Casi 70 personas participaron en la feria.", 70, "at_most"),
    ("Cerca de 70 personas participaron en la feria.", 70, "approximately"),
    ("Alrededor de 70 personas participaron en la feria.", 70, "approximately"),
    ("Unas 70 personas participaron en la feria.", 70, "approximately"),
    ("Unas cuarenta mujeres asistieron al taller.", 40, "approximately"),
    ("Aproximadamente 70 personas participaron en la feria.", 70, "approximately"),
    ("Un total de 70 personas participaron en la feria.", 70, "exact"),
    ("30 hombres y 20 mujeres asistieron al taller.", 50, "exact"),
    ("50 funcionarios, 30 de ellos mujeres, asistieron al taller.", 50, "exact"),
    ("La encuesta entrevistó a 350 migrantes.", 350, "exact"),
    ("La OIM ayudó a 25 migrantes a regresar.", 25, "exact"),
    ("Los 45 participantes aprendieron a entrevistar.", 45, "exact"),
    ("Se capacitó a 45 policías de frontera.", 45, "exact"),
    ("Un grupo de 45 jóvenes asistió al taller.", 45, "exact"),
]

OTHER_COUNTS = [
    ("en", "Representatives of 12 institutions attended the workshop."),
    ("en", "Officers from 12 countries attended the workshop."),
    ("en", "The workshop trained officers of 20 organisations."),
    ("en", "The shelter received 300 kits."),
    ("en", "40 families received food."),
    ("en", "The laboratory made 500 tests."),
    ("en", "Researchers held 60 interviews."),
    ("en", "Employers offered 300 vacancies at the fair."),
    ("en", "The office printed 500 copies of the guide."),
    ("en", "The project will train 400 officers next year."),
    ("en", "More than 500,000 migrants cross the region each year."),
    ("en", "According to the census, 30,000 migrants live in Belize. A workshop was held."),
    ("en", "The $30,000 project helped officers."),
    ("en", "Dozens of officers attended the workshop."),
    ("en", "Hundreds of people marched."),
    ("en", "Officers aged 18 to 30 attended the workshop."),
    ("en", "The workshop took place on May 3, 2018."),
    ("es", "Representantes de 12 instituciones asistieron al taller."),
    ("es", "Funcionarios de 12 países asistieron al taller."),
    ("es", "40 familias recibieron alimentos."),
    ("es", "Se entregaron 300 kits de higiene."),
    ("es", "Se realizaron 60 entrevistas."),
    ("es", "Se ofrecieron 300 vacantes en la feria."),
    ("es", "Se imprimieron 500 ejemplares de la guía."),
    ("es", "El proyecto capacitará a 400 funcionarios el próximo año."),
    ("es", "Cada año más de 500.000 migrantes cruzan la región."),
    ("es", "El proyecto de 30.000 dólares ayudó a funcionarios."),
]


@pytest.mark.parametrize(("sentence", "count", "qualifier"), ENGLISH)
def test_english(sentence: str, count: int, qualifier: str) -> None:
    found = facts("Officers learn", sentence, "2018-05-15")
    assert (found.participants, found.qualifier) == (count, qualifier)


@pytest.mark.parametrize(("sentence", "count", "qualifier"), SPANISH)
def test_spanish(sentence: str, count: int, qualifier: str) -> None:
    found = facts("Funcionarios aprenden", sentence, "2018-05-15", "es")
    assert (found.participants, found.qualifier) == (count, qualifier)


@pytest.mark.parametrize(("language", "sentence"), OTHER_COUNTS)
def test_what_else_is_counted_is_no_participants(language: str, sentence: str) -> None:
    found = facts("A headline", sentence, "2018-05-15", language)
    assert (found.participants, found.qualifier) == (None, None)


@pytest.mark.parametrize(("hedge", "count"), [("An average of", 50), ("A total of", 50), ("More than", 50)])
def test_a_hedge_does_not_change_the_number(hedge: str, count: int) -> None:
    assert facts("Officers learn", f"{hedge} {count} people attended the workshop.").participants == count


def test_the_body_s_figure_counts_where_the_headline_rounds_it() -> None:
    found = facts("More than 200 Officers Trained", "A total of 212 officers attended the workshop.", "2018-05-15")
    assert (found.participants, found.qualifier) == (212, "exact")


def test_a_mother_and_her_daughters_are_counted_together() -> None:
    assert facts("A family is helped", "A mother and her three daughters received help.").participants == 4


OTHER_COUNTS = [
    ("en", "Twenty singers of the Choir of Ports (CHOP) and fifteen weavers were trained in Lomé.", 35),
    ("en", "A mother and her three daughters flew home.", 4),
    ("en", "The card reached 1.5 million people.", 1_500_000),
    ("en", "An estimated 3,000 people came to the concert.", 3000),
    ("es", "Asistieron una treintena de tejedoras al taller.", 30),
    ("es", "Asistió medio centenar de vecinos a la charla.", 50),
    ("en", "According to a survey of 480 women, one in ten singers keeps a key.", 480),
    ("en", "The hall was built for 80 people.", None),
    ("en", "Thirty-two small pages tell women where a choir sings.", None),
    ("es", "La firma prevé la formación de 400 agentes.", None),
    ("es", "La casa dará techo a 30 mujeres.", None),
]


@pytest.mark.parametrize(("language", "body", "number"), OTHER_COUNTS)
def test_sums_ratios_and_what_is_yet_to_come(language: str, body: str, number: int | None) -> None:
    assert facts("A headline", body, language=language).participants == number
