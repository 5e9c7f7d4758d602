import pytest

from pipelines.ingest.collect import fetching
from pipelines.ingest.read import document
from pipelines.ingest.read.chrome import no_story as chrome
from pipelines.ingest.read.layouts import base
from pipelines.ingest.read.mail import messages
from pipelines.ingest.read.markup import walk
from pipelines.ingest.read.pages import no_story as pages
from pipelines.publish.tables import facts, origins, strikes
from schemas.declarations import Table
from schemas.registry import CODE_TABLES, PUBLISHED
from schemas.spanish import in_spanish

REASONS = (
    base.NO_TEXT, base.BEFORE_FIRST, base.UNPLACED, base.OPEN_DATE, document.BROKEN, document.CUT_OFF,
    document.NO_ENTRY, document.NOT_PLACED, document.NO_READER, document.FAILED.format(error="KeyError"),
    messages.NO_TEXT, messages.ATTACHMENT.format(name="a.zip", kind="application/zip"), walk.TOO_LONG,
    chrome.ERROR_PAGE, chrome.NO_STORY, pages.NO_TEXT, pages.NO_HEADLINE, fetching.NO_ENTRY, origins.MERGED,
    origins.INVALID, facts.INVALID_ROW.format(table="events"), strikes.STRUCK,
)  # fmt: skip


@pytest.mark.parametrize("table", (PUBLISHED | CODE_TABLES).values(), ids=lambda table: table.name)
def test_every_table_and_column_is_described_in_spanish(table: Table) -> None:
    texts = [table.title, table.description]
    texts += [text for column in table.columns for text in (column.title, column.description)]
    assert [text for text in texts if in_spanish(text) is None] == [], "add them to schemas/spanish.csv"


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_and_its_kind_are_in_spanish(reason: str) -> None:
    assert in_spanish(reason)
    assert in_spanish(reason.partition(":")[0])


def test_what_stands_in_a_gap_is_kept() -> None:
    assert in_spanish("the server answers 503") == "el servidor responde 503"
    assert in_spanish("the server answers") is None
    assert in_spanish("a text nobody wrote") is None
