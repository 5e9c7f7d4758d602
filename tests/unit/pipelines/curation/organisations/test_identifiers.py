"""Ids and websites on which lists agree."""

from collections.abc import Mapping

import pytest

from pipelines.curation.organisations.identifiers import Finding, findings
from pipelines.curation.organisations.matching import By, Match
from pipelines.curation.organisations.tables import Listed, Registered


def found(*given: Mapping[str, str], known: Mapping[str, str] | None = None, by: By = By.MAIN_NAME) -> list[Finding]:
    organisation = Registered("net", ("Blue Net",), (), (), (), "ngo_international", "", known or {})
    matches = [
        Match(organisation, Listed("pier-list", ("Blue Net",), (), "", "", each), by, "Blue Net") for each in given
    ]
    return list(findings(organisation, matches))


def test_lists_that_agree_fill_an_empty_cell() -> None:
    (finding,) = found({"wikidata_id": "Q1"}, {"wikidata_id": "Q1"}, {})
    assert (finding.column, finding.values, finding.fills) == ("wikidata_id", ("Q1",), True)


def test_lists_that_disagree_leave_the_choice_open() -> None:
    (finding,) = found({"iati_id": "XM-DAC-1"}, {"iati_id": "XM-DAC-2"})
    assert (finding.values, finding.fills, finding.is_open) == (("XM-DAC-1", "XM-DAC-2"), False, True)


@pytest.mark.parametrize(("known", "differs"), [("Q1", False), ("Q3", True)])
def test_a_value_of_the_register_is_kept_and_compared(known: str, differs: bool) -> None:
    (finding,) = found({"wikidata_id": "Q1"}, {"wikidata_id": "Q2"}, known={"wikidata_id": known})
    assert (finding.fills, finding.is_open, finding.differs) == (False, False, differs)


def test_addresses_of_one_host_agree_and_the_shortest_is_taken() -> None:
    websites = (
        "http://www.net.example/en/about",
        "http://net.example/",
        "https://www.net.example",
        "http://NET.example",
    )
    (finding,) = found(*({"website": website} for website in websites))
    assert (finding.values, finding.fills) == (("https://www.net.example",), True)


@pytest.mark.parametrize("by", [By.OTHER_NAME, By.FORMER_NAME])
def test_a_row_under_another_name_gives_no_ids(by: By) -> None:
    assert found({"wikidata_id": "Q1"}, by=by) == []
