"""Measure which events share an activity."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from evaluation.linking.labels import Key, key_of, load_activities
from evaluation.linking.scoring import LinkScore, PairScore, score_links
from pipelines.engines.annotating import annotate_entries
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.link.linking import link_events
from pipelines.workspace import Workspace

ACTIVITIES = "activities"
BASELINE = ("host_country_iso3", "start_on", "event_type")
ALL = "all"


@dataclass(frozen=True)
class LinkAccuracy:
    """The score of the project, and what is reached by taking equal host, start and type for one activity."""

    score: LinkScore
    baseline: LinkScore

    def figures(self) -> dict[tuple[str, str], float | None]:
        """Return every figure by group and measure; the higher the better."""
        measured = {
            (ALL, "precision"): self.score.pairwise.precision,
            (ALL, "recall"): self.score.pairwise.recall,
            (ALL, "b_cubed"): self.score.b_cubed,
        }
        groups = {**self.score.by_languages, **self.score.by_sources, **self.score.by_kind}
        return measured | {(name, "recall"): pairs.recall for name, pairs in groups.items()}

    def as_json(self) -> dict[str, Any]:
        """Return the figures in full."""
        return {"project": _as_json(self.score), "baseline": _as_json(self.baseline)}


def measure_links(folder: Path, reference: Path) -> LinkAccuracy:
    """Run the pipeline's stages on the labelled set and score what is linked.

    Raises:
        LabelError: the labels cannot be read.
    """
    labelled = load_activities(folder)
    with annotated_set(folder, reference) as work, TemporaryDirectory() as target:
        link_events(work, reference, Path(target))
        columns = ["event_id", "source_id", "published_on", "headline", *BASELINE]
        events = pq.read_table(work / "events.parquet", columns=columns).to_pylist()
        rows = pq.read_table(Path(target) / "event_activities.parquet", columns=["event_id", "activity_id"]).to_pylist()
    activity = {row["event_id"]: row["activity_id"] for row in rows}
    linked = {_key(event): activity[event["event_id"]] for event in events}
    alike = {_key(event): _facts(event) for event in events}
    return LinkAccuracy(score_links(labelled, linked), score_links(labelled, alike))


@contextmanager
def annotated_set(folder: Path, reference: Path) -> Iterator[Path]:
    """Yield a folder with what the extraction finds in the documents of the set's `sources.yaml`."""
    with TemporaryDirectory() as data:
        workspace = Workspace(Path(data))
        refresh(load_sources(folder / "sources.yaml"), workspace)
        with workspace.replacing("extract") as target:
            annotate_entries(
                workspace.table_path("ingest", "entries"), reference, workspace.work / ".parts", target, None
            )
        yield workspace.work / "extract"


def _key(event: dict[str, Any]) -> Key:
    return key_of(event["source_id"], event["published_on"], event["headline"])


def _facts(event: dict[str, Any]) -> str:
    """Return the facts that tell activities apart in the baseline; an event that lacks one stands alone."""
    facts = [event[name] for name in BASELINE]
    return str(event["event_id"]) if None in facts else " ".join(map(str, facts))


def _as_json(score: LinkScore) -> dict[str, Any]:
    return {
        "entries": score.entries, "found": score.found, "activities": score.activities, "counted": score.counted,
        "pairwise": _pairs_as_json(score.pairwise),
        "b_cubed": {"precision": score.b_cubed_precision, "recall": score.b_cubed_recall, "f1": score.b_cubed},
        "by_kind": {name: _pairs_as_json(pairs) for name, pairs in score.by_kind.items()},
        "kept_apart": {name: [each.pairs, each.joined] for name, each in score.kept_apart.items()},
        "by_languages": {name: _pairs_as_json(pairs) for name, pairs in score.by_languages.items()},
        "by_sources": {name: _pairs_as_json(pairs) for name, pairs in score.by_sources.items()},
    }  # fmt: skip


def _pairs_as_json(pairs: PairScore) -> dict[str, float | int | None]:
    return {"pairs": pairs.pairs, "right": pairs.right, "precision": pairs.precision, "recall": pairs.recall}
