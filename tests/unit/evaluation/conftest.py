"""An entry with labels, and the event that reports it without a fault."""

import pytest

from evaluation.labels import LabelledEntry
from evaluation.predictions import PredictedEvent
from tests.unit.evaluation.labelled import ENTRY, EVENT


@pytest.fixture
def entry() -> LabelledEntry:
    return ENTRY


@pytest.fixture
def event() -> PredictedEvent:
    return EVENT
