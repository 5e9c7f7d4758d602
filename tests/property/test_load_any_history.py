"""Any history of releases loaded step by step gives what the last one gives when it is loaded whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.load.load import load
from pipelines.publish import release_files
from tests.publish_examples import STORIES, Story
from tests.unit.pipelines.load.releases import held, release

# What loading reads; the others take most of the time.
WRITERS = {step: release_files.WRITERS[step] for step in ("write tables", "write changes", "write descriptions")}
GONE = 0
VARIANTS = 4


def variant(story: Story, number: int) -> Story:
    """A story as its source tells it, with another number of people, with other partners, or with another headline."""
    if number == 2:
        return replace(story, facts={**story.facts, "participant_count": 7})
    if number == 3:
        partners = {"norad": ("Agencia Noruega", "funder")} if not story.partners else {}
        return replace(story, body=f"{story.body} Agencia Noruega.", partners=partners)
    return story if number == 1 else replace(story, headline=f"{story.headline}, again")


# Of each story the variant that a release holds.
editions = st.tuples(*(st.integers(GONE, VARIANTS) for _ in STORIES)).filter(any)


def published(folder: Path, history: Sequence[Sequence[int]]) -> Iterator[Path]:
    """The releases of a history, of which editions that change nothing make none."""
    made: list[Path] = []
    for edition in history:
        stories = [variant(story, number) for story, number in zip(STORIES, edition, strict=True) if number != GONE]
        path = release(folder, stories)
        if path not in made:
            made.append(path)
            yield path


@pytest.mark.parametrize("suffix", ["db", "duckdb"])
@settings(max_examples=4, deadline=None)
@given(history=st.lists(editions, min_size=2, max_size=4), skipped=st.integers(0, 3))
def test_step_by_step_equals_whole(suffix: str, history: list[tuple[int, ...]], skipped: int) -> None:
    with TemporaryDirectory() as name, patch.object(release_files, "WRITERS", WRITERS):
        folder = Path(name)
        releases = list(published(folder, history))
        kept = [each for at, each in enumerate(releases) if at != skipped or each == releases[-1]]
        stepwise, whole = (str(folder / f"{which}.{suffix}") for which in ("stepwise", "whole"))
        merged = [load(each, stepwise).merged_into for each in kept]
        assert [str(each) for each in merged] == ["None", *(each.name for each in kept[:-1])]
        load(kept[-1], whole)
        assert held(stepwise) == held(whole)
