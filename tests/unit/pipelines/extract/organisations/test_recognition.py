"""Which organisations an entry names, in which forms, and what only looks like one."""

import pytest

from tests.unit.pipelines.extract.facts import Text, annotator, entries, facts

REGISTERED = [
    ("en", "The International Organization for Migration (IOM) held a workshop.", {"iom"}),
    ("en", "The UN Migration Agency (IOM) held a workshop.", {"iom"}),
    ("en", "IOM, the UN Migration Agency, held a workshop.", {"iom"}),
    ("en", "IOM Honduras held a workshop.", {"iom"}),
    ("en", "The IOM's Mission in Haiti held a workshop.", {"iom"}),
    ("en", "The International Organization\nfor Migration held a workshop.", {"iom"}),
    ("en", "The International  Organization for  Migration held a workshop.", {"iom"}),
    ("en", "The UN Refugee Agency (UNHCR) held a workshop.", {"unhcr"}),
    ("en", "UNHCR, UNICEF and IOM held a workshop.", {"unhcr", "unicef", "iom"}),
    ("en", "The United Nations Children's Fund held a workshop.", {"unicef"}),
    ("en", "The United Nations Children’s Fund held a workshop.", {"unicef"}),
    ("en", "The Regional Conference on Migration (RCM) held a workshop.", {"rcm"}),
    ("en", "Save the Children and World Vision held a workshop.", {"save-the-children", "world-vision"}),
    ("en", "Mexico's National Migration Institute held a workshop.", {"mex-inm"}),
    ("en", "The National Migration Institute (INM) of Mexico held a workshop.", {"mex-inm"}),
    ("en", "Panama’s Ministry of Public Security held a workshop.", {"pan-minseg"}),
    ("en", "The Trinidad and Tobago Red Cross Society held a workshop.", {"tto-red-cross"}),
    ("es", "La Organización Internacional para las Migraciones (OIM) realizó un taller.", {"iom"}),
    ("es", "La OIM, Agencia de la ONU para las Migraciones, realizó un taller.", {"iom"}),
    ("es", "OIM Honduras realizó un taller.", {"iom"}),
    ("es", "La Agencia de la ONU para los Refugiados (ACNUR) realizó un taller.", {"unhcr"}),
    ("es", "ACNUR, UNICEF y OIM realizaron un taller.", {"unhcr", "unicef", "iom"}),
    ("es", "El Fondo de las Naciones Unidas para la Infancia (UNICEF) realizó un taller.", {"unicef"}),
    ("es", "La Conferencia Regional sobre Migración (CRM) realizó un taller.", {"rcm"}),
    ("es", "El Instituto Nacional de Migración (INM) de México realizó un taller.", {"mex-inm"}),
    ("es", "La Dirección General de Migración y Extranjería (DGME) de Costa Rica realizó un taller.", {"cri-dgme"}),
    ("es", "La Procuraduría General de la Nación (PGN) de Guatemala realizó un taller.", {"gtm-pgn"}),
    ("es", "El Instituto Salvadoreño del Migrante (INSAMI) realizó un taller.", {"slv-insami"}),
    (
        "es",
        "El taller fue de la Secretaría de Gobernación (SEGOB) y la Comisión Mexicana de Ayuda a Refugiados (COMAR).",
        {"mex-segob", "mex-comar"},
    ),
]


@pytest.mark.parametrize(("language", "sentence", "ids"), REGISTERED)
def test_names_of_the_register(language: str, sentence: str, ids: set[str]) -> None:
    found = facts("A headline", sentence, "2018-05-15", language)
    assert set(found.partners) == ids
    assert {partner.status for partner in found.partners.values()} == {"registered"}


