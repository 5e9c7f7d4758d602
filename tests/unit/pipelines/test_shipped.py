"""What ships with the code is found in the checkout."""

from pathlib import Path

import pytest

from pipelines.shipped import base_folder, is_checkout, shipped

ROOT = Path(__file__).resolve().parents[3]


def test_a_checkout_reads_its_own_folders() -> None:
    assert is_checkout()
    assert base_folder() == ROOT


@pytest.mark.parametrize(
    "path", ["reference/places.csv", "explorer/bundle", "evaluation/accuracy.json", "dagster.yaml", "workspace.yaml"]
)
def test_shipped_files_are_there(path: str) -> None:
    assert shipped(path) == ROOT / path
    assert shipped(path).exists()
