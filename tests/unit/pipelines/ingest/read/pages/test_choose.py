"""Which pages are calendars and newsletters, and which hold no story."""

from collections.abc import Callable

import pytest

from tests.unit.pipelines.ingest.read.pages.invented import STORIES, Told, listed, page, read

DESK = STORIES[0]


def meeting(story: Told) -> str:
    return (
        f"<div class='row'><div class='badge'><span>3</span> <span>Mar</span> <span>2031</span></div><div>"
        f"<h3><a href='/{story.slug}'>{story.headline}</a></h3><div>3 March 2031 - 5 March 2031</div>"
        f"<div>Corozal, Belize</div>"
        f"<p>{story.text}</p><a>Add to calendar</a></div></div>"
    )


@pytest.mark.parametrize("title", ["Events", "Our work"])
def test_the_dates_of_a_calendar_are_those_of_its_events(title: str) -> None:
    document = read(page(f"<h1>{title}</h1><div>{''.join(map(meeting, STORIES))}</div>", title))
    assert document.reader == "html_calendar/2"
    assert [(entry.published_on, entry.headline) for entry in document.entries] == [(None, s.headline) for s in STORIES]
    assert document.entries[0].body.split("\n\n") == ["3 March 2031 - 5 March 2031", "Corozal, Belize", DESK.text]


def test_the_day_of_a_time_element_is_that_of_the_line_within() -> None:
    rows = "".join(
        f"<div><time datetime='2031-03-03'><span>3</span></time><div><time datetime='2031-03-03'>"
        f"<span class='date-start'>March 3 @ 9:00 am</span></time><h3><a>{story.headline}</a></h3>"
        f"<p>{story.text}</p></div></div>"
        for story in STORIES
    )
    document = read(page(f"<h1>Agenda</h1><div>{rows}</div>", "Agenda"))
    assert document.entries[0].body == f"March 3 @ 9:00 am\n\n{DESK.text}"


def test_microdata_of_events_makes_a_calendar() -> None:
    rows = "".join(
        f"<li itemscope itemtype='https://schema.org/Event'><h3><a href='/{story.slug}'>{story.headline}</a></h3>"
        f"<p><time datetime='2031-03-03'>3 March 2031</time></p><p>{story.text}</p></li>"
        for story in STORIES
    )
    assert {entry.published_on for entry in read(page(f"<ul>{rows}</ul>", "What is on")).entries} == {None}


@pytest.mark.parametrize(
    "section",
    [
        lambda story: (
            f"<tr><td><h2>{story.headline}</h2><br>{story.text}<br><a href='/x'>More about this</a></td></tr>"
        ),
        lambda story: f"<tr><td><b>{story.headline}</b><br>{story.text} <a href='/x'>[read more]</a></td></tr>",
        lambda story: f"<tr><td style='font-weight:bold'>{story.headline}</td></tr><tr><td>{story.text}</td></tr>",
    ],
)
def test_the_sections_of_a_newsletter_are_entries(section: Callable[[Told], str]) -> None:
    letter = f"<table><tr><td><h1>Harbour letter, March 2021</h1></td></tr>{''.join(map(section, STORIES))}</table>"
    document = read(f"<html lang='en'><head><title>Harbour letter</title></head><body>{letter}</body></html>")
    assert [(e.published_on, e.headline, e.body) for e in document.entries] == [
        (None, s.headline, s.text) for s in STORIES
    ]


@pytest.mark.parametrize(
    ("title", "content", "reason"),
    [
        ("Page not found | Harbour", "<h1>404</h1>"
        "<p>The page that you look for is no longer here at all.</p>", "could not be shown"),
        ("Search | Harbour", "<h1>Search results</h1>"
        "<p>No story was found with the words that you gave.</p>", "is a search"),
        ("Contact us - Harbour", "<h1>Contact us</h1><h2>Head office</h2>"
        "<p>Front Street 12, Belize City, open daily.</p>", "get in touch"),
        ("Harbour", "<h1>Log in</h1><p>Enter the name and the password that we have sent to you.</p>", "log in"),
        ("Harbour", "<h1>Before you go on</h1><p>We and our partners set cookies on your device for these ends."
        "</p>", "cookies"),
        ("About us | Harbour", "<h1>About us</h1><h2>Our past</h2>"
        "<p>The harbour office was founded in the old port.</p>", "no story"),
    ],
)  # fmt: skip
def test_a_page_without_a_story_has_no_entry_and_a_reason(title: str, content: str, reason: str) -> None:
    document = read(page(f"<main>{content}</main>", title))
    assert document.entries == ()
    (told,) = [problem for problem in document.problems if problem.block_number == 0]
    assert reason in told.reason


def test_the_dates_of_an_event_s_own_page_are_those_of_the_event() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "Event", "startDate": "2031-03-03"}</script>'
    content = f"<main><h1>{DESK.headline}</h1><p>3 March 2031</p><div>Corozal</div><p>{DESK.text}</p></main>"
    assert listed(read(page(content, DESK.headline, head))) == [
        ("None", DESK.headline, f"3 March 2031\n\nCorozal\n\n{DESK.text}")
    ]