GRAMMAR = [
    ("en", "The Association of Valley Carpenters (AVC) met.", [{"Association of Valley Carpenters", "AVC"}]),
    (
        "en",
        "The Association of Valley Carpenters (AVC, by its Spanish acronym) held a workshop.",
        [{"Association of Valley Carpenters", "AVC"}],
    ),
    (
        "en",
        "The Association of Valley Carpenters (AVC in Spanish) held a workshop.",
        [{"Association of Valley Carpenters", "AVC"}],
    ),
    (
        "en",
        "The Association of Valley\nCarpenters\n(AVC) held a workshop.",
        [{"Association of Valley\nCarpenters", "AVC"}],
    ),
    ("en", "The Ministry of Labour and Social Security held a workshop.", [{"Ministry of Labour and Social Security"}]),
    (
        "en",
        "The Ministry of Labour and the Ministry of Education held a workshop.",
        [{"Ministry of Labour"}, {"Ministry of Education"}],
    ),
    (
        "en",
        "The Unit for Returnees of the Department of Social Affairs of the Ministry of Labour held a workshop.",
        [{"Unit for Returnees"}, {"Department of Social Affairs"}, {"Ministry of Labour"}],
    ),
    (
        "en",
        "The Child and Family Agency (CFA), the Civil Registry (RC) and the Coast Guard (CG) held a workshop.",
        [{"Child and Family Agency", "CFA"}, {"Civil Registry", "RC"}, {"Coast Guard", "CG"}],
    ),
    ("en", "The Technical Committee on Border Affairs held a workshop.", [{"Technical Committee on Border Affairs"}]),
    ("en", "The Working Group on Return held a workshop.", [{"Working Group on Return"}]),
    ("en", "The Department for Children’s Welfare held a workshop.", [{"Department for Children’s Welfare"}]),
    ("en", "The Attorney General's Office held a workshop.", [{"Attorney General's Office"}]),
    ("en", "The Supreme Court of Justice held a workshop.", [{"Supreme Court of Justice"}]),
    ("en", "Officers of the Royal Barbados Police Force attended.", [{"Royal Barbados Police Force"}]),
    (
        "es",
        "La Asociación de Carpinteros del Valle (ACV) realizó un taller.",
        [{"Asociación de Carpinteros del Valle", "ACV"}],
    ),
    (
        "es",
        "La Asociación de Carpinteros del Valle (ACV, por sus siglas en español) realizó un taller.",
        [{"Asociación de Carpinteros del Valle", "ACV"}],
    ),
    (
        "es",
        "La Asociación de Carpinteros del Valle (VCA, por sus siglas en inglés) realizó un taller.",
        [{"Asociación de Carpinteros del Valle", "VCA"}],
    ),
    ("es", "El Ministerio de Trabajo y Previsión Social se reunió.", [{"Ministerio de Trabajo y Previsión Social"}]),
    (
        "es",
        "La Unidad de Retornados de la Dirección de Asuntos Sociales del Ministerio de Trabajo realizó un taller.",
        [{"Unidad de Retornados"}, {"Dirección de Asuntos Sociales"}, {"Ministerio de Trabajo"}],
    ),
    ("es", "La Fundación Carpinteros del Valle realizó un taller.", [{"Fundación Carpinteros del Valle"}]),
    ("es", "La Red Nacional de Mujeres Cafetaleras realizó un taller.", [{"Red Nacional de Mujeres Cafetaleras"}]),
    (
        "es",
        "La Procuraduría para la Defensa de los Derechos Humanos (PDDH) realizó un taller.",
        [{"Procuraduría para la Defensa de los Derechos Humanos", "PDDH"}],
    ),
]


@pytest.mark.parametrize(("language", "sentence", "groups"), GRAMMAR)
def test_names_by_grammar(language: str, sentence: str, groups: list[set[str]]) -> None:
    found = facts("A headline", sentence, "2018-05-15", language)
    assert found.groups() == {frozenset(group) for group in groups}


GOVERNMENTS = [
    ("en", "The Government of Costa Rica held a workshop.", "Government of Costa Rica"),
    ("en", "The Government of the Republic of Honduras held a workshop.", "Government of the Republic of Honduras"),
    ("en", "The United States Government held a workshop.", "United States Government"),
    (
        "en",
        "The Government of the Republic of Trinidad and Tobago held a workshop.",
        "Government of the Republic of Trinidad and Tobago",
    ),
    ("es", "El Gobierno de Costa Rica realizó un taller.", "Gobierno de Costa Rica"),
]


