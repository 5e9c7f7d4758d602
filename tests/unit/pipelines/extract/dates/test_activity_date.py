"""When the reported activity took place: each expression of time, years from context, and what is only background."""

import pytest

from tests.unit.pipelines.extract.facts import facts

PUBLISHED = "2018-05-15"  # a Tuesday

ENGLISH = {
    "The workshop took place on May 3.": "2018-05-03",
    "The workshop took place on May 3, 2018.": "2018-05-03",
    "The workshop took place on May 3rd, 2018.": "2018-05-03",
    "The workshop took place on 3 May.": "2018-05-03",
    "The workshop took place on 3 May 2018.": "2018-05-03",
    "The workshop took place on 03 May, 2018.": "2018-05-03",
    "The workshop took place on the 3rd of May.": "2018-05-03",
    "The workshop took place on the 3rd of May, 2018.": "2018-05-03",
    "The workshop took place on Thursday, May 3, 2018.": "2018-05-03",
    "The workshop took place on Thursday 3 May.": "2018-05-03",
    "The workshop took place on Thursday, 3 May 2018.": "2018-05-03",
    "The workshop took place on Sept 4.": "2018-09-04",
    "The workshop took place on 4 Dec. 2017.": "2017-12-04",
    "The workshop took place on May 3,2018.": "2018-05-03",
    "The workshop took place in May2018.": "2018-05",
    "The workshop was held on 2018-05-03.": "2018-05-03",
    "The workshop was held on 13/03/2018.": "2018-03-13",
    "On Monday 7 and Tuesday 8 May, a workshop was held.": "2018-05-07/2018-05-08",
    "On April 30 and May 1 a workshop was held.": "2018-04-30/2018-05-01",
    "From May 7 through May 9, a workshop was held.": "2018-05-07/2018-05-09",
    "In mid-April a workshop was held.": "2018-04",
    "Last month, a workshop was held.": "2018-04",
    "Last Friday, a workshop was held.": "2018-05-11",
    "Tomorrow, a workshop will be held.": "2018-05-16",
    "The workshop took place from the 3rd to the 5th of May.": "2018-05-03/2018-05-05",
    "The workshop took place on May 3-5.": "2018-05-03/2018-05-05",
    "The workshop took place on May 3–5, 2018.": "2018-05-03/2018-05-05",
    "The workshop took place on May 3 and 4.": "2018-05-03/2018-05-04",
    "The workshop took place on May 3rd and 4th.": "2018-05-03/2018-05-04",
    "The workshop took place from May 3 to 5.": "2018-05-03/2018-05-05",
    "The workshop took place from May 3 to May 5, 2018.": "2018-05-03/2018-05-05",
    "The workshop took place on 3 and 4 May.": "2018-05-03/2018-05-04",
    "The workshop took place from 3 to 5 May 2018.": "2018-05-03/2018-05-05",
    "The workshop took place between 3-5 May.": "2018-05-03/2018-05-05",
    "The workshop took place between 3 and 5 May.": "2018-05-03/2018-05-05",
    "The workshop took place between May 3 and 5.": "2018-05-03/2018-05-05",
    "The workshop took place from 30 April to 4 May.": "2018-04-30/2018-05-04",
    "The workshop took place from April 30 to May 4, 2018.": "2018-04-30/2018-05-04",
    "The workshop took place between April 30 – May 4.": "2018-04-30/2018-05-04",
    "The workshop took place from Monday, April 30 to Friday, May 4.": "2018-04-30/2018-05-04",
    "The workshop took place on May 3, 4 and 5.": "2018-05-03/2018-05-05",
    "The workshop took place in the week of April 30 to May 4.": "2018-04-30/2018-05-04",
    "Last week (7-11 May) thirty officers attended a workshop.": "2018-05-07/2018-05-11",
    "Last Thursday (3/5) a workshop was held.": "2018-05-03",
    "This week a workshop was held (7-11/05).": "2018-05-07/2018-05-11",
    "A workshop was held (30/4 - 4/5).": "2018-04-30/2018-05-04",
    "The campaign ran during the month of April.": "2018-04",
    "The campaign ran throughout April 2018.": "2018-04",
    "The campaign ran in April and May 2018.": "2018-04/2018-05",
    "The campaign ran from March to April.": "2018-03/2018-04",
    "The campaign ran during the first quarter of 2018.": "2018-01/2018-03",
    "The campaign ran during the second half of 2017.": "2017-07/2017-12",
    "The workshop took place today.": "2018-05-15",
    "The workshop took place yesterday.": "2018-05-14",
}

