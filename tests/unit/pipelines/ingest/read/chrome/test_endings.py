import pytest

from pipelines.ingest.read.blocks.blocks import lines_of_text, numbered
from pipelines.ingest.read.chrome.endings import is_end_mark
from pipelines.ingest.read.chrome.marking import mark_chrome

STORY = "Boats arrive at the harbour of Sal\n\nForty boats arrived at the harbour of Sal this week and stayed there."


def marked(text: str) -> dict[str, str]:
    blocks = mark_chrome(numbered(lines_of_text(text)))
    return {block.text: block.furniture for block in blocks if block.furniture is not None}


@pytest.mark.parametrize("line", ["###", "# # #", "ENDS", "-ends-", "-30-", "- o0o -", "[FIN]"])
def test_end_marks(line: str) -> None:
    assert is_end_mark(line)


@pytest.mark.parametrize("line", ["30", "End", "Fin", "* * *", "The ends", "#12"])
def test_other_lines_are_no_end_marks(line: str) -> None:
    assert not is_end_mark(line)


def test_what_follows_an_end_mark_is_the_publishers() -> None:
    found = marked(f"{STORY}\n\nENDS\n\nThe Sal Trust keeps the harbour.\n\nPier Road 12")
    assert found == {"ENDS": "end_mark", "The Sal Trust keeps the harbour.": "tail", "Pier Road 12": "tail"}


def test_a_dated_story_below_an_end_mark_is_kept() -> None:
    assert marked(f"12 May 2021\n\n{STORY}\n\n###\n\n3 May 2021\n\n{STORY.replace('Forty', 'Thirty')}") == {
        "###": "end_mark"
    }


def test_what_a_publisher_says_of_itself_is_no_text() -> None:
    found = marked(f"{STORY}\n\nAbout Sal Trust\n\nThe Sal Trust has kept the harbour since 1908.")
    assert found == {"About Sal Trust": "tail", "The Sal Trust has kept the harbour since 1908.": "tail"}


def test_a_headline_about_something_is_kept() -> None:
    assert marked(f"{STORY}\n\nAbout the price of nets\n\nNets cost twice as much as they did in spring.") == {}
