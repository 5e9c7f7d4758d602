import pytest

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.layouts.base import OPEN_DATE

BOATS = "Boats arrive at the harbour\n{date}\nForty boats arrived at the harbour of Sal this week.\n"
NETS = "Nets are mended in the shed\n{date}\nTwenty nets were mended in the shed of Brea.\n"
SCHOOL = "School opens at the pier\n{date}\nThirty children came to the school on the first day.\n"
DATED = (("May 12, 2021", BOATS), ("May 3, 2021", NETS))


def read(text: str, **stated: str) -> ReadDocument:
    return read_document(text.encode(), DocumentRef("harbour", "ab" * 32, "a.txt", **stated))


def told(text: str, **stated: str) -> list[tuple[str, str]]:
    return [(entry.headline, str(entry.published_on)) for entry in read(text, **stated).entries]


def spaced(text: str) -> str:
    return text.replace("\n", "\n\n")


def test_an_entry_without_its_date_line_stands_by_itself() -> None:
    dates = {"12 May 2021": BOATS, "": NETS, "3 May 2021": SCHOOL}
    below = "".join(spaced(entry.format(date=day)) for day, entry in dates.items())
    above = "".join(spaced(f"{day}\n{entry.replace('{date}', '')}") for day, entry in dates.items())
    expected = [
        ("Boats arrive at the harbour", "2021-05-12"), ("Nets are mended in the shed", "None"),
        ("School opens at the pier", "2021-05-03"),
    ]  # fmt: skip
    assert told(below) == expected
    assert told(above) == expected


def test_the_first_entry_may_lack_its_date_line() -> None:
    first, second = spaced(BOATS.replace("{date}\n", "")), spaced(f"1 May, 2021\n{NETS}".replace("{date}\n", ""))
    assert told(first + second) == [
        ("Boats arrive at the harbour", "None"), ("Nets are mended in the shed", "2021-05-01"),
    ]  # fmt: skip


def test_a_letterhead_is_no_headline() -> None:
    letterhead = "Republic of Sal\nMinistry of Fisheries\n\nThe ministry informs the crews of all harbours\n\n"
    document = read(f"{letterhead}Forty boats arrived at the harbour of Sal this week.\n\nwww.sal.example\n")
    assert [entry.headline for entry in document.entries] == ["The ministry informs the crews of all harbours"]
    assert {fate.reason for fate in document.fates if fate.disposition == "furniture"} == {"letterhead", "web_address"}


def test_sections_of_a_dated_issue_have_its_date() -> None:
    text = "HARBOUR LETTER\n12 May 2021\n\nGUATEMALA\n\n" + spaced(BOATS.replace("{date}\n", ""))
    text += "HONDURAS\n\n" + spaced(NETS.replace("{date}\n", ""))
    assert told(text) == [
        ("Boats arrive at the harbour", "2021-05-12"), ("Nets are mended in the shed", "2021-05-12"),
    ]  # fmt: skip


def test_a_calendars_day_is_in_the_text_and_no_publication_date() -> None:
    text = "Upcoming events\n\n" + BOATS.format(date="12/05/2021 - 14/05/2021") + "\n" + NETS.format(date="20/05/2021")
    document = read(text)
    assert [entry.published_on for entry in document.entries] == [None, None]
    spanish = read(text.replace("12/05/2021 - 14/05/2021", "Del 12/05/2021 al 14/05/2021"))
    assert spanish.entries[0].body.startswith("Del 12/05/2021 al 14/05/2021")
    assert document.entries[0].body.startswith("12/05/2021 - 14/05/2021")


def test_a_date_that_stays_open_is_reported_and_the_source_may_decide() -> None:
    text = spaced(BOATS.format(date="02/03/2021"))
    document = read(text)
    assert [str(entry.published_on) for entry in document.entries] == ["None"]
    assert [(problem.reason, problem.text) for problem in document.problems] == [(OPEN_DATE, "02/03/2021")]
    assert told(text, date_order="day-first") == [("Boats arrive at the harbour", "2021-03-02")]
    assert told(text, date_order="month-first") == [("Boats arrive at the harbour", "2021-02-03")]


def test_a_date_below_furniture_takes_no_text_of_the_entry_above() -> None:
    text = BOATS.format(date="12 May 2021") + "Read more\n" + NETS.format(date="3 May 2021")
    text += "Photo: Boats of Sal\n1 May 2021\n"
    assert told(text) == [
        ("Boats arrive at the harbour", "2021-05-12"), ("Nets are mended in the shed", "2021-05-03"),
    ]  # fmt: skip


def test_the_name_of_an_issue_in_two_languages_is_no_entry() -> None:
    text = "Harbours near and far / Puertos de cerca y lejos\n\nA letter of two ports\nSpring 2018\n\n"
    text += spaced((BOATS + NETS).replace("{date}\n", ""))
    assert [headline for headline, _ in told(text)] == ["Boats arrive at the harbour", "Nets are mended in the shed"]


def test_a_press_release_ends_where_it_says_so() -> None:
    text = "FOR IMMEDIATE RELEASE\nContact: Ana Ejemplo, +000 20 7946 000\n\n"
    text += spaced(BOATS.format(date="12 May 2021"))
    (entry,) = read(f"{text}###\n\nAbout Sal Trust\n\nThe Sal Trust keeps the harbour.\n").entries
    assert (entry.headline, entry.body) == (
        "Boats arrive at the harbour", "Forty boats arrived at the harbour of Sal this week.",
    )  # fmt: skip


