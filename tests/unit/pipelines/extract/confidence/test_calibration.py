from pathlib import Path

import numpy as np
import pytest

from pipelines.extract.annotate import Annotator, load_annotator
from pipelines.extract.confidence.calibration import (
    FILE,
    CalibrationError,
    calibration,
    load_calibration,
    odds_of_parts,
    uncalibrated,
)
from pipelines.extract.names.reference_tables import load_reference
from tests.unit.pipelines.extract.facts import REFERENCE, Text, annotate, entries

ROW = [("row", "base", 0.0), ("row", "parts", 1.0)]
DOUBTED = {"doubted": np.array([False, True])}


def test_the_odds_are_those_of_every_decision_with_those_of_its_findings() -> None:
    by = calibration([("date", "base", 3.0), ("date", "doubted", -2.0), *ROW])
    assert by.confidence("date", DOUBTED).tolist() == [pytest.approx(8 / 9, abs=0.001), pytest.approx(2 / 3, abs=0.001)]


def test_no_confidence_is_nought_or_one() -> None:
    by = calibration([("date", "base", 20.0), ("date", "doubted", -20.0), *ROW])
    assert by.confidence("date", DOUBTED).tolist() == [0.999, 0.5]


def test_a_row_is_as_likely_right_as_its_parts_together() -> None:
    half, sure = np.array([0.5, 0.99]), np.array([0.8, 0.99])
    row = calibration(ROW).row(odds_of_parts(half, sure, sure))
    assert row.tolist() == [pytest.approx(0.32), pytest.approx(0.97, abs=0.001)]


def test_a_finding_without_a_weight_is_named() -> None:
    with pytest.raises(CalibrationError, match=r"`date doubted`.*Run `python -m evaluation.confidence`"):
        calibration([("date", "base", 3.0), *ROW]).confidence("date", DOUBTED)


def test_a_table_without_weights_of_rows_is_refused() -> None:
    with pytest.raises(CalibrationError, match="`row`"):
        calibration([("date", "base", 3.0)])


def test_the_annotator_needs_the_table(tmp_path: Path) -> None:
    for path in REFERENCE.glob("*.csv"):
        if path.name != FILE:
            (tmp_path / path.name).symlink_to(path.resolve())
    with pytest.raises(FileNotFoundError):
        load_annotator(tmp_path)


def test_before_a_fit_every_fact_is_as_likely_right_as_wrong() -> None:
    annotator = Annotator(load_reference(REFERENCE), uncalibrated())
    events = annotator.annotate(entries([Text("A new road", "Nothing else is known.")])).events
    assert events["row_confidence"].to_pylist() == [pytest.approx(0.5, abs=0.4)]
    assert events["date_confidence"].to_pylist() == [0.5]


def test_plain_entries_are_surer_than_vague_ones() -> None:
    plain = Text(
        "Lilongwe hosts a workshop",
        "Lilongwe, Malawi, 3 May 2019 – From 2 to 3 May, IOM trained 24 nurses in a workshop in Lilongwe.",
        "2019-05-06",
    )
    vague = Text("Nurses and more", "Kenya and Peru gave blankets in a town. Others from Fiji looked on.")
    sure, unsure = annotate(plain, vague).events.to_pylist()
    for field in ("date", "host", "row"):
        assert sure[f"{field}_confidence"] > unsure[f"{field}_confidence"], field


def test_the_shipped_weights_cover_every_finding_and_partner() -> None:
    found = annotate(Text("Workshop in Lilongwe", "IOM and the Lilongwe Union of Cooks met in Lilongwe."))
    assert load_calibration(REFERENCE).by_field.keys() >= {"date", "host", "type", "participants", "countries"}
    confidences = found.event_partners["confidence"].to_pylist()
    assert confidences
    assert all(0.5 < each < 1 for each in confidences)
