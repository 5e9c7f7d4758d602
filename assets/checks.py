"""Asset checks generated from the declarations in `schemas`; a failed check blocks annotating and publishing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.failures import readable_failures
from assets.ingest import ASSETS as INGESTED
from assets.resources import Project
from pipelines.ingest.merge.accounting import unaccounted
from pipelines.publish.checks.audit import Kind, Problem, audit
from pipelines.publish.columnar.rows import Stored, in_parts
from pipelines.publish.tables.build import BUILT
from pipelines.publish.tables.spans import wrong_spans
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
Tables = Sequence[tuple[dg.AssetKey, Table]]

INGEST: Tables = [(key, ALL[name]) for name, (key, _) in INGESTED.items()]
PUBLISH: Tables = [(dg.AssetKey(name), table) for name, table in PUBLISHED.items()]


def checks_of(tables: Tables) -> Iterator[tuple[dg.AssetKey, Table, Check]]:
    """Yield every check of every table."""
    for key, table in tables:
        yield from ((key, table, check) for check in CHECKS if not check.tables or table.name in check.tables)


def check_specs(tables: Tables, warnings: Collection[Check] = ()) -> list[dg.AssetCheckSpec]:
    """Return the checks of the tables; all except `warnings` block downstream assets."""
    return [
        dg.AssetCheckSpec(check.name, asset=key, description=check.description, blocking=check not in warnings)
        for key, _, check in checks_of(tables)
    ]


def check_results(
    problems: Sequence[Problem], tables: Tables, warnings: Collection[Check] = ()
) -> Iterator[dg.AssetCheckResult]:
    """Yield the result of each check of each table, given the problems found."""
    for key, table, check in checks_of(tables):
        broken = [problem for problem in problems if problem.table == table.name and problem.kind in check.kinds]
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name=check.name,
            passed=not broken,
            severity=dg.AssetCheckSeverity.WARN if check in warnings else dg.AssetCheckSeverity.ERROR,
            description="; ".join(map(str, broken)) or None,
            metadata={"rows": sum(problem.rows for problem in broken)},
        )


# A row with an invalid value is quarantined later, with its reason; it must not block the others.
INGEST_WARNINGS = (VALUES,)


@dg.multi_asset_check(specs=check_specs(INGEST, INGEST_WARNINGS))
def ingest_checks(project: Project) -> Iterator[dg.AssetCheckResult]:
    """Check documents, blocks and entries before facts are extracted from them."""
    with readable_failures():
        tables = {name: project.workspace.read_table("ingest", name) for name in INGESTED}
        problems = [*audit(tables).problems, *_unaccounted(tables)]
    yield from check_results(problems, INGEST, INGEST_WARNINGS)


@dg.multi_asset_check(specs=check_specs(PUBLISH))
def publish_checks(project: Project) -> Iterator[dg.AssetCheckResult]:
    """Check the tables of a release before they are published."""
    workspace = project.workspace
    with readable_failures():
        built = {name: Stored(workspace.table_path("publish", name)) for name in BUILT}
        entries = Stored(workspace.table_path("ingest", "entries")).num_rows
        problems = [*audit(built, entries).problems, *_wrong_spans(workspace)]
    yield from check_results(problems, PUBLISH)


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
