"""Asset checks generated from the declarations in `schemas`; a failed check blocks annotating and publishing."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.composition.naming import Names, built, selected_checks
from assets.failures import readable_failures
from assets.ingest import ASSETS as INGESTED
from assets.resources import Project, project_of
from pipelines.ingest.merge.accounting import unaccounted
from pipelines.publish.checks.audit import Kind, Problem, audit
from pipelines.publish.columnar.rows import Stored, in_parts
from pipelines.publish.tables.build import BUILT
from pipelines.publish.tables.spans import wrong_spans
from pipelines.receipts import Inputs, mark
from pipelines.workspace import Workspace
from schemas.declarations import Table
from schemas.registry import ALL, PUBLISHED


@dataclass(frozen=True)
class Check:
    """An asset check: the kinds of rules it covers and the tables it applies to (all if none are named)."""

    name: str
    description: str
    kinds: tuple[Kind, ...]
    tables: tuple[str, ...] = ()


VALUES = Check(
    "values",
    "Columns and types match the declaration; values satisfy nullability, patterns, limits, code lists, intervals.",
    (Kind.COLUMNS, Kind.VALUES),
)
CHECKS = (
    VALUES,
    Check(
        "keys",
        "The key is unique and the rows are sorted by it; foreign keys exist in the tables they refer to.",
        (Kind.KEY, Kind.REFERENCES),
    ),
    Check("spans", "The text of each mention is found at its start and end.", (Kind.SPANS,), ("mentions",)),
    Check(
        "counts",
        "Counts equal the number of rows they count.",
        (Kind.COUNTS,),
        ("partners", "countries", "events_flat"),
    ),
    Check(
        "accounting",
        "Every block and entry is published, known furniture or in quarantine.",
        (Kind.ACCOUNTING,),
        ("blocks", "events"),
    ),
)
OF_INGEST, OF_PUBLISH = "ingest-checks", "publish-checks"
# The stages whose tables each of them reads.
STAGES = {OF_INGEST: ("ingest",), OF_PUBLISH: ("ingest", "extract", "publish")}
# By the asset's name.
Tables = Mapping[str, Table]

INGEST: Tables = {name: ALL[table] for table, (name, _) in INGESTED.items()}
PUBLISH: Tables = {built(name): table for name, table in PUBLISHED.items()}


def checks_of(tables: Tables) -> Iterator[tuple[str, Table, Check]]:
    """Yield every check of every table."""
    for name, table in tables.items():
        yield from ((name, table, check) for check in CHECKS if not check.tables or table.name in check.tables)


def check_specs(names: Names, tables: Tables, warnings: Collection[Check] = ()) -> list[dg.AssetCheckSpec]:
    """Return the checks of the tables; all except `warnings` block downstream assets."""
    return [
        dg.AssetCheckSpec(
            check.name, asset=names.key(name), description=check.description, blocking=check not in warnings
        )
        for name, _, check in checks_of(tables)
    ]


def check_results(
    names: Names, problems: Sequence[Problem], tables: Tables, warnings: Collection[Check] = ()
) -> Iterator[dg.AssetCheckResult]:
    """Yield the result of each check of each table, given the problems found."""
    for name, table, check in checks_of(tables):
        broken = [problem for problem in problems if problem.table == table.name and problem.kind in check.kinds]
        yield dg.AssetCheckResult(
            asset_key=names.key(name),
            check_name=check.name,
            passed=not broken,
            severity=dg.AssetCheckSeverity.WARN if check in warnings else dg.AssetCheckSeverity.ERROR,
            description="; ".join(map(str, broken)) or None,
            metadata={"violations": sum(problem.rows for problem in broken)},
        )


# A row with an invalid value is quarantined later, with its reason; it must not block the others.
INGEST_WARNINGS = (VALUES,)


def table_checks(names: Names) -> list[dg.AssetChecksDefinition]:
    """Return the checks of all tables; each can be executed alone."""
    return [_ingest_checks(names), _publish_checks(names)]


def _ingest_checks(names: Names) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=names.name("ingest_checks"),
        specs=check_specs(names, INGEST, INGEST_WARNINGS),
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def ingest_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        """Check documents, blocks and entries before facts are extracted from them."""
        project = project_of(context, names)
        with readable_failures():
            problems = _problems(project, OF_INGEST, _of_ingest)
        yield from selected_checks(context, check_results(names, problems, INGEST, INGEST_WARNINGS))

    return ingest_checks


def _publish_checks(names: Names) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=names.name("publish_checks"),
        specs=check_specs(names, PUBLISH),
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def publish_checks(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        """Check the tables of a release before they are published."""
        project = project_of(context, names)
        with readable_failures():
            problems = _problems(project, OF_PUBLISH, _of_publish)
        yield from selected_checks(context, check_results(names, problems, PUBLISH))

    return publish_checks


def are_audited(project: Project) -> bool:
    """Return whether the tables of the next release have passed their checks since they were built."""
    return project.receipts.find(OF_PUBLISH, _files(project, OF_PUBLISH)) is not None


def _problems(project: Project, check: str, find: Callable[[Workspace], Sequence[Problem]]) -> Sequence[Problem]:
    """Return what a check finds; nothing if an earlier run found nothing in these very files."""
    files = _files(project, check)
    if project.receipts.find(check, files) is not None:
        return ()
    problems = find(project.workspace)
    if not problems:
        project.receipts.keep(check, files, "no problems")
    return problems


def _files(project: Project, check: str) -> Inputs:
    return {**project.made_with, **{stage: mark(project.workspace.work / stage) for stage in STAGES[check]}}


def _of_ingest(workspace: Workspace) -> list[Problem]:
    tables = {name: workspace.read_table("ingest", name) for name in INGESTED}
    return [*audit(tables).problems, *_unaccounted(tables)]


def _of_publish(workspace: Workspace) -> list[Problem]:
    tables = {name: Stored(workspace.table_path("publish", name)) for name in BUILT}
    entries = Stored(workspace.table_path("ingest", "entries")).num_rows
    return [*audit(tables, entries).problems, *_wrong_spans(workspace)]


def _unaccounted(tables: dict[str, pa.Table]) -> Iterator[Problem]:
    for sentence in unaccounted(tables["documents"], tables["blocks"], tables["quarantine"]):
        yield Problem("blocks", Kind.ACCOUNTING, sentence, 1)


def _wrong_spans(workspace: Workspace) -> Iterator[Problem]:
    """Yield wrong spans, including those in texts that are not published."""
    mentions, events = workspace.table_path("publish", "mentions"), workspace.table_path("extract", "events")
    texts = Stored(events).select(["event_id", "headline", "body"])
    parts = in_parts({"mentions": Stored(mentions), "events": texts})
    wrong = sum(pc.sum(wrong_spans(part["mentions"], part["events"])).as_py() or 0 for part in parts)
    if wrong:
        yield Problem("mentions", Kind.SPANS, "field[start:end] must be the text", wrong)
