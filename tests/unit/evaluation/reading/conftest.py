"""The small labelled set of `sites.py`."""

from pathlib import Path

import pytest

from evaluation.reading.labels import LabelledDocuments
from tests.unit.evaluation.reading.sites import write_set


@pytest.fixture
def labelled(tmp_path: Path) -> LabelledDocuments:
    return write_set(tmp_path / "set")