SPANISH = {
    "El taller se realizó el 3 de mayo.": "2018-05-03",
    "El taller se realizó el 3 de mayo de 2018.": "2018-05-03",
    "El taller se realizó el 3 de mayo del 2018.": "2018-05-03",
    "El taller se realizó el pasado 3 de mayo.": "2018-05-03",
    "El taller se realizó el jueves 3 de mayo.": "2018-05-03",
    "El taller se realizó el jueves, 3 de mayo de 2018.": "2018-05-03",
    "El taller se realizó el día 3 de mayo.": "2018-05-03",
    "El taller se realizó el 3 de Mayo.": "2018-05-03",
    "El taller se realizó el 1 de mayo.": "2018-05-01",
    "El taller se realizó el 1º de mayo.": "2018-05-01",
    "El taller se realizó el 1ro de mayo.": "2018-05-01",
    "El taller se realizó este 3 de mayo.": "2018-05-03",
    "El taller se realizó los días 30 de abril y 1 de mayo.": "2018-04-30/2018-05-01",
    "El taller se realizó los días jueves 3 y viernes 4 de mayo.": "2018-05-03/2018-05-04",
    "El taller se realizó del 7-9 de mayo.": "2018-05-07/2018-05-09",
    "El taller se realizó desde el 3 hasta el 5 de mayo.": "2018-05-03/2018-05-05",
    "El taller se realizó el 3 de mayo del presente año.": "2018-05-03",
    "El jueves pasado se realizó un taller.": "2018-05-10",
    "El mes pasado se realizó un taller.": "2018-04",
    "El próximo 8 de junio se realizará un taller.": "2018-06-08",
    "El próximo viernes se realizará un taller.": "2018-05-18",
    "El taller se realizó del 3 al 5 de mayo.": "2018-05-03/2018-05-05",
    "El taller se realizó del 3 al 5 de mayo de 2018.": "2018-05-03/2018-05-05",
    "El taller se realizó los días 3 y 4 de mayo.": "2018-05-03/2018-05-04",
    "El taller se realizó los días 3, 4 y 5 de mayo.": "2018-05-03/2018-05-05",
    "El taller se realizó entre el 3 y el 5 de mayo.": "2018-05-03/2018-05-05",
    "El taller se realizó del lunes 30 de abril al viernes 4 de mayo.": "2018-04-30/2018-05-04",
    "El taller se realizó del 30 de abril al 4 de mayo de 2018.": "2018-04-30/2018-05-04",
    "El taller se realizó esta semana (7-11/05).": "2018-05-07/2018-05-11",
    "El taller se realizó el jueves (3/5).": "2018-05-03",
    "La campaña se desarrolló durante el mes de marzo.": "2018-03",
    "La campaña se desarrolló en marzo de 2018.": "2018-03",
    "La campaña se desarrolló en mayo y junio de 2018.": "2018-05/2018-06",
    "La campaña se desarrolló en el primer trimestre de 2018.": "2018-01/2018-03",
    "La campaña se desarrolló en el segundo semestre de 2017.": "2017-07/2017-12",
    "El taller se realizó hoy.": "2018-05-15",
    "El taller se realizó ayer.": "2018-05-14",
}


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH.items(), ids=list(ENGLISH))
def test_english_expressions(sentence: str, expected: str) -> None:
    assert facts("Officers learn to interview", sentence, PUBLISHED).date == expected


@pytest.mark.parametrize(("sentence", "expected"), SPANISH.items(), ids=list(SPANISH))
def test_spanish_expressions(sentence: str, expected: str) -> None:
    assert facts("Funcionarios aprenden a entrevistar", sentence, PUBLISHED, "es").date == expected


NEAREST = [
    ("2018-01-09", "en", "The workshop took place on December 12.", "2017-12-12"),
    ("2018-12-20", "en", "The workshop will take place on January 8.", "2019-01-08"),
    ("2018-01-09", "es", "El taller se realizó el 12 de diciembre.", "2017-12-12"),
    ("2018-12-20", "es", "El taller será el 8 de enero.", "2019-01-08"),
    ("2018-01-09", "en", "The workshop ran from December 28 to January 3.", "2017-12-28/2018-01-03"),
    ("2018-01-09", "es", "El taller se realizó del 28 de diciembre al 3 de enero.", "2017-12-28/2018-01-03"),
    ("2018-01-09", "en", "The campaign ran in December.", "2017-12"),
    ("2020-03-04", "en", "The workshop took place on February 29.", "2020-02-29"),
    ("2018-12-20", "en", "The training ended on December 14, 2018, after a start on December 10.", "2018-12-14"),
]


