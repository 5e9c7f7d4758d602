"""Whatever the text: spans that hold, rows that keep the schemas, and facts that depend on the entry alone."""

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from types import FrameType

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.annotate import Annotations
from pipelines.extract.text.batch import fold, lay_out
from schemas.codes import code_list
from schemas.formats.arrow import arrow_schema
from schemas.registry import ANNOTATED
from tests.unit.pipelines.extract.facts import Text, annotate, annotator, entries

TABLES = tuple(field.name for field in fields(Annotations))

FRAGMENTS = (
    "Belmopan, Belize – ",
    "San José, ",
    "Guatemala",
    "Honduras",
    "Trinidad and Tobago",
    " and ",
    " y ",
    " of ",
    " de ",
    "Tapachula, Chiapas",
    "the ",
    "del ",
    "Ministry of Labour",
    "Ministerio de Trabajo",
    "Association of Valley Carpenters",
    " (AVC)",
    " (AVC",
    "AVC)",
    " (ACV, por sus siglas en español)",
    "Government of ",
    "Embassy of Canada in ",
    "IOM",
    "OIM",
    "UNHCR",
    "’s ",
    "'s ",
    "´",
    "May 3",
    "3 de mayo",
    ", 2018",
    " de 2018",
    "from the 3rd to the 5th of May",
    "(3-5/05)",
    "between 3-5 May",
    "31 de abril",
    "2018-2022",
    "today",
    "ayer",
    "during the month of",
    "first quarter of 2018",
    "3.5.2018",
    "2018-05-03",
    "3/5/18",
    "a two-day workshop",
    "thirty officers",
    "1.200 personas",
    "1,200 people",
    "more than ",
    "casi ",
    "dos mil ",
    "2 mil",
    "$30,000",
    "signed an agreement",
    "se inauguró",
    "workshop",
    "taller",
    "funded by ",
    "con el apoyo de ",
    "trafficking in persons",
    "¿Qué es ",
    "?",
    ".",
    ". ",
    ".- ",
    ", ",
    "; ",
    ": ",
    "-",
    "—",
    "…",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\u00a0",
    "“",
    "”",
    '"',
    "(",
    ")",
    "[1]",
    "*",
    "A",
    "e\u0301",
    "ﬁ",
    "ß",
    "İ",
    "😀",
    "\x00",
    "\u200b",
    "\ufeff",
    "\x0b",
    "\x85",
    "\u2028",
    "Á",
    "日本",
    "BELIZE",
    "belize",
    "9" * 30,
    "x" * 300,
)

characters = st.characters(codec="utf-8", exclude_characters="\x00")
soup = st.text(characters, max_size=120)
prose = st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join)
mixed = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(characters, max_size=6)), max_size=16).map("".join)
any_text = st.one_of(soup, prose, mixed)
texts = st.builds(
    Text,
    headline=any_text,
    body=any_text,
    published_on=st.one_of(st.none(), st.dates().map(str), st.just("2018-05-15"), st.just("2020-02-29")),
    language=st.sampled_from(["en", "es"]),
)
batches = st.lists(texts, min_size=1, max_size=5)

AWKWARD = {
    "nothing": Text("", ""),
    "blanks": Text(" ", "\n\n \n\n\t"),
    "no body": Text("Belize Signs Agreement with IOM on May 3, 2018", ""),
    "no headline": Text("", "Belmopan – Thirty officers attended a workshop on May 3, 2018."),
    "null characters": Text("IOM\x00", "Belize\x00Honduras\x00\x00 May 3, 2018"),
    "control characters": Text("\x01", "Belize\x02Honduras\x1f\x7fMay 3\x1b, 2018"),
    "combining marks": Text("Panama\u0301", "Pe\u0301ru\u0301 " + "\u0301" * 500),
    "astral characters": Text("😀Belize😀", "𝐁𝐞𝐥𝐢𝐳𝐞 🇧🇿 IOM😀 May 3, 2018 😀"),
    "right to left": Text("\u202eBelize", "مكتب IOM في Belize \u202c"),
    "digits of other scripts": Text("٣٠ officers", "On May ٣, ２０１８, ³⁰ officers met."),
    "a long token": Text("A" * 5_000, "b" * 100_000),
    "one mark": Text("(", "(" * 100_000),
    "one blank": Text(".", " " * 100_000),
    "one line": Text("-", "\n" * 100_000),
    "one digit": Text("9", "9" * 100_000),
    "one capital letter and a blank": Text("A", "A " * 50_000),
    "one head noun": Text("Ministry", "Ministry of " * 8_000),
    "one month": Text("May", "May 3, " * 700),
    "one country": Text("Belize", "Belize, " * 900),
    "one acronym": Text("IOM", "(IOM) " * 16_000),
    "one number": Text("30", "thirty and " * 9_000),
}


