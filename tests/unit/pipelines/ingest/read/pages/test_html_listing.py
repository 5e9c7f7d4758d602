"""Listings in the manner of several systems: the repeated structure alone tells the entries."""

import json
from collections.abc import Callable

import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.document import read_document
from pipelines.ingest.sources.selectors import Selectors
from tests.unit.pipelines.ingest.read.pages.invented import STORIES, Told, listed, page, read, wanted


def drupal(story: Told) -> str:
    return (
        f"<div class='views-row'><div class='type'>Press</div><h3><a href='/{story.slug}'>{story.headline}</a></h3>"
        f"<div><time datetime='{story.day}T09:00:00Z'>{story.written_day}</time></div><div><p>{story.text}</p></div>"
        f"<a href='/{story.slug}'>Read more<span class='visually-hidden'> about {story.headline}</span></a></div>"
    )


def wordpress(story: Told) -> str:
    return (
        f"<div class='post'><h2><a href='/{story.slug}'>{story.headline}</a></h2>"
        f"<small>{story.written_day} by Ann</small>"
        f"<div class='entry'><p>{story.text}</p></div><p>Posted in <a href='/c'>Notes</a> | "
        f"<a href='/r'>2 Comments</a></p></div>"
    )


def joomla(story: Told) -> str:
    return (
        f"<div itemprop='blogPost'><h2><a href='/{story.slug}'>{story.headline}</a></h2><ul><li>"
        f"<a>Print</a></li></ul>"
        f"<dl><dt>Details</dt><dd class='published'>Published: {story.written_day}</dd><dd>Hits: 412</dd></dl>"
        f"<p><img src='a.jpg'></p><p>{story.text}</p></div>"
    )


def typo3(story: Told) -> str:
    return (
        f"<div class='article'><div class='head'><h3><a href='/{story.slug}'>"
        f"<span>{story.headline}</span></a></h3></div>"
        f"<div><p>{story.text}</p><a class='more' href='/{story.slug}'>More »</a></div>"
        f"<div><span><time datetime='{story.day}'>in short</time></span><span>Press</span></div></div>"
    )


def blogger(story: Told) -> str:
    return (
        f"<div><h2><span>{story.written_day}</span></h2><div><h3><a href='/{story.slug}'>{story.headline}</a></h3>"
        f"<div>{story.text}</div><div>Posted by <span>Ann Lee</span> at <a href='/{story.slug}'>10:00</a></div>"
        f"</div></div>"
    )


def definition_list(story: Told) -> str:
    return f"<dt>{story.written_day}</dt><dd><a href='/{story.slug}'>{story.headline}</a><p>{story.text}</p></dd>"


def linked_card(story: Told) -> str:
    return (
        f"<div><a href='/{story.slug}'><img src='a.jpg'><div><h5>{story.headline}</h5><p>{story.text}</p>"
        f"<span>{story.written_day}</span></div></a></div>"
    )


def badge(story: Told) -> str:
    day, month, year = story.written_day.split()
    return (
        f"<div><div class='when'><div>{day}</div><div>{month}</div><div>{year}</div></div>"
        f"<div><a href='/{story.slug}'>{story.headline}</a></div><p>{story.text}"
        f"<a href='/{story.slug}'>Read more</a></p></div>"
    )


def attribute(story: Told) -> str:
    return (
        f"<li><h4>{story.headline}</h4><p data-date='{story.day}'></p><p>{story.text}</p>"
        f"<a href='/{story.slug}'>Continue reading</a></li>"
    )


def microdata(story: Told) -> str:
    return (
        f"<li itemscope itemtype='https://schema.org/NewsArticle'><header><h2><a href='/{story.slug}'>{story.headline}"
        f"</a></h2></header><meta itemprop='datePublished' content='{story.day}T08:00:00Z'><p>{story.text}</p></li>"
    )


def table_row(story: Told) -> str:
    title = f"<a href='/{story.slug}'>{story.headline}</a>"
    return f"<tr><td>{story.written_day}</td><td>{title}</td><td>{story.text}</td></tr>"


def old_table_row(story: Told) -> str:
    title = f"<font size=2><b><a href='/{story.slug}'>{story.headline}</a></b></font>"
    rest = f"<font size=1>{story.written_day}</font><br><font>{story.text}</font>"
    return f"<tr><td><img src='dot.gif'></td><td>{title}<br>{rest}</td></tr>"


def run(story: Told) -> str:
    return f"<h3><a href='/{story.slug}'>{story.headline}</a></h3><p>{story.written_day}</p><p>{story.text}</p>"


def run_after_date(story: Told) -> str:
    return f"<p>{story.written_day}</p><h3><a href='/{story.slug}'>{story.headline}</a></h3><p>{story.text}</p>"


def bold_lines(story: Told) -> str:
    return f"<p><strong>{story.headline}</strong><br>{story.written_day}<br>{story.text}</p>"


def glued_row(story: Told) -> str:
    return f"<p>{story.written_day} – <a href='/{story.slug}'>{story.headline}</a><br>{story.text}</p>"


MAKES = [
    drupal, wordpress, joomla, typo3, blogger, definition_list, linked_card, badge, attribute, microdata, table_row,
    old_table_row, run, run_after_date, bold_lines, glued_row,
]  # fmt: skip
AROUND = {"definition_list": "dl", "attribute": "ul", "microdata": "ul", "table_row": "table", "old_table_row": "table"}


