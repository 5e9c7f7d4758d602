"""The rules that all tables of a release must satisfy; tables that break one are not published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import chain
from operator import methodcaller

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.keys import joined_keys, look_up, one_of, out_of_order, repeats
from pipelines.publish.columnar.parallel_io import side_by_side
from pipelines.publish.columnar.rows import EVENT_ID, Rows, Tables, UnsortedError, in_parts, whole
from pipelines.publish.tables.facts import INVALID_ROW
from pipelines.publish.tables.spans import wrong_spans
from pipelines.publish.tables.strikes import STRUCK
from schemas.codes import CodeValues, published_codes
from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

EXAMPLES = 3
# Dimensions whose counts must equal the rows that link to them: the dimension, the links, their key, the count.
COUNTED = (
    ("partners", "event_partners", "partner_id", "event_count"),
    ("countries", "events", "host_country_iso3", "host_event_count"),
)

Part = Mapping[str, pa.Table]


class Kind(Enum):
    """The kinds of rules; the values are their names for users."""

    COLUMNS = "columns"
    VALUES = "values"
    KEY = "key"
    REFERENCES = "references"
    SPANS = "spans"
    COUNTS = "counts"
    ACCOUNTING = "accounting"


@dataclass(frozen=True)
class Problem:
    """A rule that a table breaks, with the number of rows and some examples."""

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
    """All broken rules; empty for a release."""

    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether every rule holds."""
        return not self.problems

    def of_table(self, name: str) -> tuple[Problem, ...]:
        """Return the problems of one table."""
        return tuple(problem for problem in self.problems if problem.table == name)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems) or "Every rule holds."


def audit(
    tables: Tables,
    entries: int | None = None,
    declared: Mapping[str, Table] = ALL,
    codes: CodeValues = published_codes,
    also: Callable[[Part], None] = lambda _part: None,
) -> AuditReport:
    """Check columns, types, values, code lists, intervals, keys, order, spans, counts, and that no entry is lost.

    Tables of events are checked part by part, all others at once.

    Args:
        tables: tables by name; each is checked against the declaration of that name.
        entries: number of entries extracted; without it, the number of events is not checked against it.
        declared: the declarations by name.
        codes: returns the values of a code list, given its name.
        also: called with each part of the tables that has the declared columns: rows by name, in the tables' order.
    """
    problems = [problem for name, rows in tables.items() for problem in _columns(rows, declared[name])]
    if problems:
        return AuditReport(tuple(problems))
    of_events = {name: rows for name, rows in tables.items() if declared[name].primary_key[0] == EVENT_ID}
    others = {name: whole(rows) for name, rows in tables.items() if name not in of_events}
    auditing = _Auditing(others, declared, codes)
    auditing.look(others)
    also(others)
    try:
        for part in in_parts(of_events) if of_events else ():
            side_by_side(methodcaller("__call__", part), (auditing.look, also))
    except UnsortedError as error:
        return auditing.report((Problem(str(error).partition(":")[0], Kind.KEY, str(error).partition(": ")[2], 1),))
    return auditing.report((*_lost(tables), *_accounting(tables, entries)))


class _Auditing:
    """The problems found so far in tables that are read in parts."""

    def __init__(self, dimensions: Part, declared: Mapping[str, Table], codes: CodeValues) -> None:
        self._dimensions, self._declared, self._codes = dimensions, declared, codes
        self._found: dict[tuple[str, Kind, str], Problem] = {}
        self._seen: dict[str, int] = {}
        self._last: dict[str, pa.Table] = {}
        self._tallies = {links: Tally([key], [("count", "sum")]) for _, links, key, _ in COUNTED}

    def look(self, part: Part) -> None:
        """Check a part: the rows of the same events in each table of events, or a whole table."""
        known = {**self._dimensions, **part}
        rules: list[Callable[[], Iterator[Problem]]]
        rules = [partial(self._of_table, rows, self._declared[name]) for name, rows in part.items()]
        rules += [
            partial(_foreign_keys, self._shown(rows, name), self._declared[name], known) for name, rows in part.items()
        ]
        rules += [partial(rule, part, self._shown) for rule in (_spans, _hosts)]
        for problem in chain.from_iterable(side_by_side(lambda rule: list(rule()), rules)):
            self._add(problem)
        for _, links, key, _ in COUNTED:
            if links in part:
                self._tallies[links].add(counted(part[links].select([key])))
        for name, rows in part.items():
            self._seen[name] = self._seen.get(name, 0) + rows.num_rows
            if rows.num_rows:
                self._last[name] = rows.slice(rows.num_rows - 1)

    def report(self, more: tuple[Problem, ...]) -> AuditReport:
        """Return all problems, once every part has been checked."""
        return AuditReport((*self._found.values(), *self._counts(), *more))

    def _of_table(self, rows: pa.Table, table: Table) -> Iterator[Problem]:
        yield from _values(self._shown(rows, table.name), table, self._codes)
        # Includes the previous row, so that keys and order are checked across parts.
        before = self._last.get(table.name)
        if before is None or not rows.num_rows:
            yield from _keys(self._shown(rows, table.name), table)
        else:
            both = pa.concat_tables([before, rows]).combine_chunks()
            yield from _keys(_Shown(both, self._seen[table.name] - 1), table)

    def _counts(self) -> Iterator[Problem]:
        for dimension, links, key, count in COUNTED:
            if dimension in self._dimensions and links in self._seen:
                rows, table = self._dimensions[dimension], self._declared[dimension]
                links_of = self._tallies[links].table()
                found = pc.fill_null(look_up(rows[table.primary_key[0]], links_of, key, "count"), 0)
                different = pc.not_equal(found, pc.cast(rows[count], pa.int64()))
                rule = f"{count} must be the rows of {links}"
                yield from _broken(_Shown(rows), table, different, Kind.COUNTS, rule)

    def _shown(self, rows: pa.Table, name: str) -> "_Shown":
        return _Shown(rows, self._seen.get(name, 0))

    def _add(self, problem: Problem) -> None:
        key = (problem.table, problem.kind, problem.rule)
        before = self._found.get(key, replace(problem, rows=0, examples=()))
        examples = (before.examples + problem.examples)[:EXAMPLES]
        self._found[key] = replace(before, rows=before.rows + problem.rows, examples=examples)