def _rows(found: Annotations) -> dict[str, list[dict[str, object]]]:
    return {name: getattr(found, name).to_pylist() for name in TABLES}


def _one_by_one(batch: list[Text]) -> dict[str, list[dict[str, object]]]:
    joined: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number, text in enumerate(batch, 1):
        for name, rows in _rows(annotator().annotate(entries([text], first=number))).items():
            joined[name] += rows
    return joined


def _check_entry(text: Text, found: Annotations) -> None:
    """What must hold of every annotation of a single entry."""
    rows = _rows(found)
    (event,) = rows["events"]
    assert (event["headline"], event["body"]) == (text.headline, text.body)
    for mention in rows["mentions"]:
        written = text.headline if mention["field"] == "headline" else text.body
        assert 0 <= mention["start"] < mention["end"] <= len(written)
        assert written[mention["start"] : mention["end"]] == mention["text"]
    for name in TABLES:
        table = ANNOTATED[name]
        schema = getattr(found, name).schema
        assert schema.equals(arrow_schema(table))
        keys = [tuple(row[column] for column in table.primary_key) for row in rows[name]]
        assert len(keys) == len(set(keys))
        for column in table.columns:
            values = {row[column.name] for row in rows[name]}
            assert column.nullable or None not in values
            assert column.codes is None or values - {None} <= set(code_list(column.codes))
    _check_event(event, rows)


def _check_event(event: dict[str, object], rows: dict[str, list[dict[str, object]]]) -> None:
    countries = {row["country_iso3"]: row for row in rows["event_countries"]}
    assert event["host_country_iso3"] is None or countries[event["host_country_iso3"]]["is_host"]
    assert sum(row["is_host"] for row in rows["event_countries"]) <= 1
    dated = {event[name] is not None for name in ("event_date_edtf", "start_on", "end_on", "date_precision")}
    assert len(dated) == 1
    assert event["start_on"] is None or event["start_on"] <= event["end_on"]
    assert (event["participant_count"] is None) == (event["participant_qualifier"] is None)
    assert event["quote"] is None or 0 < len(event["quote"]) <= 200
    told: dict[str, set[object]] = {kind: set() for kind in code_list("mention_kinds")}
    for mention in rows["mentions"]:
        told[mention["kind"]].add(mention["entity_id"])
    assert told["country"] == set(countries)
    assert told["partner"] == {row["partner_id"] for row in rows["event_partners"]}
    assert told["partner"] == {row["partner_id"] for row in rows["partner_sightings"]}
    assert told["date"] == ({event["event_date_edtf"]} - {None})
    assert told["topic"] == {row["code"] for row in rows["event_topics"]}


@given(text=texts)
def test_every_fact_stands_where_it_is_said_to(text: Text) -> None:
    _check_entry(text, annotate(text))


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_awkward_texts_give_rows_all_the_same(text: Text) -> None:
    for published_on in (None, "2018-05-15"):
        dated = replace(text, published_on=published_on)
        _check_entry(dated, annotate(dated))


@given(batch=batches)
def test_a_batch_gives_what_its_entries_give_one_by_one(batch: list[Text]) -> None:
    assert _rows(annotate(*batch)) == _one_by_one(batch)


