"""The page as it is made: the same for the same tables, shut to all that is foreign, with what it should hold."""

import base64
import csv
import hashlib
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.explorer import About, Change, File, Limits, render, shown_tables
from pipelines.publish.explorer.marks import Entities, Mention, field_marks, quote_marks
from pipelines.publish.explorer.numbering import Numbering
from pipelines.publish.explorer.page import BUNDLE
from schemas.registry import PUBLISHED
from tests.publish_examples import STORIES, Licence, Terms, tables

EXPLORER = BUNDLE.parent
MARK = 4


def about(**changes: Any) -> About:
    told: dict[str, Any] = {
        "title": "Harbour Bulletins", "version": "2021.04.1", "schema_version": "1.0.0", "citation": "Harbour (2021).",
        "sources": (Terms(),),
    }  # fmt: skip
    return About(**(told | changes))


def data_of(page: str) -> dict[str, Any]:
    packed = re.search(r'<script type="application/octet-stream" id="data">([^<]*)</script>', page)
    assert packed
    data: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    return data


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, pa.Table]:
    return tables(tmp_path)


def test_the_same_tables_give_the_same_page_whatever_their_order(rows: dict[str, pa.Table]) -> None:
    backwards = {name: rows[name] for name in reversed(list(rows))}
    assert render(rows, about()) == render(backwards, about())


def test_events_come_newest_first_by_their_own_day(rows: dict[str, pa.Table]) -> None:
    events = data_of(render(rows, about()))["events"]
    assert events["headline"] == [STORIES[at].headline for at in (1, 0, 2, 3)]
    assert events["published_on"][-1] is None


def test_what_events_refer_to_is_numbered(rows: dict[str, pa.Table]) -> None:
    data = data_of(render(rows, about()))
    desk = data["events"]["headline"].index(STORIES[0].headline)
    countries, partners = data["countries"]["country_iso3"], data["partners"]["partner_id"]
    assert [countries[at] for at in data["events"]["countries"][desk][::3]] == ["BLZ"]
    assert sorted(partners[at] for at in data["events"]["partners"][desk][::2]) == ["iom", "org_0000000000aa"]
    assert sorted(data["codes"]["topics"][at][0] for at in data["events"]["topics"][desk]) == ["15", "3"]
    assert data["codes"]["event_types"][data["events"]["event_type"][desk]][0] == "launch"


def test_only_its_own_script_and_style_may_run(rows: dict[str, pa.Table]) -> None:
    page = render(rows, about())
    script = page.rsplit("<script>", 1)[1].rsplit("</script>", 1)[0]
    style = page.split("<style>", 1)[1].split("</style>", 1)[0]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for text in (script, style):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"&#x27;sha256-{digest}&#x27;" in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;")
    assert "unsafe" not in policy[1]


def test_nothing_of_the_data_stands_in_the_page_as_it_is(tmp_path: Path) -> None:
    hostile = tables(tmp_path, [STORIES[3].__class__("</script><script>alert(1)</script>", "<!-- body")])
    page = render(hostile, about(title="</title><script>alert(1)</script>", citation="</script><script>alert(2)"))
    assert "alert(" not in page.replace("&lt;script&gt;alert(1)", "")
    assert data_of(page)["events"]["headline"] == ["</script><script>alert(1)</script>"]


def test_texts_stay_out_unless_they_may_be_republished_and_fit(tmp_path: Path) -> None:
    allowed = Terms(republish_text=True)
    assert "body" not in data_of(render(tables(tmp_path), about()))["events"]
    rows = tables(tmp_path, STORIES, allowed)
    data = data_of(render(rows, about(sources=(allowed,))))
    assert STORIES[0].body in data["events"]["body"]
    assert data["leftOut"] == {"events": 0, "bodies": 0, "bulletins": 0, "marks": False}
    short = data_of(render(rows, about(sources=(allowed,)), Limits(body_characters=10)))
    assert "body" not in short["events"]
    assert short["leftOut"]["bodies"] == 3


def test_beyond_the_limits_the_oldest_events_and_the_marks_are_left_out(rows: dict[str, pa.Table]) -> None:
    data = data_of(render(rows, about(), Limits(marked_events=1, events=3)))
    assert data["leftOut"] == {"events": 1, "bodies": 0, "bulletins": 0, "marks": True}
    assert data["events"]["headline"][-1] == "A day with the Fishers’ Circle"
    assert "marks" not in data["events"]


