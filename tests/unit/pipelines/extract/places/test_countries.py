"""Which countries an entry names: lists, spellings, demonyms, places, and what is no country."""

import pytest

from tests.unit.pipelines.extract.facts import facts

ENGLISH = [
    ("Officers from Belize, Guatemala, Honduras and Panama met.", "BLZ GTM HND PAN"),
    ("Officers from Belize, Guatemala, Honduras, and Panama met.", "BLZ GTM HND PAN"),
    ("Officers from Antigua and Barbuda, Saint Kitts and Nevis and Trinidad and Tobago met.", "ATG KNA TTO"),
    ("Officers from Saint Vincent and the Grenadines and Sao Tome and Principe met.", "VCT STP"),
    ("Officers from St. Lucia, St Kitts & Nevis and Trinidad & Tobago met.", "LCA KNA TTO"),
    ("Officers from Mexico, Haití, Peru and the Dominican Republic met.", "MEX HTI PER DOM"),
    ("Officers from Dominica met.", "DMA"),
    ("Officers of the Commonwealth of Dominica met.", "DMA"),
    ("Dominican officers met.", "DOM"),
    ("Dominican officers and others from Dominica met.", "DMA DOM"),
    ("Nigerian and Nigerien officers met.", "NGA NER"),
    ("Officers from Niger and Nigeria met.", "NER NGA"),
    ("Officers from Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea met.", "GIN GNB GNQ PNG"),
    ("Officers from North Korea and South Korea met.", "PRK KOR"),
    ("Officers from the Democratic Republic of the Congo and the Republic of the Congo met.", "COD COG"),
    ("Officers from the US, the U.K. and the UAE met.", "USA GBR ARE"),
    ("The U.S. Ambassador in Honduras met officers.", "USA HND"),
    ("Honduras's officers and Guatemala´s officers met.", "HND GTM"),
    ("Peru’s officers met Panama's.", "PER PAN"),
    ("Officers met in Atlanta, Georgia.", "USA"),
    ("Officers met in New Mexico.", "USA"),
    ("Officers in Chiapas and Tapachula met.", "MEX"),
    ("Officers of Port of Spain met.", "TTO"),
    ("Officers met in Bangkok.", "THA"),
    ("Officers from Curaçao, Aruba, Puerto Rico and Martinique met.", "CUW ABW PRI MTQ"),
    ("Officers from Côte d’Ivoire met.", "CIV"),
    ("Officers from Ivory Coast met.", "CIV"),
    ("Officers from Czechia, Eswatini and North Macedonia met.", "CZE SWZ MKD"),
    ("American officers met.", "USA"),
    ("French officers met with Dutch experts.", "FRA NLD"),
    ("Venezuelan refugees met.", "VEN"),
    ("A Paraguayan, a Uruguayan and an Argentine met.", "PRY URY ARG"),
    ("OFFICERS FROM BELIZE AND HONDURAS MET.", "BLZ HND"),
    ("Officers from Costa\nRica and El  Salvador met.", "CRI SLV"),
]

SPANISH = [
    ("Funcionarios de Belice, Guatemala, Honduras y Panamá se reunieron.", "BLZ GTM HND PAN"),
    ("Funcionarios de Trinidad y Tobago y de Antigua y Barbuda se reunieron.", "TTO ATG"),
    ("Funcionarios de Haiti, Mexico y Peru se reunieron.", "HTI MEX PER"),
    ("Funcionarios salvadoreños, hondureñas y un guatemalteco se reunieron.", "SLV HND GTM"),
    ("La población nicaragüense, panameña y dominicana se reunió.", "NIC PAN DOM"),
    ("Funcionarios estadounidenses, españoles y mexicanas se reunieron.", "USA ESP MEX"),
    ("Funcionarios de EE.UU. se reunieron.", "USA"),
    ("Funcionarios de EE. UU. se reunieron.", "USA"),
    ("Funcionarios de Estados Unidos se reunieron.", "USA"),
    ("Funcionarios de la República Dominicana y Dominica se reunieron.", "DOM DMA"),
    ("Los derechos humanos son de todos y Chile apoya.", "CHL"),
    ("Funcionarios de Países Bajos, Reino Unido, Corea del Sur y Suiza se reunieron.", "NLD GBR KOR CHE"),
    ("Mujeres costarricenses se reunieron.", "CRI"),
    ("Nacionales de Camerún, Angola y la República Democrática del Congo llegaron.", "CMR AGO COD"),
    ("Migrantes haitianas y cubanos llegaron.", "HTI CUB"),
]

NONE = [
    ("en", "Officers learned about Central American cooperation."),
    ("en", "Officers met in the Northern Triangle of Central America."),
    ("en", "Officers from Latin America and South America met."),
    ("en", "Officers from the Western Balkans met."),
    ("en", "Officers attended an English-language course."),
    ("en", "Officers speak Spanish and English."),
    ("en", "A Spanish course was held for officers."),
    ("en", "Officers took French classes."),
    ("en", "Officers visited Barrio Cuba."),
    ("en", "Officers live in the Colonia Argentina neighborhood."),
    ("en", "Let us meet the officers."),
    ("en", "Officers like turkey on plates of china."),
    ("es", "La Reunión de funcionarios fue larga."),
    ("es", "En la reunión hablaron los funcionarios."),
    ("es", "Funcionarios centroamericanos se reunieron."),
    ("es", "Los funcionarios hablan español e inglés."),
    ("es", "La granada explotó."),
    ("es", "Los funcionarios comieron chile."),
]


@pytest.mark.parametrize(("sentence", "countries"), ENGLISH)
def test_english(sentence: str, countries: str) -> None:
    assert facts("Officers learn", sentence).countries == set(countries.split())


@pytest.mark.parametrize(("sentence", "countries"), SPANISH)
def test_spanish(sentence: str, countries: str) -> None:
    assert facts("Funcionarios aprenden", sentence, None, "es").countries == set(countries.split())


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_regions_languages_quarters_and_common_words_are_no_countries(language: str, sentence: str) -> None:
    assert facts("A headline", sentence, None, language).countries == set()


def test_headline_and_body_both_count() -> None:
    found = facts("Officers of Two Countries Meet in Honduras", "The officers came from Belize and Guatemala.")
    assert found.countries == {"BLZ", "GTM", "HND"}
