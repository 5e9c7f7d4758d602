"""Asset checks made from the declarations in `schemas`; nothing is annotated or published past one that fails."""

from collections.abc import Collection, Iterator, Sequence

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.failures import told_plainly
from assets.ingest import ASSETS as INGESTED
from assets.resources import Project
from pipelines.ingest.accounting import unaccounted
from pipelines.publish.audit import Kind, Problem, audit
from pipelines.publish.spans import wrong_spans
from pipelines.workspace import Workspace
from schemas.declarations import Table
from schemas.registry import ALL, PUBLISHED

DESCRIPTIONS = {
    Kind.COLUMNS: "Columns, types and their order are the declared ones.",
    Kind.VALUES: "Values keep nullability, patterns, limits, code lists and the order of intervals.",
    Kind.KEY: "The key is unique, and the rows are sorted by it.",
    Kind.REFERENCES: "Foreign keys are found in the tables they point at.",
    Kind.SPANS: "The text of each mention stands where the mention says.",
    Kind.COUNTS: "Counts are those of the tables they count.",
    Kind.ACCOUNTING: "Everything that went in came out, or is in quarantine.",
}
BY_TABLE = {
    Kind.SPANS: {"mentions"},
    Kind.COUNTS: {"partners", "countries", "events_flat"},
    Kind.ACCOUNTING: {"events", "blocks"},
}


Tables = Sequence[tuple[dg.AssetKey, Table]]

INGEST: Tables = [(key, ALL[name]) for name, (key, _) in INGESTED.items()]
PUBLISH: Tables = [(dg.AssetKey(name), table) for name, table in PUBLISHED.items()]


def kinds_of(table: Table) -> Iterator[Kind]:
    """The kinds of rules that a table's declaration and place in the graph bring with them."""
    yield from (Kind.COLUMNS, Kind.VALUES, Kind.KEY)
    if table.foreign_keys:
        yield Kind.REFERENCES
    yield from (kind for kind, tables in BY_TABLE.items() if table.name in tables)


def check_specs(tables: Tables, warnings: Collection[Kind] = ()) -> list[dg.AssetCheckSpec]:
    """A check for each kind of rule of each table; all but `warnings` hold up what is downstream."""
    return [
        dg.AssetCheckSpec(kind.value, asset=key, description=DESCRIPTIONS[kind], blocking=kind not in warnings)
        for key, table in tables
        for kind in kinds_of(table)
    ]


def check_results(
    problems: Sequence[Problem], tables: Tables, warnings: Collection[Kind] = ()
) -> Iterator[dg.AssetCheckResult]:
    """What the problems say of each kind of rule of each table."""
    for key, table in tables:
        for kind in kinds_of(table):
            broken = [problem for problem in problems if (problem.table, problem.kind) == (table.name, kind)]
            yield dg.AssetCheckResult(
                asset_key=key,
                check_name=kind.value,
                passed=not broken,
                severity=dg.AssetCheckSeverity.WARN if kind in warnings else dg.AssetCheckSeverity.ERROR,
                description="; ".join(map(str, broken)) or None,
                metadata={"rows": sum(problem.rows for problem in broken)},
            )


# An entry with a wrong value is set aside later, with its reason; it must not hold up the others.
INGEST_WARNINGS = (Kind.VALUES,)


@dg.multi_asset_check(specs=check_specs(INGEST, INGEST_WARNINGS))
def ingest_checks(project: Project) -> Iterator[dg.AssetCheckResult]:
    """Rules of documents, blocks and entries, before anything is read out of them."""
    with told_plainly():
        tables = project.workspace.read_tables("ingest")
        problems = [*audit(tables).problems, *_unaccounted(tables)]
    yield from check_results(problems, INGEST, INGEST_WARNINGS)


@dg.multi_asset_check(specs=check_specs(PUBLISH))
def publish_checks(project: Project) -> Iterator[dg.AssetCheckResult]:
    """Rules of the published tables, before they are published."""
    workspace = project.workspace
    with told_plainly():
        built = workspace.read_tables("publish")
        entries = workspace.read_table("ingest", "entries").num_rows
        problems = [*audit(built, entries).problems, *_wrong_spans(built["mentions"], workspace)]
    yield from check_results(problems, PUBLISH)


def _unaccounted(tables: dict[str, pa.Table]) -> Iterator[Problem]:
    for sentence in unaccounted(tables["bulletins"], tables["blocks"], tables["quarantine"]):
        yield Problem("blocks", Kind.ACCOUNTING, sentence, 1)


def _wrong_spans(mentions: pa.Table, workspace: Workspace) -> Iterator[Problem]:
    """Wrong spans also in texts that are not published."""
    wrong = pc.sum(wrong_spans(mentions, workspace.read_table("extract", "events"))).as_py()
    if wrong:
        yield Problem("mentions", Kind.SPANS, "field[start:end] must be the text", wrong)
