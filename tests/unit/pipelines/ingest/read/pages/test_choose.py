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


TIMES = {
    "<time>{} octubre, 2031 @ 10:00 am</time>": "es",
    "<time datetime='2031-10-{}'>October {}, 2031 @ 3:00 pm</time>": "en",
    "<div>{} October 2031, 10:00 – 12:30</div>": "en",
    "<p class='event-time'>October {}, 2031 at 6:00 PM</p>": "en",
}


@pytest.mark.parametrize(("time", "lang"), TIMES.items())
def test_days_with_the_time_of_an_event_are_no_publication_dates(time: str, lang: str) -> None:
    rows = (
        f"<article><h3><a href='/{story.slug}'>{story.headline}</a></h3>{time.format(at, at)}"
        f"<p>{story.text}</p></article>"
        for at, story in enumerate(STORIES, 10)
    )
    document = read(page(f"<main><h1>Harbour Bulletin</h1>{''.join(rows)}</main>", lang=lang))
    assert [(entry.published_on, entry.headline) for entry in document.entries] == [(None, s.headline) for s in STORIES]
    assert "2031" in document.entries[0].body


@pytest.mark.parametrize(
    "time", ["Posted on March {}, 2021 @ 6:00 pm", "{} March 2021, 10:00", "{} March 2021 at 9:30 am"]
)
def test_a_time_of_publication_makes_no_event(time: str) -> None:
    rows = (
        f"<div class='post'><h3><a href='/{story.slug}'>{story.headline}</a></h3><div>{time.format(at)}</div>"
        f"<p>{story.text}</p></div>"
        for at, story in enumerate(STORIES, 10)
    )
    document = read(page("".join(rows)))
    assert [str(entry.published_on) for entry in document.entries] == ["2021-03-10", "2021-03-11", "2021-03-12"]


GREETINGS = {
    "<p>Dear friends,</p>": lambda story: f"<tr><td><h2>{story.headline}</h2><p>{story.text}</p></td></tr>",
    "Hello Maria,<br><br>": lambda story: f"<tr><td><p><b>{story.headline}</b></p><p>{story.text}</p></td></tr>",
    "<p>Queridas socias y socios:</p>": lambda story: f"<tr><td><h3>{story.headline}</h3>{story.text}</td></tr>",
}


@pytest.mark.parametrize(("greeting", "section"), GREETINGS.items())
def test_a_letter_below_its_masthead_is_its_sections(greeting: str, section: Callable[[Told], str]) -> None:
    lead = f"{greeting}<div>Spring has come to all our harbours, and this is what the crews did there.</div>"
    end = "<tr><td><p>With warm wishes,</p><p>Your crew of the harbour office in Belize City</p></td></tr>"
    head = "<html><head><title>Harbour Letter</title></head><body><table><tr><td><h1>Harbour Letter</h1>"
    document = read(f"{head}{lead}</td></tr>{''.join(map(section, STORIES))}{end}</table></body></html>")
    assert listed(document) == [("None", story.headline, story.text) for story in STORIES]