@given(batch=batches, data=st.data())
def test_order_and_split_of_batches_change_no_row(batch: list[Text], data: st.DataObject) -> None:
    whole = entries(batch)
    order = data.draw(st.permutations(range(len(batch))))
    split = data.draw(st.integers(0, len(batch)))
    parts = [whole.take(pa.array(numbers, pa.int64())) for numbers in (order[:split], order[split:])]
    found = [_rows(annotator().annotate(part)) for part in parts]
    expected = _rows(annotator().annotate(whole))
    for name in TABLES:
        assert sorted(map(repr, found[0][name] + found[1][name])) == sorted(map(repr, expected[name]))


@given(text=texts)
def test_the_same_entry_gives_the_same_rows_again(text: Text) -> None:
    assert _rows(annotate(text)) == _rows(annotate(text))


@given(batch=batches)
def test_record_batches_and_chunked_tables_give_the_same(batch: list[Text]) -> None:
    table = entries(batch)
    chunked = pa.concat_tables([table.slice(number, 1) for number in range(len(batch))])
    expected = _rows(annotator().annotate(table))
    assert _rows(annotator().annotate(chunked)) == expected
    assert _rows(annotator().annotate(table.combine_chunks().to_batches()[0])) == expected


def test_awkward_texts_do_not_disturb_their_neighbours() -> None:
    plain = Text("Officers learn", "Belmopan – IOM held a workshop for thirty officers on May 3.", "2018-05-15")
    batch = [each for awkward in AWKWARD.values() for each in (awkward, plain)]
    found = _rows(annotate(*batch))
    alone = _rows(annotate(plain))
    for name in TABLES:
        wanted = [{**row, "event_id": None, "entry_number": None} for row in alone[name]]
        for number in range(2, len(batch) + 1, 2):
            here = [row for row in found[name] if row["event_id"] == f"evt_{number:016x}"]
            assert [{**row, "event_id": None, "entry_number": None} for row in here] == wanted


def test_an_empty_batch_gives_empty_tables() -> None:
    found = annotate()
    assert {name: getattr(found, name).num_rows for name in TABLES} == dict.fromkeys(TABLES, 0)
    assert all(getattr(found, name).schema.equals(arrow_schema(ANNOTATED[name])) for name in TABLES)


@given(text=st.text(st.characters(), max_size=200))
def test_folding_keeps_the_length_and_is_folded_for_good(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(headlines=st.lists(soup, max_size=4), data=st.data())
def test_the_buffer_of_a_batch_holds_each_text_at_its_place(headlines: list[str], data: st.DataObject) -> None:
    bodies = data.draw(st.lists(soup, min_size=len(headlines), max_size=len(headlines)))
    batch = lay_out(headlines, bodies)
    assert len(batch.folded) == len(batch.text)
    for number, (headline, body) in enumerate(zip(headlines, bodies, strict=True)):
        assert batch.text[batch.starts[number] :].startswith(headline)
        assert batch.text[batch.body_starts[number] : batch.ends[number]] == body


LINEAR = (
    "May 3, ",
    "Belize, ",
    "The Ministry of Labour of Belize met. ",
    "(IOM) ",
    "Ministry of ",
    "thirty officers ",
    "A (B) ",
    "the workshop ",
    "Red Cross ",
    "a, ",
    "X ",
    "3 ",
    "\n",
)


def _lines_run(*texts: Text) -> int:
    """How many lines of Python it takes to annotate the texts: a measure of work that no clock disturbs."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return trace

    table, found = entries(texts), annotator()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        found.annotate(table)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", LINEAR)
def test_twice_the_text_takes_about_twice_the_work(unit: str) -> None:
    once, twice = (_lines_run(Text("A headline", unit * number, "2018-05-15")) for number in (300, 600))
    assert twice < 2.5 * once


def test_twice_the_entries_take_about_twice_the_work() -> None:
    text = Text("Officers learn", "Belmopan – IOM held a workshop for thirty officers on May 3.", "2018-05-15")
    once, twice = (_lines_run(*[text] * number) for number in (50, 100))
    assert twice < 2.2 * once