@pytest.mark.parametrize(("language", "sentence", "form"), GOVERNMENTS)
def test_governments(language: str, sentence: str, form: str) -> None:
    found = facts("A headline", sentence, "2018-05-15", language)
    assert found.forms() == {form}


NONE = [
    ("en", "Local governments, civil society organizations and universities held a workshop."),
    ("en", "The Ministries of Foreign Affairs held a workshop."),
    ("en", "Embassies and consulates held a workshop."),
    ("en", "The Ministry held a workshop."),
    ("en", "The Government held a workshop."),
    ("en", "Canada and Mexico held a workshop."),
    ("en", "Officers learned about the Memorandum of Understanding (MOU)."),
    ("en", "Officers learned about the Displacement Tracking Matrix (DTM)."),
    ("en", "The Minister of the Interior, Juana Pech, held a workshop."),
    ("en", "Juana Pech, Deputy Minister of Labour, and Juan Uk, Consul General of Peru, spoke."),
    ("en", "The mayor of Trojes, Juan Uk, spoke."),
    ("en", "The CA-4 agreement was discussed."),
    ("en", "The officers met on Monday."),
    ("es", "Gobiernos locales, organizaciones de la sociedad civil y universidades realizaron un taller."),
    ("es", "Los Ministerios de Relaciones Exteriores participaron."),
    ("es", "Los funcionarios conocieron el Memorando de Entendimiento (MDE)."),
    ("es", "Los funcionarios conocieron la Matriz de Seguimiento de Desplazamiento (DTM)."),
    ("es", "El Ministro del Interior, Juan Pech, realizó un taller."),
    ("es", "La Ministra de Salud, Juana Pech, realizó un taller."),
    ("es", "Los funcionarios se reunieron el lunes."),
]


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_generic_bodies_posts_and_tools_are_no_organisations(language: str, sentence: str) -> None:
    assert facts("A headline", sentence, "2018-05-15", language).partners == {}


def test_an_organisation_spelt_out_in_a_post_counts() -> None:
    found = facts("A headline", "Juana Pech, representative of the United Nations Children's Fund, spoke.")
    assert set(found.partners) == {"unicef"}


SAME = [
    (
        "en",
        "The Ministry of Foreign Affairs of Honduras met.",
        "es",
        "La Secretaría de Relaciones Exteriores de Honduras se reunió.",
    ),
    ("en", "The Ministry of Labour of Belize met.", "en", "Belize's Ministry of Labour met."),
    ("en", "The Ministry of Labour of Belize met.", "en", "The Belizean Ministry of Labour met."),
    ("en", "The Ministry of Labour of Belize met.", "en", "Belmopan, Belize – The Ministry of Labour met."),
    ("en", "The Ministry of Housing of Belize met.", "en", "Belmopan, Belize – The Ministry of Housing met."),
    ("en", "The National Police of Honduras met.", "es", "La Policía Nacional de Honduras se reunió."),
    ("en", "The National Police of Honduras met.", "en", "The Honduran National Police met."),
    ("en", "The University of Costa Rica met.", "es", "La Universidad de Costa Rica se reunió."),
    ("en", "The Government of Costa Rica met.", "es", "El Gobierno de Costa Rica se reunió."),
    ("en", "The Government of Costa Rica met.", "en", "The Government of the Republic of Costa Rica met."),
    ("en", "The Embassy of Canada met.", "en", "The Canadian Embassy met."),
    ("en", "The Embassy of the United States met.", "es", "La Embajada de los Estados Unidos se reunió."),
    ("en", "The Department for Children’s Welfare met.", "en", "The Department for Children's Welfare met."),
    ("en", "The Association of Valley Carpenters (AVC) met.", "en", "The Association of Valley\nCarpenters met."),
    ("es", "La Asociación de Niñez Migrante se reunió.", "es", "La Asociacion de Ninez Migrante se reunió."),
]