def test_an_invitation_to_read_on_behind_a_teaser_is_furniture() -> None:
    cut = BOATS.replace("this week.", "[more]") + "\n" + NETS.replace("of Brea.", "of Brea. Leer más >")
    document = read(cut.replace("{date}", "12 May 2021"))
    assert [entry.body for entry in document.entries] == [
        "Forty boats arrived at the harbour of Sal", "Twenty nets were mended in the shed of Brea.",
    ]  # fmt: skip
    assert [fate.reason for fate in document.fates if fate.disposition != "entry"] == ["read_more"] * 2


def test_a_date_line_may_carry_long_labels() -> None:
    label = "Harbour Commission for the Fleets of All the Isles | {day} | Notice"
    above = "".join(f"{label.format(day=day)}\n{entry.replace('{date}', '')}\n" for day, entry in DATED)
    below = "".join(entry.format(date=f"{day} Secretariat Press Releases 0") + "\n" for day, entry in DATED)
    expected = [("Boats arrive at the harbour", "2021-05-12"), ("Nets are mended in the shed", "2021-05-03")]
    assert told(above) == expected
    assert told(below) == expected


def test_a_headline_that_ends_with_a_date_stays_one() -> None:
    text = "Boats meet in the harbour of Sal - 4 May 2018\n\nForty boats arrived at the harbour of Sal this week.\n"
    assert told(text) == [("Boats meet in the harbour of Sal - 4 May 2018", "None")]


def test_a_line_of_place_and_date_stands_between_headline_and_text() -> None:
    assert told(spaced(BOATS.format(date="Puerto Sal, 18 de abril de 2019"))) == [
        ("Boats arrive at the harbour", "2019-04-18")
    ]


def test_a_date_badge_above_each_headline_gives_its_date() -> None:
    text = "".join(f"{day}\nSEP\n2022\n{entry.replace('{date}', '')}\n" for day, entry in ((15, BOATS), (12, NETS)))
    assert told(text) == [("Boats arrive at the harbour", "2022-09-15"), ("Nets are mended in the shed", "2022-09-12")]


def test_the_number_of_a_release_above_its_headline_is_furniture() -> None:
    for label in ("Boletín de prensa N.° 214", "Press Release No. 12", "Comunicado de prensa 034/2021"):
        document = read(f"{label}\n\n{spaced(BOATS.replace('{date}', '12 May 2021'))}")
        assert [entry.headline for entry in document.entries] == ["Boats arrive at the harbour"]
        assert document.fates[0].reason == "issue"


def test_headings_of_a_newsletter_sent_as_text_are_headlines() -> None:
    boats, nets = (entry.replace("\n{date}\n", f"\n{'-' * 28}\n") for entry in (BOATS, NETS))
    document = read(f"View this newsletter online: https://harbour.example/x\n\n** {boats}\n** {nets}\n{'_' * 20}\n")
    assert [(entry.headline, entry.body) for entry in document.entries] == [
        ("Boats arrive at the harbour", "Forty boats arrived at the harbour of Sal this week."),
        ("Nets are mended in the shed", "Twenty nets were mended in the shed of Brea."),
    ]
    assert [fate.reason for fate in document.fates if fate.disposition != "entry"] == ["masthead", *["ornament"] * 3]


TRAILING = [
    "{headline}\n{text}\n{day}\n\n",
    "{headline}\n\n{text}\n\n({day})\n\n",
    "Story\n{headline}\n{text}\nBy Ana Reef\n{day}\n3 min read\n\n",
]
BESIDE = ["{headline} | {day}\n{text}\n\n", "• {headline} – {day}\n  {text}\n", "[{day}] {headline}\n\n{text}\n\n"]
TOLD = (
    ("Boats arrive at the harbour", "Forty boats arrived at the harbour of Sal this week.", "12 May 2021"),
    ("Nets are mended in the shed", "Twenty nets were mended in the shed of Brea.", "3 May 2021"),
    ("School opens at the pier", "Thirty children came to the school on the first day.", "28 April 2021"),
)
DAYS = ("2021-05-12", "2021-05-03", "2021-04-28")


@pytest.mark.parametrize("entry", [*TRAILING, *BESIDE])
def test_dates_below_the_text_and_beside_the_headline(entry: str) -> None:
    text = "".join(entry.format(headline=headline, text=body, day=day) for headline, body, day in TOLD)
    document = read(text)
    assert [(each.headline, str(each.published_on), each.body) for each in document.entries] == [
        (headline, day, body) for (headline, body, _), day in zip(TOLD, DAYS, strict=True)
    ]


APPEALS = [
    "Donate\nYour gift keeps the lamps of the pier lit through the whole winter.\nDonate now\n",
    "Support our work\n\nYour gift keeps the lamps of the pier lit through the whole winter.\n",
    "Related\nLamps for the lighthouse of Brea\nThe lighthouse of Brea received new lamps last month.\n",
    "Véase también\n\nLámparas para el faro\n\nEl faro de Brea recibió lámparas nuevas el mes pasado.\n",
    "Press contact\n\nAna Reef, spokeswoman of the guild, ana@guild.example\n",
]


@pytest.mark.parametrize("appeal", APPEALS)
def test_appeals_and_related_stories_below_a_list_belong_to_no_entry(appeal: str) -> None:
    text = "".join(f"{day}\n{headline}\n{body}\n\n" for headline, body, day in TOLD)
    assert [entry.body for entry in read(text + appeal).entries] == [body for _, body, _ in TOLD]
