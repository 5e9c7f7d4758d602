"""Pages with one story: the text by its mass, the headline by what stands above it and what the head states."""

import pytest

from tests.unit.pipelines.ingest.read.pages.invented import STORIES, listed, page, read
from tests.unit.pipelines.ingest.read.pages.test_html_listing import drupal

DESK, COURSE, SHELTER = STORIES
TITLE = f"{DESK.headline} | Harbour Bulletin"
H1 = f"<h1>{DESK.headline}</h1>"
DATE = f"<p class='date'>{DESK.written_day}</p>"
TEXT = "".join(f"<p>{story.text}</p>" for story in STORIES)
BODY = "\n\n".join(story.text for story in STORIES)
WANTED = [(DESK.day, DESK.headline, BODY)]
RELATED = f"<div class='more'><h2>Further</h2>{drupal(COURSE)}{drupal(SHELTER)}</div>"


@pytest.mark.parametrize(
    "content",
    [
        f"<article>{H1}{DATE}<div>{TEXT}</div></article>",
        f"<main class='with-social-menu'>{H1}{DATE}{TEXT}</main>",
        f"<form id='aspnetForm'><div>{H1}<span>{DESK.written_day}</span><div>{TEXT}</div></div></form>",
        f"<table><tr><td>{DATE}</td></tr><tr><td>{H1}</td></tr><tr><td>{TEXT}</td></tr></table>",
        f"<section><div>{H1}</div></section><section>{DATE}</section>"
        + "".join(f"<section><div><p>{story.text}</p></div></section>" for story in STORIES),
        f"<div>{H1}{DATE}<div>{'<br><br>'.join(story.text for story in STORIES)}</div></div>",
        f"<div><h1><a href='/'>Harbour Bulletin</a></h1><h2>{DESK.headline}</h2>{DATE}{TEXT}</div>",
    ],
    ids=["article", "main", "form", "table", "sections", "breaks", "logo"],
)
def test_a_story_is_read_whatever_its_elements_are(content: str) -> None:
    document = read(page(content, TITLE))
    assert document.reader == "html_article/2"
    assert listed(document) == WANTED


FURNITURE = {
    "figure": "<figure><img src='a.jpg'><figcaption>Two officers in the port look at 12 boats.</figcaption></figure>",
    "caption": "<div><img src='a.jpg'><span>Two officers in the old port look at 12 boats</span></div>",
    "share": "<div class='share-bar'><span>Share</span><a>Facebook</a></div>",
    "byline": "<div>By Ann Lee | 3 min read</div>",
    "tags": "<div class='tags'><a href='/t1'>harbour</a> <a href='/t2'>desk</a></div>",
    "related": "<div><h3>Related news</h3><p>The harbour office of Dangriga opened a desk in May.</p></div>",
    "comments": "<div id='comments'><h3>2 comments</h3><p>I was there and the desk is of great help to us.</p></div>",
    "sign-up": "<div><h3>Sign up for our newsletter</h3><p>Give us your address and we write to you.</p></div>",
    "cookies": "<div id='cookie-note'><p>We set cookies so that the pages of the office work.</p></div>",
}


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
@pytest.mark.parametrize("is_after", [True, False])
def test_furniture_beside_a_story_is_no_part_of_it(furniture: str, is_after: bool) -> None:
    inside = f"{TEXT}{furniture}" if is_after else f"{furniture}{TEXT}"
    assert listed(read(page(f"<article>{H1}{DATE}<div>{inside}</div></article>", TITLE))) == WANTED


def test_other_stories_beside_a_story_are_no_entries() -> None:
    document = read(page(f"<main>{H1}{DATE}{TEXT}</main>{RELATED}", TITLE))
    assert listed(document) == WANTED
    assert document.problems == ()


def test_a_short_story_beside_longer_teasers_is_the_story() -> None:
    document = read(page(f"<main>{H1}{DATE}<p>{DESK.text}</p></main>{RELATED}", TITLE))
    assert listed(document) == [(DESK.day, DESK.headline, DESK.text)]


