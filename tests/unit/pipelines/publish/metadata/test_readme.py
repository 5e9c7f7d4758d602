"""The front page of a release."""

from pathlib import Path

import yaml

from pipelines.publish.release import publish
from schemas.registry import CODE_TABLES, PUBLISHED
from tests.publish_examples import provenance, tables


def test_the_head_names_a_file_for_each_table(tmp_path: Path) -> None:
    release = publish(tables(tmp_path), tmp_path, provenance()).path
    text = (release / "README.md").read_text(encoding="utf-8")
    before, head, after = text.split("---\n", 2)
    configurations = yaml.safe_load(head)["configs"]
    assert (before, after.startswith("\n# Migration Bulletins, release")) == ("", True)
    assert [each["config_name"] for each in configurations] == [*PUBLISHED, *CODE_TABLES]
    assert {release / each["data_files"] for each in configurations} == set((release / "parquet").iterdir())
    assert [each["config_name"] for each in configurations if each.get("default")] == ["events"]
