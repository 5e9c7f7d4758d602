"""Texts in Markdown, pasted from editors and wikis."""

import pytest

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.markup.markdown import is_markdown
from tests.unit.pipelines.ingest.read.pages.invented import STORIES, Told, listed, wanted

ADDRESS = "https://harbour.example"


def read(text: str) -> ReadDocument:
    return read_document(text.encode(), DocumentRef("harbour", "ab" * 32, "a.md"))


def headings(story: Told) -> str:
    more = f"[Read more]({ADDRESS}/{story.slug})"
    return f"## {story.headline}\n\n*{story.written_day}*\n\n{story.text}\n\n{more}\n\n---\n\n"


def links(story: Told) -> str:
    return f"### [{story.headline}]({ADDRESS}/{story.slug})\n{story.written_day}\n\n{story.text}\n\n"


def bold(story: Told) -> str:
    more = f"[more]({ADDRESS}/{story.slug})"
    return f"**{story.headline}**\n\n{story.written_day}\n\n![A boat](boat.jpg)\n\n{story.text} {more}\n\n"


@pytest.mark.parametrize("written", [headings, links, bold])
def test_entries_of_a_list(written: type) -> None:
    document = read("# Harbour news\n\n" + "".join(map(written, STORIES)))
    assert document.media_type == "text/markdown"
    assert listed(document) == wanted()


def test_the_address_of_an_entry_is_its_link() -> None:
    document = read("".join(map(links, STORIES)))
    assert [entry.url for entry in document.entries] == [f"{ADDRESS}/{story.slug}" for story in STORIES]


@pytest.mark.parametrize(
    "text",
    [
        "Boats leave\n\nForty boats left.\n\n# # #\n\nAbout the guild",
        "#harbour #boats\n\n# 12 is the number",
        "2 * 3 * 4 (a)[b]",
    ],
)
def test_other_texts_are_no_markdown(text: str) -> None:
    assert not is_markdown(text)