def test_of_a_large_release_only_what_is_shown_is_in_memory_and_all_is_counted(rows: dict[str, pa.Table]) -> None:
    limits = Limits(events=2, marked_events=1)
    counts = {name: table.num_rows for name, table in rows.items()}
    shown = shown_tables({name: rows[name] for name in PUBLISHED}, limits)
    assert (shown["events"].num_rows, shown["mentions"].num_rows, shown["events_flat"].num_rows) == (2, 0, 0)
    data = data_of(render(shown, about(), limits, counts))
    assert data["events"]["headline"] == [STORIES[1].headline, STORIES[0].headline]
    assert data["leftOut"]["events"] == len(STORIES) - 2
    assert {table["name"]: table["rows"] for table in data["dictionary"]} == {name: counts[name] for name in PUBLISHED}


def test_partners_of_events_that_are_left_out_are_left_out_too(tmp_path: Path) -> None:
    rows = {name: table for name, table in tables(tmp_path).items() if name in PUBLISHED}
    assert shown_tables(rows, Limits(events=1))["partners"]["partner_id"].to_pylist() == ["iom", "norad"]
    assert shown_tables(rows, Limits())["partners"].equals(rows["partners"])


def test_what_is_said_of_the_release_is_in_the_page(rows: dict[str, pa.Table]) -> None:
    told = about(files=(File("csv/events.csv", 7),), changes=(Change("events", "added", "source_new", 4),))
    data = data_of(render(rows, told))
    assert data["about"]["files"] == [["csv/events.csv", 7]]
    assert data["about"]["changes"] == [["events", "added", "source_new", 4]]
    described = {table["name"]: table["rows"] for table in data["dictionary"]}
    assert described["events"] == 4
    assert described["mentions"] == len(rows["mentions"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_odd_addresses_are_refused(rows: dict[str, pa.Table], address: str) -> None:
    with pytest.raises(ValueError, match="licence address"):
        render(rows, about(sources=(Terms(licence=Licence("Odd", address)),)))
    with pytest.raises(ValueError, match="report address"):
        render(rows, about(report=address))


KINDS = Entities(Numbering(["country", "partner"]), {"country": Numbering(["HND"]), "partner": Numbering(["iom"])})


def mention(text: str, kind: str = "partner", entity: str = "iom", start: int = 0) -> Mention:
    return Mention(kind, entity, "headline", start, start + len(text), text)


def test_a_quote_is_marked_where_whole_words_stand() -> None:
    marks = quote_marks([mention("IOM")], "IOM and IOMS, (IOM)", KINDS)
    assert marks == [0, 3, 1, 0, 15, 3, 1, 0]


def test_the_longer_of_two_marks_at_one_place_stays() -> None:
    found = [mention("Honduras", "country", "HND", 14), mention("Government of Honduras", start=0)]
    assert field_marks(found, "headline", KINDS) == [0, 22, 1, 0]


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_marks_lie_in_the_quote_one_after_the_other(quote: str, texts: list[str]) -> None:
    marks = quote_marks([mention(text) for text in texts], quote, KINDS)
    reached = 0
    for at in range(0, len(marks), MARK):
        start, length = marks[at : at + 2]
        assert start >= reached
        assert quote[start : start + length] in texts
        reached = start + length


def test_the_bundle_is_built_from_the_sources_beside_it() -> None:
    names = ["build.mjs", "package-lock.json"]
    names += [path.relative_to(EXPLORER).as_posix() for path in (EXPLORER / "src").rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name}\n".encode() + (EXPLORER / name).read_bytes() + b"\n")
    built_from = (BUNDLE / "sources.sha256").read_text(encoding="utf-8").strip()
    assert built_from == digest.hexdigest(), "explorer/ changed after its bundle was built: run `npm run build` there"


def test_the_page_carries_the_licences_of_what_it_contains(rows: dict[str, pa.Table]) -> None:
    page = render(rows, about())
    for owner in ("Jason Miller", "Arjun Barrett", "Mike Bostock", "Adobe", "Inter Project"):
        assert owner in page, owner


def test_the_lock_names_no_addresses_to_load_from() -> None:
    assert '"resolved"' not in (EXPLORER / "package-lock.json").read_text(encoding="utf-8")


def test_every_country_of_the_region_has_a_shape(root: Path) -> None:
    shapes = json.loads((EXPLORER / "src" / "map-shapes.json").read_text(encoding="utf-8"))["paths"]
    with (root / "reference" / "countries.csv").open(encoding="utf-8", newline="") as file:
        region = {row["country_iso3"]: row["m49"] for row in csv.DictReader(file) if row["programme_region"]}
    drawn_with_others = {"BES": "535", "GLP": "312", "GUF": "254", "MTQ": "474"}
    assert {iso3 for iso3, m49 in (region | drawn_with_others).items() if m49 not in shapes} == set()
