from pipelines.curation.doubtful import doubtful_kinds, doubtful_lines
from pipelines.curation.material import Fact


def host(event: str, confidence: float, value: str | None = None, source: str = "harbour") -> Fact:
    return Fact(event, source, f"Headline of {event}", "It was there.", "host_country_iso3", value, confidence)


def test_kinds_with_the_most_likely_errors_come_first_and_their_least_certain_facts() -> None:
    facts = [host("evt_1", 0.1, "BLZ"), host("evt_2", 0.6), host("evt_3", 0.4), host("evt_4", 0.5), host("evt_5", 0.95)]
    many, single = doubtful_kinds(facts)
    assert [fact.event_id for fact in many.facts] == ["evt_3", "evt_4", "evt_2"]
    assert (many.has_value, single.has_value) == (False, True)


def test_sources_and_columns_are_kinds_of_their_own() -> None:
    kinds = doubtful_kinds([host("evt_1", 0.5), host("evt_2", 0.5, source="shelf")])
    assert [kind.source_id for kind in kinds] == ["harbour", "shelf"]


def test_each_kind_is_shown_with_a_line_to_paste_and_what_to_do() -> None:
    lines = list(doubtful_lines([host("evt_1", 0.2, "BLZ"), host("evt_2", 0.99, "BLZ")]))
    assert lines[0] == "Facts less certain than 0.9: 1 of 2, of which about 1 are wrong"
    assert "harbour, host country: 1 row, about 0.8 wrong" in lines
    assert "       evt_1,host_country_iso3,BLZ,VALUE,REASON,SOURCE" in lines
    assert any("reference/corrections.csv" in line for line in lines)
    assert not any("docs/curating.md" in line for line in lines)


def test_many_facts_alike_lead_to_the_reference_tables() -> None:
    lines = list(doubtful_lines([host(f"evt_{number}", 0.3) for number in range(6)]))
    assert "harbour, no host country: 6 rows, about 4.2 wrong" in lines
    assert any("docs/curating.md" in line for line in lines)
    assert sum("VALUE" in line for line in lines) == 3


def test_further_kinds_are_counted() -> None:
    facts = [host(f"evt_{number}", 0.3, source=f"source-{number}") for number in range(5)]
    lines = list(doubtful_lines(facts, 2))
    assert lines[-2] == "\n… and 3 more kinds: use --doubts to show them"