@dataclass(frozen=True)
class _Shown:
    """Rows as quoted in problems; the first is row `first` of its table, counted from 0."""

    rows: pa.Table
    first: int = 0


def _columns(rows: Rows, table: Table) -> Iterator[Problem]:
    wanted = arrow_schema(table)
    is_type = {field.name: field.type for field in rows.schema}
    should = {field.name: field.type for field in wanted}
    if is_type != should or rows.schema.names != wanted.names:
        wrong = sorted({*is_type.items()} ^ {*should.items()}, key=str)
        named = ", ".join(f"{name} {kind}" for name, kind in wrong) or "their order"
        yield Problem(table.name, Kind.COLUMNS, f"the columns are not the declared ones: {named}", rows.num_rows)


def _values(shown: _Shown, table: Table, codes: CodeValues) -> Iterator[Problem]:
    # pandera takes longer to import than everything else; commands that only read the graph need not wait for it.
    from schemas.validation.frames import misfits

    by_rule: dict[str, list[int]] = {}
    for misfit in sorted(misfits(table, shown.rows, codes)):
        by_rule.setdefault(f"{misfit.column} {misfit.rule}".strip(), []).append(misfit.row)
    for rule, numbers in by_rule.items():
        yield _problem(shown, table, Kind.VALUES, rule, numbers)


def _keys(shown: _Shown, table: Table) -> Iterator[Problem]:
    key, rows = list(table.primary_key), shown.rows
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in key])
    moved = out_of_order(order)
    in_order = replace(shown, rows=rows.take(order)) if pc.any(moved).as_py() else shown
    twice = repeats(in_order.rows, key)
    yield from _broken(in_order, table, twice, Kind.KEY, f"{', '.join(key)} must be unique")
    yield from _broken(shown, table, moved, Kind.KEY, f"the rows are not sorted by {', '.join(key)}")


def _foreign_keys(shown: _Shown, table: Table, known: Part) -> Iterator[Problem]:
    for key in table.foreign_keys:
        if key.table not in known:
            continue
        values = joined_keys(shown.rows, key.columns)
        missing = pc.and_(pc.is_valid(values), pc.invert(one_of(values, joined_keys(known[key.table], key.references))))
        rule = f"{', '.join(key.columns)} must be in {key.table}"
        yield from _broken(shown, table, missing, Kind.REFERENCES, rule)


def _spans(part: Part, shown: Callable[[pa.Table, str], _Shown]) -> Iterator[Problem]:
    if {"mentions", "events"} <= part.keys():
        rows = part["mentions"]
        wrong = wrong_spans(rows, part["events"])
        rule = "field[start:end] must be the text"
        yield from _broken(shown(rows, "mentions"), ALL["mentions"], wrong, Kind.SPANS, rule)


def _hosts(part: Part, shown: Callable[[pa.Table, str], _Shown]) -> Iterator[Problem]:
    if {"event_countries", "events"} <= part.keys():
        rows = part["event_countries"]
        host = look_up(rows["event_id"], part["events"], "event_id", "host_country_iso3")
        is_host = pc.fill_null(pc.equal(rows["country_iso3"], host), False)
        different = pc.not_equal(is_host, rows["is_host"])
        rule = "is_host must be true of the host alone"
        yield from _broken(shown(rows, "event_countries"), ALL["event_countries"], different, Kind.REFERENCES, rule)


def _lost(tables: Tables) -> Iterator[Problem]:
    if {"events", "events_flat"} <= tables.keys():
        lost = tables["events"].num_rows - tables["events_flat"].num_rows
        if lost:
            yield Problem("events_flat", Kind.COUNTS, "must have as many rows as events", abs(lost))


def _accounting(tables: Tables, entries: int | None) -> Iterator[Problem]:
    if entries is None:
        return
    reasons = whole(tables["quarantine"].select(["reason"]))["reason"]
    is_invalid = pc.starts_with(reasons, INVALID_ROW.format(table="events") + ":")
    set_aside = pc.or_(is_invalid, pc.starts_with(reasons, STRUCK + ":"))
    events = tables["events"].num_rows + (pc.sum(set_aside).as_py() or 0)
    if events != entries:
        rule = f"{entries} entries went in, {events} came out as events or in quarantine"
        yield Problem("events", Kind.ACCOUNTING, rule, abs(entries - events))


def _broken(shown: _Shown, table: Table, mask: pa.Array | pa.ChunkedArray, kind: Kind, rule: str) -> Iterator[Problem]:
    numbers = pc.indices_nonzero(mask).to_pylist()
    if numbers:
        yield _problem(shown, table, kind, rule, numbers)


def _problem(shown: _Shown, table: Table, kind: Kind, rule: str, numbers: list[int]) -> Problem:
    some = numbers[:EXAMPLES]
    keys = joined_keys(shown.rows, table.primary_key).take(pa.array(some)).to_pylist()
    examples = tuple(f"row {shown.first + number + 1} ({key})" for number, key in zip(some, keys, strict=True))
    return Problem(table.name, kind, rule, len(numbers), examples)