def test_subtitles_and_lists_are_parts_of_a_story() -> None:
    content = (
        f"<p>{DESK.text}</p><h2>What it does</h2><p>{COURSE.text}</p><ul><li>advice</li></ul><p>{SHELTER.text}</p>"
    )
    (entry,) = read(page(f"<main>{H1}{DATE}{content}</main>", TITLE)).entries
    assert entry.body.split("\n\n") == [DESK.text, "What it does", COURSE.text, "advice", SHELTER.text]


def test_a_donation_box_gives_no_headline() -> None:
    box = "<div><h1>€5</h1><p>€10</p><h1>Choose your gift</h1></div>"
    document = read(page(f"<div><h2>{DESK.headline}</h2><div>{DATE}{TEXT}</div></div>{box}", "Harbour Bulletin"))
    assert listed(document) == WANTED


def test_a_headline_that_only_the_head_states_is_taken_from_there() -> None:
    head = f"<meta property='og:title' content='{DESK.headline}'>"
    document = read(page(f"<div><div>{DATE}</div><div>{TEXT}</div></div>", "Harbour Bulletin", head))
    assert listed(document) == WANTED


def test_a_story_may_be_called_as_a_section_is() -> None:
    document = read(page(f"<main><h1>Statement</h1>{DATE}{TEXT}</main>", "Statement | Harbour Bulletin"))
    assert listed(document) == [(DESK.day, "Statement", BODY)]


def test_one_long_paragraph_among_short_ones_is_not_all_of_the_story() -> None:
    long = " ".join(story.text for story in STORIES)
    document = read(page(f"<main>{H1}{DATE}<p>{long}</p><p>It is free.</p></main>", TITLE))
    assert listed(document) == [(DESK.day, DESK.headline, f"{long}\n\nIt is free.")]


def test_parts_of_a_story_may_end_with_links() -> None:
    parts = "".join(
        f"<h2>Part {at}</h2><p>{story.text}</p><p><a href='/r'>Report {at}</a></p>" for at, story in enumerate(STORIES)
    )
    (entry,) = read(page(f"<main>{H1}{DATE}<p>{DESK.text}</p>{parts}</main>", TITLE)).entries
    assert entry.headline == DESK.headline
    assert all(story.text in entry.body for story in STORIES)


ABOUT = "The guild of ropemakers was founded by nine families and has mended nets on all coasts ever since."
ENDS = [
    f"<p># # #</p><p><em>{ABOUT}</em></p>",
    f"<p><em>### <br>{ABOUT}</em></p>",
    f"<p align='center'>- ENDS -</p><div><p><i>{ABOUT}</i></p></div>",
    f"<p>With best wishes,</p><p>The crew of the harbour office in Belize City</p><p>{ABOUT}</p>",
]


@pytest.mark.parametrize("end", ENDS)
def test_what_follows_the_end_of_a_release_is_no_text(end: str) -> None:
    assert listed(read(page(f"<article>{H1}{DATE}<div>{TEXT}{end}</div></article>", TITLE))) == WANTED


APPEALS = [
    "<h2>Help us help</h2><p>Ten coins buy a lamp for our boats at sea.</p><p><a href='/give'>Give now</a></p>",
    "<h3>A lamp for each boat</h3><p>Ten coins buy a lamp for a boat.</p><a href='/en/donate?f=1'>Yes, I help</a>",
    "<h4>Press contact</h4><p>Ana Reef, spokeswoman of the guild, answers questions of journalists on weekdays.</p>",
]


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_below_the_text_is_no_part_of_it(appeal: str) -> None:
    assert listed(read(page(f"<main>{H1}{DATE}{TEXT}{appeal}</main>", TITLE))) == WANTED


def test_an_event_s_own_page_has_no_publication_date() -> None:
    times = "<p>October 5, 2031 @ 10:00 am - 12:00 pm</p>"
    (entry,) = read(page(f"<main>{H1}{times}{TEXT}</main>", TITLE)).entries
    assert entry.published_on is None
    assert entry.body.startswith("October 5, 2031 @ 10:00 am")
