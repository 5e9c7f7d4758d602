from pipelines.ingest.read.blocks.blocks import lines_of_text, numbered
from pipelines.ingest.read.chrome.marking import mark_chrome

STORY = "Boats arrive at the harbour of Sal\n\nForty boats arrived at the harbour of Sal this week."


def kinds(text: str) -> dict[str, str | None]:
    return {block.text: block.furniture for block in mark_chrome(numbered(lines_of_text(text)))}


def marked(text: str) -> set[str]:
    return {line for line, kind in kinds(text).items() if kind}


def test_unknown_labels_among_known_ones_are_a_menu() -> None:
    assert marked(f"Home\nOur fleet\nPorts of call\nProjects\nContact us\n\n{STORY}") == {
        "Home", "Our fleet", "Ports of call", "Projects", "Contact us",
    }  # fmt: skip


def test_a_label_glued_to_its_sentence_is_a_menu() -> None:
    assert marked(f"- Our fleet\nOur fleetSee what sails under our flag.\n\n{STORY}") == {
        "- Our fleet", "Our fleetSee what sails under our flag.",
    }  # fmt: skip


def test_a_line_printed_twice_counts_once() -> None:
    blocks = mark_chrome(numbered(lines_of_text("Boats arrive\n\nBoats arrive\n\nForty boats arrived this very week.")))
    assert [block.furniture for block in blocks] == [None, "repeated_line", None]


def test_a_label_below_each_entry_is_none() -> None:
    text = "\n\n".join(f"Boat {name} arrives at noon\n\nBoat {name} came from afar.\n\nVer mapa" for name in "ABC")
    assert marked(text) == {"Ver mapa"}


def test_what_follows_the_tails_opening_is_the_pages() -> None:
    assert marked(f"{STORY}\n\nFishing\n\nLeave a comment\n\nName\n\nPier Road 12, Sal") == {
        "Fishing", "Leave a comment", "Name", "Pier Road 12, Sal",
    }  # fmt: skip


def test_a_story_below_a_link_for_sharing_is_kept() -> None:
    assert marked(f"{STORY}\n\nFollow us on the sea\n\nNets mended in Brea\n\nTwenty nets were mended in Brea.") == {
        "Follow us on the sea"
    }


def test_contents_are_told_by_the_headlines_below() -> None:
    text = "Boats arrive at noon\nNets are mended\n\n1. Boats arrive at noon\n\nForty boats arrived in the bay of Sal."
    assert marked(f"{text}\n\n2. Nets are mended\n\nTwenty nets were mended in the shed of Brea.") == {
        "Boats arrive at noon", "Nets are mended",
    }  # fmt: skip


def test_days_of_a_calendar_are_those_of_its_events() -> None:
    blocks = mark_chrome(numbered(lines_of_text(f"Upcoming events\n\n12/05/2021\n{STORY}\n\n14/05/2021\n{STORY}")))
    dates = [block for block in blocks if block.furniture == "event_date"]
    assert [block.text for block in dates] == ["12/05/2021", "14/05/2021"]
    assert {block.published_on for block in blocks} == {None}


def test_contents_may_lead_to_pages_by_dots() -> None:
    text = "Harbour Letter\nIssue 3, June 2016\n\nContents\nBoats arrive in Sal ..... 1\n"
    text += "Nets are mended in Brea . . . . 2\n\nBoats arrive in Sal\nBy Ana Ejemplo\n\n"
    text += "Forty boats arrived in the bay of Sal.\n\n"
    found = kinds(f"{text}Nets are mended in Brea\n\nTwenty nets were mended in Brea.")
    assert found["Boats arrive in Sal ..... 1"] == found["Nets are mended in Brea . . . . 2"] == "contents"
    assert found["Boats arrive in Sal"] is found["Nets are mended in Brea"] is None


def test_a_headline_printed_twice_between_labels_is_no_menu_entry() -> None:
    text = "Upcoming events\n\nBoats arrive in Sal\n\nBoats arrive in Sal\n\n26/02/2020 - 27/02/2020\n\n"
    assert kinds(f"{text}Forty boats arrive in the bay of Sal.")["Boats arrive in Sal"] == "repeated_line"
    blocks = mark_chrome(numbered(lines_of_text(f"{text}Forty boats arrive in the bay of Sal.")))
    assert blocks[1].furniture is None


def test_a_short_headline_between_menu_and_share_links_is_kept() -> None:
    menu = "Home\nAbout us\nProjects\nMedia\nContact\n\n"
    found = kinds(f"{menu}Boats return to Sal\n\nShare\nFacebook\nTwitter\n\nForty boats returned to the bay of Sal.")
    assert found["Boats return to Sal"] is None
