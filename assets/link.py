"""Link: which events report the same activity."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg

from assets.composition.naming import Names, selected_checks
from assets.extract import STAGE as EXTRACT
from assets.failures import readable_failures
from assets.publish import present_ids_of
from assets.resources import Project, project_of
from assets.table_specs import OWNERS, PREVIEW_ROWS, preview
from pipelines.ingest.refresh import STAGE as INGEST
from pipelines.link.decisions import decided_events
from pipelines.link.examples import link_examples
from pipelines.link.linking import Linked, link_events
from pipelines.link.quality import Sign, golden_pairs, signs
from pipelines.publish.tables.corrections import corrected_columns
from pipelines.publish.tables.corrections_file import load_corrections, with_present_ids
from pipelines.receipts import Inputs, mark

STAGE = "link"


def links_asset(names: Names) -> dg.AssetsDefinition:
    """Return the asset of all links."""

    @dg.asset(
        key=names.key("links"),
        deps=[names.key("annotations")],
        group_name=names.group_of(STAGE),
        owners=OWNERS,
        kinds={"parquet"},
        tags={"stage": STAGE},
        required_resource_keys={names.resource},
    )
    def links(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        """The activity of each event, and the evidence that events report the same one."""
        project = project_of(context, names)
        with readable_failures(), project.writing() as workspace:
            linked = _link(project)
            evidence = workspace.first_rows(STAGE, "event_links", PREVIEW_ROWS)
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": linked.events,
                "dagster/uri": str(workspace.work / STAGE),
                "activities": linked.activities,
                "linked events": linked.linked,
                "share linked": linked.share,
                "largest activity": linked.largest,
                "preview": dg.MetadataValue.md(preview(evidence)),
            }
        )

    return links


def _link(project: Project) -> Linked:
    work = project.workspace.work
    corrections = load_corrections(project.reference)
    named = {each.event_id for each in corrections.found} | decided_events(project.reference)
    moved = present_ids_of(project, named)
    inputs = {
        **project.made_with,
        "annotations": mark(work / EXTRACT),
        "order": mark(work / INGEST / "ledger_order.parquet"),
        "moved": json.dumps(moved, sort_keys=True),
    }

    def make() -> dict[str, Any]:
        applied = with_present_ids(corrections, moved).found
        with project.workspace.replacing(STAGE) as target:
            linked = link_events(
                work / EXTRACT, project.reference, target, project.workspace.read_table(INGEST, "ledger_order"),
                correct=lambda events: corrected_columns(events, applied), present_ids=moved,
            )  # fmt: skip
        return asdict(linked)

    return Linked(**project.receipts.recall(STAGE, inputs, make, [work / STAGE]))


SIGNS = {
    "largest_activity": "No activity has more reports than are likely of one.",
    "share_linked": "The share of events that are linked to others is plausible.",
    "sudden_change": "The share of linked events is about that of the last release.",
    "golden_pairs": "Of the example pairs that are linked, nearly all belong together.",
}


def link_checks(names: Names) -> dg.AssetChecksDefinition:
    """Return the checks that warn where linking may join too much."""
    key = names.key("links")

    @dg.multi_asset_check(
        name=names.name("link_checks"),
        specs=[dg.AssetCheckSpec(name, asset=key, description=text) for name, text in SIGNS.items()],
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def check_links(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        with readable_failures():
            results = list(_signs(key, project_of(context, names)))
        yield from selected_checks(context, results)

    return check_links


def _signs(key: dg.AssetKey, project: Project) -> Iterator[dg.AssetCheckResult]:
    workspace = project.with_releases
    linked, previous = workspace.work / STAGE, workspace.releases / "latest" / "parquet" / "events.parquet"
    inputs = {**project.made_with, "links": mark(linked), "previous": mark(previous)}
    found = {
        **_recorded(project, "link-signs", inputs, lambda: signs(linked, previous)),
        **_recorded(project, "link-examples", project.made_with, lambda: _of_examples(project.reference)),
    }
    for name, sign in found.items():
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name=name,
            passed=sign.is_usual,
            severity=dg.AssetCheckSeverity.WARN,
            description=None if sign.is_usual else sign.advice,
            metadata={"figure": sign.figure, "least": sign.least, "most": float(sign.most)},
        )


def _of_examples(reference: Path) -> dict[str, Sign]:
    return {"golden_pairs": golden_pairs(link_examples(reference))}


def _recorded(project: Project, step: str, inputs: Inputs, make: Callable[[], Mapping[str, Sign]]) -> dict[str, Sign]:
    """Return the signs that an earlier run saw on the same inputs, else those of now."""
    known = project.receipts.recall(step, inputs, lambda: {name: asdict(sign) for name, sign in make().items()})
    return {name: Sign(**told) for name, told in known.items()}