@pytest.mark.parametrize(("published_on", "language", "sentence", "expected"), NEAREST)
def test_a_day_without_year_falls_nearest_to_publication(
    published_on: str, language: str, sentence: str, expected: str
) -> None:
    assert facts("Officers learn", sentence, published_on, language).date == expected


UNDATED = [
    ("en", "Officers learn", "The workshop took place on May 3.", None),
    ("en", "Officers learn", "The workshop took place on May 3, 2018.", "2018-05-03"),
    ("en", "Officers learn", "The workshop took place yesterday.", None),
    ("en", "Officers learn", "The workshop took place today.", None),
    ("en", "Officers learn", "Belmopan, 4 May 2018 - The workshop took place yesterday.", "2018-05-03"),
    ("en", "Officers learn", "Belmopan, 4 May 2018 - A workshop brought thirty officers together.", "2018-05-04"),
    ("en", "Officers learn", "Belmopan, 4 May 2018 - The workshop took place on May 2.", "2018-05-02"),
    ("es", "Funcionarios aprenden", "Tegucigalpa, 4 de mayo de 2018.- El taller se realizó ayer.", "2018-05-03"),
    ("es", "Funcionarios aprenden", "El taller se realizó el 3 de mayo.", None),
    (
        "en",
        "Officers learn",
        "The workshop took place on May 3.\n\nSo far in 2018, forty officers have attended workshops of this kind.",
        "2018-05-03",
    ),
]


@pytest.mark.parametrize(("language", "headline", "body", "expected"), UNDATED)
def test_an_undated_page_needs_a_year(language: str, headline: str, body: str, expected: str | None) -> None:
    assert facts(headline, body, None, language).date == expected


BACKGROUND = [
    ("en", "Officers discussed the National Plan 2018-2022 at length."),
    ("en", "The officers discussed the law of 4 July 2011."),
    ("en", "The census of 2011 counted few foreigners, officers heard."),
    ("en", "Officers want to end the practice by 2030."),
    ("en", "The hotline 1818 received calls."),
    ("en", "Officers work by Resolution 2250 of the council."),
    ("en", "The programme, begun in 2010, teaches officers."),
    ("en", "Migrants face many dangers nowadays."),
    ("en", "The town was hit by the earthquake of January 12, 2010, and officers still help."),
    ("en", "Officers may march to the plaza."),
    ("es", "Los funcionarios discutieron el Plan Nacional 2018-2022."),
    ("es", "El censo de 2011 contó pocos extranjeros."),
    ("es", "Los funcionarios aplican la ley del 4 de julio de 2011."),
    ("es", "Los funcionarios quieren lograrlo para el año 2030."),
    ("es", "El huracán del 29 de octubre de 1998 destruyó el pueblo."),
]


@pytest.mark.parametrize(("language", "sentence"), BACKGROUND)
def test_background_dates_are_none(language: str, sentence: str) -> None:
    assert facts("Officers at work", sentence, PUBLISHED, language).date is None


OF_SEVERAL = [
    (
        "en",
        "Belize trains officers",
        "The workshop took place on May 3. A second one will follow on June 6.",
        "2018-05-03",
    ),
    (
        "en",
        "Belize trains officers",
        "Under the Law of 12 March 2009, officers attended a workshop on May 3.",
        "2018-05-03",
    ),
    (
        "en",
        "Shelter opens",
        "The hurricane of October 1998 destroyed the town. On May 3, a shelter was inaugurated.",
        "2018-05-03",
    ),
    (
        "es",
        "Abre un albergue",
        "El huracán de octubre de 1998 destruyó el pueblo. El 3 de mayo se inauguró un albergue.",
        "2018-05-03",
    ),
    ("en", "Officers learn", "Belmopan, May 9 - The workshop took place on May 3.", "2018-05-03"),
    ("en", "Officers learn", "The two-day workshop began on May 3.", "2018-05-03/2018-05-04"),
    ("en", "Officers learn", "The four-day workshop starting on May 7 taught officers.", "2018-05-07/2018-05-10"),
    ("en", "Officers learn", "The workshop, which concluded on May 11, lasted five days.", "2018-05-07/2018-05-11"),
    ("en", "Officers learn", "A three-day workshop that ended on May 5 taught officers.", "2018-05-03/2018-05-05"),
    ("es", "Aprenden", "El taller de dos días inició el 3 de mayo.", "2018-05-03/2018-05-04"),
    ("es", "Aprenden", "El taller de tres días concluyó el 4 de mayo.", "2018-05-02/2018-05-04"),
    ("en", "Workshop on May 3 for officers", "Thirty officers took part.", "2018-05-03"),
    ("en", "Next workshop on 8 June", "Thirty officers will take part.", "2018-06-08"),
    (
        "en",
        "World Day Against Trafficking in Persons marked",
        "A march was held on July 30 to mark the World Day Against Trafficking in Persons.",
        "2018-07-30",
    ),
]