@pytest.mark.parametrize(("language", "sentence", "other_language", "other"), SAME)
def test_one_organisation_has_one_id(language: str, sentence: str, other_language: str, other: str) -> None:
    first = facts("A headline", sentence, "2018-05-15", language)
    second = facts("Another headline", other, "2019-01-07", other_language)
    assert len(first.partners) == 1
    assert set(first.partners) == set(second.partners)


DIFFERENT = [
    ("The Ministry of Education of Belize met.", "The Ministry of Education of Peru met."),
    ("The National Police of Honduras met.", "The National Police of Peru met."),
    ("The Government of Honduras met.", "The Government of Peru met."),
    ("The Association of Valley Carpenters met.", "The Association of Valley Bakers met."),
]


@pytest.mark.parametrize(("sentence", "other"), DIFFERENT)
def test_namesakes_of_two_countries_have_two_ids(sentence: str, other: str) -> None:
    first, second = facts("A headline", sentence), facts("A headline", other)
    assert first.partners
    assert second.partners
    assert not set(first.partners) & set(second.partners)


def test_an_acronym_explained_once_is_the_same_organisation_later() -> None:
    found = facts("AVC teaches", "The Association of Valley Carpenters (AVC) met.\n\nAVC was founded by Rosa.")
    assert found.groups() == {frozenset({"Association of Valley Carpenters", "AVC"})}


WHOLE_NAMES = [
    ("The", "Unit for the Care of and Support to Victims of Landslides", "met."),
    ("The", "Unit for Honey of and Trade in Wax", "met."),
    ("La", "Dirección General de Migración y Apicultura", "(DIGMAP) abrió."),
    ("El", "Ministerio de Salud y Colmenas", "(MISACO) abrió."),
    ("The", "Alpine Return and Harvest Network", "(ARHN) met."),
    ("The", "Visit and Exchange Office", "met."),
    ("The", "Orchard Council for Bee Administration, Honey and the Art of Wax", "met."),
    ("The", "Alliance for Orchard Schools", "met."),
    ("The", "Beekeepers' Federation", "met."),
    ("The", "Women’s Beekeeping Centre", "met."),
    ("The", "Orchard Honey Law School", "met."),
    ("La", "Clínica Jurídica de Apicultores", "abrió."),
    ("El", "Batallón Colmena", "abrió."),
    ("La", "Subsecretaría de Gestión de Colmenas", "abrió."),
    ("La", "Subsecretaria de Colmenas", "abre."),
]


@pytest.mark.parametrize(("before", "name", "after"), WHOLE_NAMES)
def test_a_name_is_read_whole(before: str, name: str, after: str) -> None:
    language = "en" if before == "The" else "es"
    (partner,) = facts("A headline", f"{before} {name} {after}", "2018-05-15", language).partners.values()
    assert partner.name == name


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Commission President Weber spoke."),
        ("en", "Police Chief Anna Weber and Council Chair Moss spoke."),
        ("en", "Officers spoke of the Pro-Tempore Presidency."),
        ("es", "Hablaron de la Presidencia Pro Tempore."),
        ("es", "La Subsecretaria de Gestión de Colmenas, Ana Hill, habló."),
        ("en", "Weber's Office spoke."),
    ],
)
def test_posts_and_persons_are_no_organisations(language: str, sentence: str) -> None:
    assert facts("A headline", sentence, "2018-05-15", language).partners == {}


@pytest.mark.parametrize(
    ("name", "org_type"),
    [
        ("Harbour Information Center", None),
        ("European Network of Choirs", None),
        ("Ministry of Harbours", "government_national"),
        ("Association of Weavers", "ngo_national"),
    ],
)
def test_the_type_of_a_new_body_is_null_rather_than_a_guess(name: str, org_type: str | None) -> None:
    found = annotator().annotate(entries([Text("A headline", f"The {name} held a workshop in Lomé.")]))
    assert found.partner_sightings.column("org_type").to_pylist() == [org_type]
