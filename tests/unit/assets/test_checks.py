"""Each kind of rule belongs to a check, and a broken rule fails the check of its table alone."""

import dagster as dg
import pytest

from assets.checks import CHECKS, INGEST, INGEST_WARNINGS, PUBLISH, VALUES, check_results, check_specs
from assets.composition.naming import Names, built
from pipelines.publish.checks.audit import Kind, Problem
from schemas.registry import PUBLISHED

NAMES = Names(("team",))


def test_every_kind_of_rule_belongs_to_one_check() -> None:
    assert sorted(kind.name for check in CHECKS for kind in check.kinds) == sorted(kind.name for kind in Kind)


@pytest.mark.parametrize("table", PUBLISHED)
def test_every_published_table_has_checks_that_hold_up_the_release(table: str) -> None:
    specs = [spec for spec in check_specs(NAMES, PUBLISH) if spec.asset_key == NAMES.key(built(table))]
    assert {"values", "keys"} <= {spec.name for spec in specs}
    assert all(spec.blocking for spec in specs)


def test_without_problems_all_checks_pass() -> None:
    results = [*check_results(NAMES, [], PUBLISH)]
    assert len(results) == len(check_specs(NAMES, PUBLISH))
    assert all(result.passed for result in results)


@pytest.mark.parametrize(
    ("problem", "check"),
    [
        (Problem("events", Kind.VALUES, "headline is missing", 2), "values"),
        (Problem("events", Kind.KEY, "event_id must be unique", 1), "keys"),
        (Problem("event_partners", Kind.REFERENCES, "partner_id must be in partners", 1), "keys"),
        (Problem("mentions", Kind.SPANS, "field[start:end] must be the text", 3), "spans"),
        (Problem("partners", Kind.COUNTS, "event_count must be the rows of event_partners", 1), "counts"),
        (Problem("events", Kind.ACCOUNTING, "3 entries went in, 2 came out", 1), "accounting"),
    ],
)
def test_a_problem_fails_its_check_alone(problem: Problem, check: str) -> None:
    failed = [result for result in check_results(NAMES, [problem], PUBLISH) if not result.passed]
    assert [(result.asset_key, result.check_name) for result in failed] == [(NAMES.key(built(problem.table)), check)]
    assert failed[0].severity is dg.AssetCheckSeverity.ERROR
    assert problem.rule in str(failed[0].description)


def test_wrong_values_of_entries_only_warn() -> None:
    problem = Problem("entries", Kind.VALUES, "url does not match", 1)
    (failed,) = [result for result in check_results(NAMES, [problem], INGEST, INGEST_WARNINGS) if not result.passed]
    assert failed.severity is dg.AssetCheckSeverity.WARN
    blocking = {spec.name: spec.blocking for spec in check_specs(NAMES, INGEST, INGEST_WARNINGS)}
    assert blocking[VALUES.name] is False
    assert blocking["accounting"] is True