@pytest.mark.parametrize(("language", "headline", "body", "expected"), OF_SEVERAL)
def test_the_activity_s_own_date_is_chosen(language: str, headline: str, body: str, expected: str) -> None:
    published = "2018-08-02" if "July" in body else PUBLISHED
    assert facts(headline, body, published, language).date == expected


@pytest.mark.parametrize(
    ("sentence", "precision"),
    [
        ("The workshop took place on May 3.", "day"),
        ("The workshop took place on May 3-5.", "interval"),
        ("The campaign ran in April 2018.", "month"),
        ("The campaign ran in April and May 2018.", "interval"),
    ],
)
def test_precision(sentence: str, precision: str) -> None:
    assert facts("Officers learn", sentence, PUBLISHED).precision == precision


@pytest.mark.parametrize("day", ["May 32", "February 30, 2018", "31 de abril de 2018", "(31/2)", "0 May"])
def test_no_such_day_is_no_date(day: str) -> None:
    assert facts("Officers learn", f"The workshop took place on {day}.", PUBLISHED).precision != "day"


def test_a_past_day_that_its_year_lacks_is_no_date() -> None:
    found = facts("Officers learn", "The workshop took place on the past February 29.", "2020-02-15")
    assert found.date is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The workshop took place on May 3. In 2017 the network grew.", "2017-05-03"),
        ("The workshop took place on May 3. The network was founded in 2017.", None),
        ("The workshop took place on May 3. The phase runs from June 2017 to July 2019.", None),
        ("The workshop took place on May 3. In May 2016 all had begun; in 2017 it grew.", "2016-05-03"),
        ("Belmopan, May 9, 2018 - The workshop took place on May 3.", "2018-05-03"),
        ("Belmopan, May 9, 2018 - The workshop took place yesterday.", "2018-05-08"),
        ("The workshop took place yesterday.", None),
    ],
)
def test_years_without_a_day_of_publication(body: str, expected: str | None) -> None:
    assert facts("Officers learn", body).date == expected


NOT_THE_ACTIVITY_S = [
    ("en", "Today a league of forty choirs has become the voice of the coast."),
    ("en", "Nine million pedlars live there today."),
    ("es", "Hoy en día la buscan de madrugada las vecinas."),
    ("es", "Desde su creación en marzo de 2018, el coro ha cantado en cien plazas."),
    ("es", "Las oficinas atienden los lunes por la mañana."),
    ("en", "In the first quarter of 2018 the port counted nine hundred arrivals."),
]
BESIDE_A_DATELINE = [
    ("Accra, 14 May 2018 – Nurses are sent. Between January and April of 2018, 900 pedlars crossed.", "2018-05-14"),
    ("Accra, 14 May 2018 – In April, the league trained nine nurses.", "2018-04"),
    ("Cali, 6 de mayo de 2018 – Los coros inician hoy una gira hasta el próximo 11 de mayo.", "2018-05-06/2018-05-11"),
    ("Quito (abr. 4/18). Los coros cantaron el 3 y 4 de abril.", "2018-04-03/2018-04-04"),
]  # fmt: skip
TOLD = [
    ("Las vecinas recorrieron hoy el puerto.", "2018-05-15"),
    ("Twelve singers were received in the hall of the port of the town by the league, today.", "2018-05-15"),
    ("Los coros recibieron el jueves sus premios.", "2018-05-10"),
    ("El ensayo se hizo en la mañana del jueves pasado.", "2018-05-10"),
    ("Durante dos días, que terminaron el viernes 4 de mayo, los coros cantaron.", "2018-05-03/2018-05-04"),
    ("A song was taught on 3 May, two days ahead of the fair.", "2018-05-03"),
    ("Since 2 May the booth issues tickets for those whose papers Hurricane Zita destroyed on 20 April.", "2018-05-02"),
    ("A lease was signed last Wednesday by the port. The hall will open on June 6.", "2018-05-09"),
]


@pytest.mark.parametrize(("language", "body"), NOT_THE_ACTIVITY_S)
def test_other_dates(language: str, body: str) -> None:
    assert facts("A headline", body, PUBLISHED, language).date is None


@pytest.mark.parametrize(("body", "when"), BESIDE_A_DATELINE)
def test_dates_beside_a_dateline(body: str, when: str) -> None:
    assert facts("A headline", body).date == when


@pytest.mark.parametrize(("body", "when"), TOLD)
def test_the_day_that_is_told(body: str, when: str) -> None:
    assert facts("A headline", body, PUBLISHED).date == when