def listing(make: Callable[[Told], str]) -> str:
    around = AROUND.get(make.__name__, "div")
    inside = "".join(map(make, STORIES))
    return page(f"<div id='content'><h1>News</h1><{around}>{inside}</{around}></div>")


@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
def test_a_listing_is_read_by_its_repeated_structure(make: Callable[[Told], str]) -> None:
    document = read(listing(make))
    assert document.reader == "html_listing/2"
    assert listed(document) == wanted()
    assert document.problems == ()


@pytest.mark.parametrize("make", [drupal, wordpress, typo3, linked_card, badge, table_row, run, glued_row])
def test_an_entry_has_the_address_it_links_to(make: Callable[[Told], str]) -> None:
    urls = [entry.url for entry in read(listing(make)).entries]
    assert urls == [f"https://harbour.example/{story.slug}" for story in STORIES]


def test_one_headline_may_stand_above_several_stories() -> None:
    told = [story._replace(headline="Statement of the harbour office") for story in STORIES[:2]]
    document = read(page(f"<div>{''.join(map(drupal, [*told, STORIES[2]]))}</div>"))
    assert [entry.headline for entry in document.entries] == [*(story.headline for story in told), STORIES[2].headline]


def test_a_first_entry_that_is_set_larger_is_an_entry_too() -> None:
    first, *rest = STORIES
    hero = (
        f"<div class='hero'><h2><a href='/{first.slug}'>{first.headline}</a></h2><p>{first.text}</p>"
        f"<i>{first.written_day}</i></div>"
    )
    document = read(page(f"{hero}<div class='list'>{''.join(map(drupal, rest))}</div>"))
    assert listed(document) == wanted()


def test_the_dates_of_a_listing_may_stand_in_its_head() -> None:
    items = [{"@type": "NewsArticle", "headline": story.headline, "datePublished": story.day} for story in STORIES]
    linked_data = json.dumps({"@type": "ItemList", "itemListElement": [{"item": item} for item in items]})
    rows = "".join(f"<div><h3><a href='/{s.slug}'>{s.headline}</a></h3><p>{s.text}</p></div>" for s in STORIES)
    head = f"<script type='application/ld+json'>{linked_data}</script>"
    assert listed(read(page(f"<main>{rows}</main>", head=head))) == wanted()


@pytest.mark.parametrize(
    "row",
    [
        lambda story: f"<li><span>{story.written_day}</span> <a href='/{story.slug}'>{story.headline}</a></li>",
        lambda story: f"<li><a href='/{story.slug}'>{story.headline}</a> ({story.written_day})</li>",
    ],
)
def test_headlines_without_text_are_quarantined(row: Callable[[Told], str]) -> None:
    document = read(page(f"<h1>News</h1><ul>{''.join(map(row, STORIES))}</ul>"))
    assert document.entries == ()
    quarantined = {problem.text for problem in document.problems if problem.reason == "headline without text"}
    assert quarantined >= {story.headline for story in STORIES}


def test_a_row_without_text_is_quarantined_and_the_others_are_read() -> None:
    bare = "<div class='views-row'><h3><a href='/x'>Calendar of meetings in May</a></h3><time>2 March 2021</time></div>"
    document = read(page(f"<div>{''.join(map(drupal, STORIES))}{bare}</div>"))
    assert listed(document) == wanted()
    assert "Calendar of meetings in May" in {problem.text for problem in document.problems}


def test_a_sign_up_box_of_the_same_make_is_no_entry() -> None:
    box = "<div class='views-row'><h3>Our letter</h3><p>Give your address and we write to you every month.</p></div>"
    document = read(page(f"<div>{''.join(map(drupal, STORIES))}{box}</div>"))
    assert listed(document) == wanted()


def test_the_selectors_of_a_source_mark_its_entries() -> None:
    story = STORIES[0]
    odd = f"<div class='x'><div class='y'>{story.headline}</div><i>{story.written_day}</i><p>{story.text}</p></div>"
    raw = page(f"<div>{''.join(map(drupal, STORIES[1:]))}{odd}</div>").encode()
    ref = DocumentRef("harbour", "0" * 64, "page.html", selectors=Selectors(entry=".x", headline=".y", date="i"))
    assert listed(read_document(raw, ref)) == wanted()[:1]


def classed(story: Told) -> str:
    return (
        f"<div class='card'><div class='meta'><span>Story</span><span>{story.written_day}</span></div>"
        f"<p class='title'>{story.headline}</p><p class='teaser'>{story.text}</p>"
        f"<a href='/{story.slug}'>Read more</a></div>"
    )


def linked(story: Told) -> str:
    return (
        f"<a class='teaser' href='/{story.slug}'><p>{story.headline}</p><p>{story.text}</p>"
        f"<time datetime='{story.day}'>{story.written_day}</time></a>"
    )


def unnamed(story: Told) -> str:
    return f"<div><p><small>{story.written_day}</small></p><p>{story.headline}</p><p>{story.text}</p></div>"


@pytest.mark.parametrize("card", [classed, linked, unnamed])
def test_cards_whose_title_is_a_paragraph(card: Callable[[Told], str]) -> None:
    assert listed(read(page("".join(map(card, STORIES))))) == wanted()


def test_paragraphs_of_an_article_are_no_cards() -> None:
    voices = "".join(f"<div><p>Ana of Placencia, baker</p><p>{story.text}</p></div>" for story in STORIES)
    document = read(page(f"<main><h1>Three voices from the harbour</h1><p>3 March 2021</p>{voices}</main>"))
    assert [entry.headline for entry in document.entries] == ["Three voices from the harbour"]
