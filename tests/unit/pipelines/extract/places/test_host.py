"""Where the activity took place: scenes told by adjectives, visits and single towns, and places that are no scene."""

import pytest

from tests.unit.pipelines.extract.facts import facts

SCENES = [
    # An adjective or a phrase says where.
    ("en", "Vienna, 3 May 2018 – The fair will be held on the Slovak side of the bridge on Saturday.", "SVK"),
    ("es", "Se abrió una oficina en territorio boliviano, frente a la aduana de Chile.", "BOL"),
    ("en", "A clinic was set up in the northern Kenyan town of Wamba for herders.", "KEN"),
    # People go somewhere, or come back.
    ("en", "Five judges of Malawi made a study trip to Lisbon, Portugal.", "PRT"),
    ("en", "The deputies of Norway toured Beirut and spoke with nurses.", "LBN"),
    ("es", "Una delegación de Suecia visitó Asunción.", "PRY"),
    # The office is named, the scene is another country.
    ("en", "From 3 to 5 May, UNHCR Uganda hosted a study visit to Lusaka, Zambia, for nine nurses.", "ZMB"),
    # Only one country's towns are named.
    ("es", "La feria de oficios llegó a los colegios de Guayaquil con el apoyo de la Embajada de Noruega.", "ECU"),
    ("en", "Nurses from Tuvalu and dancers from Samoa met neighbours of Gaborone.", "BWA"),
    # An online thing is no online activity.
    ("en", "Gaborone – Police opened a campaign against online lures.", "BWA"),
    ("en", "Lusaka. The ministry signed a lease for classroom and online lessons.", "ZMB"),
    # An island, and the place beside the date.
    ("en", "Two masts were set up on Gozo Island, Malta, for the choirs of Spain.", "MLT"),
    ("en", "With a fair in Gaborone on 8 October the choirs warned of agents who sell jobs in Poland.", "BWA"),
    ("en", "Lusaka – Nurses attended a workshop on online lures.", "ZMB"),
    # The next occasion is not the one reported.
    ("en", "Guards met in Lusaka, Zambia. The next meeting will take place in Gaborone, Botswana, in June.", "ZMB"),
]
NO_SCENES = [
    ("en", "A network released a song, Far Shore, written by the Kenyan singer Rosa Adongo."),
    ("en", "The league has signed a lease with the Norwegian Federal Office of Harbours."),
    ("es", "La red creó un fondo para quienes se encuentran en Perú o Bolivia."),
    ("en", "The network, founded in Lusaka in 1996, chose a treasurer at a meeting by video."),
    ("en", "The Council of Nurses of Central America and the Dominican Republic approved a song."),
    ("en", 'The network asks for patience. "In Lusaka we waited for a year", a nurse says.'),
]


@pytest.mark.parametrize(("language", "body", "host"), SCENES)
def test_the_scene(language: str, body: str, host: str) -> None:
    assert facts("A headline", body, "2018-05-15", language).host == host


@pytest.mark.parametrize(("language", "body"), NO_SCENES)
def test_no_scene(language: str, body: str) -> None:
    assert facts("A headline", body, "2018-05-15", language).host is None
