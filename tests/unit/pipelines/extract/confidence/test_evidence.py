from pipelines.extract.confidence.evidence import Evidence
from tests.unit.pipelines.extract.facts import Text, annotator, entries


def evidence(*texts: Text) -> Evidence:
    return annotator().examine(entries(texts)).evidence


def applying(text: Text) -> dict[str, set[str]]:
    """The findings on one entry by field; those on partners together."""
    return {
        field: {name for name, flags in findings.items() if flags.any()}
        for field, findings in evidence(text)._asdict().items()
    }


def test_a_host_in_the_dateline_is_so() -> None:
    found = applying(Text("Nurses trained", "Lilongwe, 3 May 2019 – IOM trained 24 nurses.", "2019-05-06"))
    assert "dateline" in found["host"]
    assert "dateline" in found["date"]
    assert found["participants"] == {"some_training"}
    assert found["partner"] == {"acronym"}


def test_dates_that_could_be_the_activity_s_too_are_rivals() -> None:
    one = Text("Nurses trained", "The workshop was held on 3 May 2019 in Lilongwe.", "2019-05-06")
    two = Text("Nurses trained", "The workshop was held on 3 May 2019. A seminar was held on 4 May 2019.", "2019-05-06")
    assert "rivalled" not in applying(one)["date"]
    assert "rivalled" in applying(two)["date"]


def test_the_same_day_twice_is_no_rival() -> None:
    text = Text("Nurses trained", "The workshop was held on 3 May. It was held on 3 May 2019.", "2019-05-06")
    assert "rivalled" not in applying(text)["date"]


def test_the_first_country_of_several_without_a_host_is_doubtful() -> None:
    found = applying(Text("Kenya and Peru agree", "Kenya and Peru signed an agreement in Blorenge."))
    assert {"none_several", "several_and_unknown_place", "several_on_undated_page"} <= found["host"]
    assert "several_agreement" in found["host"]


def test_what_an_entry_does_not_state_is_evidence_too() -> None:
    found = applying(Text("A new road", "Nothing else is known."))
    assert {"none", "none_on_undated_page"} <= found["date"]
    assert "none_unmentioned" in found["host"]
    assert found["type"] == {"none"}
    assert found["participants"] == {"none"}
    assert found["countries"] == {"none"}


def test_findings_of_a_batch_are_those_of_its_entries_alone() -> None:
    texts = [
        Text("Nurses trained", "Lilongwe, 3 May 2019 – IOM trained 24 nurses.", "2019-05-06"),
        Text("A new road", "Nothing else is known."),
        Text("Kenya and Peru agree", "Kenya and Peru signed an agreement on 2 June in Quito.", "2019-06-03"),
    ]
    together = evidence(*texts)
    for number, text in enumerate(texts):
        alone = evidence(text)
        for field in ("date", "host", "type", "participants", "countries"):
            for name, flags in getattr(alone, field).items():
                assert flags[0] == getattr(together, field)[name][number], (text.headline, field, name)
