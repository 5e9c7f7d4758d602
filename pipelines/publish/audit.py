"""The rules that a release as a whole must keep; what breaks one is not published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import joined_keys, look_up, one_of, repeats
from pipelines.publish.facts import INVALID_ROW
from pipelines.publish.spans import wrong_spans
from schemas.arrow import arrow_schema
from schemas.codes import CodeValues, published_codes
from schemas.declarations import Table
from schemas.registry import ALL

EXAMPLES = 3


class Kind(Enum):
    """The kinds of rules; the values name them to users."""

    COLUMNS = "columns"
    VALUES = "values"
    KEY = "key"
    REFERENCES = "references"
    SPANS = "spans"
    COUNTS = "counts"
    ACCOUNTING = "accounting"


@dataclass(frozen=True)
class Problem:
    """A rule that a table breaks, in how many rows, with some of them."""

    table: str
    kind: Kind
    rule: str
    rows: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f", such as {'; '.join(self.examples)}" if self.examples else ""
        return f"{self.table}: {self.rule} ({self.rows} {'row' if self.rows == 1 else 'rows'}{shown})"


@dataclass(frozen=True)
class AuditReport:
    """All rules that are broken; none in a release."""

    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.problems

    def of_table(self, name: str) -> tuple[Problem, ...]:
        """The problems of one table."""
        return tuple(problem for problem in self.problems if problem.table == name)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems) or "every rule holds"


def audit(
    tables: Mapping[str, pa.Table],
    entries: int | None = None,
    declared: Mapping[str, Table] = ALL,
    codes: CodeValues = published_codes,
) -> AuditReport:
    """Check columns, types, values, code lists, intervals, keys, order, spans, counts, and that no entry is lost.

    Args:
        tables: by name; each is checked against the declaration of its name.
        entries: how many entries went in; without it, only what the tables themselves tell is checked.
        declared: the declarations by name.
        codes: gives the values of a code list by its name.
    """
    problems = [problem for name, rows in tables.items() for problem in _columns(rows, declared[name])]
    if problems:
        return AuditReport(tuple(problems))
    for name, rows in tables.items():
        problems += [*_values(rows, declared[name], codes), *_keys(rows, declared[name])]
    problems += [
        *_foreign_keys(tables, declared),
        *_spans(tables),
        *_hosts(tables),
        *_counts(tables),
        *_accounting(tables, entries),
    ]
    return AuditReport(tuple(problems))


def _columns(rows: pa.Table, table: Table) -> Iterator[Problem]:
    wanted = arrow_schema(table)
    is_type = {field.name: field.type for field in rows.schema}
    should = {field.name: field.type for field in wanted}
    if is_type != should or rows.column_names != wanted.names:
        wrong = sorted({*is_type.items()} ^ {*should.items()}, key=str)
        named = ", ".join(f"{name} {kind}" for name, kind in wrong) or "their order"
        yield Problem(table.name, Kind.COLUMNS, f"the columns are not the declared ones: {named}", rows.num_rows)


def _values(rows: pa.Table, table: Table, codes: CodeValues) -> Iterator[Problem]:
    # pandera takes longer to import than all else together; whoever only looks at the graph need not wait for it.
    from schemas.frames import misfits

    by_rule: dict[str, list[int]] = {}
    for misfit in sorted(misfits(table, rows, codes)):
        by_rule.setdefault(f"{misfit.column} {misfit.rule}".strip(), []).append(misfit.row)
    for rule, numbers in by_rule.items():
        yield _problem(rows, table, Kind.VALUES, rule, numbers)


def _keys(rows: pa.Table, table: Table) -> Iterator[Problem]:
    key = list(table.primary_key)
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in key])
    moved = pc.not_equal(order, pa.array(np.arange(rows.num_rows), order.type))
    in_order = rows.take(order) if pc.any(moved).as_py() else rows
    yield from _broken(in_order, table, repeats(in_order, key), Kind.KEY, f"{', '.join(key)} must be unique")
    yield from _broken(rows, table, moved, Kind.KEY, f"the rows are not sorted by {', '.join(key)}")


def _foreign_keys(tables: Mapping[str, pa.Table], declared: Mapping[str, Table]) -> Iterator[Problem]:
    for name, rows in tables.items():
        for key in declared[name].foreign_keys:
            if key.table not in tables:
                continue
            values = joined_keys(rows, key.columns)
            known = joined_keys(tables[key.table], key.references)
            missing = pc.and_(pc.is_valid(values), pc.invert(one_of(values, known)))
            rule = f"{', '.join(key.columns)} must be in {key.table}"
            yield from _broken(rows, declared[name], missing, Kind.REFERENCES, rule)


def _spans(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    if {"mentions", "events"} <= tables.keys():
        wrong = wrong_spans(tables["mentions"], tables["events"])
        yield from _broken(tables["mentions"], ALL["mentions"], wrong, Kind.SPANS, "field[start:end] must be the text")


def _hosts(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    if {"event_countries", "events"} <= tables.keys():
        rows = tables["event_countries"]
        host = look_up(rows["event_id"], tables["events"], "event_id", "host_country_iso3")
        is_host = pc.fill_null(pc.equal(rows["country_iso3"], host), False)
        different = pc.not_equal(is_host, rows["is_host"])
        rule = "is_host must be true of the host alone"
        yield from _broken(rows, ALL["event_countries"], different, Kind.REFERENCES, rule)


def _counts(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    for dimension, links, key, count in (
        ("partners", "event_partners", "partner_id", "event_count"),
        ("countries", "events", "host_country_iso3", "host_event_count"),
    ):
        if {dimension, links} <= tables.keys():
            rows, table = tables[dimension], ALL[dimension]
            counted = tables[links].group_by(key).aggregate([([], "count_all")])
            found = pc.fill_null(look_up(rows[table.primary_key[0]], counted, key, "count_all"), 0)
            different = pc.not_equal(found, pc.cast(rows[count], pa.int64()))
            yield from _broken(rows, table, different, Kind.COUNTS, f"{count} must be the rows of {links}")
    if {"events", "events_flat"} <= tables.keys():
        lost = tables["events"].num_rows - tables["events_flat"].num_rows
        if lost:
            yield Problem("events_flat", Kind.COUNTS, "must have as many rows as events", abs(lost))


def _accounting(tables: Mapping[str, pa.Table], entries: int | None) -> Iterator[Problem]:
    if entries is None:
        return
    set_aside = pc.starts_with(tables["quarantine"]["reason"], INVALID_ROW.format(table="events") + ":")
    events = tables["events"].num_rows + (pc.sum(set_aside).as_py() or 0)
    if events != entries:
        rule = f"{entries} entries went in, {events} came out as events or in quarantine"
        yield Problem("events", Kind.ACCOUNTING, rule, abs(entries - events))


def _broken(rows: pa.Table, table: Table, mask: pa.Array | pa.ChunkedArray, kind: Kind, rule: str) -> Iterator[Problem]:
    numbers = pc.indices_nonzero(mask).to_pylist()
    if numbers:
        yield _problem(rows, table, kind, rule, numbers)


def _problem(rows: pa.Table, table: Table, kind: Kind, rule: str, numbers: list[int]) -> Problem:
    shown = numbers[:EXAMPLES]
    keys = joined_keys(rows, table.primary_key).take(pa.array(shown)).to_pylist()
    examples = tuple(f"row {number + 1} ({key})" for number, key in zip(shown, keys, strict=True))
    return Problem(table.name, kind, rule, len(numbers), examples)
