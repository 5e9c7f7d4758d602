"""Compares two schemas: which changes break readers of the older one, and which only add to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.declarations import Column, Table
from schemas.formats.datapackage import Described

Semantic = tuple[int, int, int]


@dataclass(frozen=True)
class SchemaChanges:
    """The differences between two schemas, one phrase each."""

    breaking: tuple[str, ...]
    additions: tuple[str, ...]


def schema_changes(before: Described, now: Described) -> SchemaChanges:
    """Compare `now` with `before`."""
    return SchemaChanges(tuple(_breaking(before, now)), tuple(_additions(before, now)))


def refusal(changes: SchemaChanges, before: str, now: str, notes: str) -> str | None:
    """Return why the schema's version does not fit its changes; none if it does.

    Args:
        changes: the changes between the two versions.
        before: version of the last release, `MAJOR.MINOR.PATCH`.
        now: version of the code.
        notes: text of `schemas/CHANGES.md`.

    Raises:
        ValueError: a version is not of that form.
    """
    old, new = semantic(before), semantic(now)
    if new < old:
        return (
            f"The schema's version went back from {before} to {now}. "
            "Set SCHEMA_VERSION in schemas/registry.py to a later one."
        )
    if changes.breaking and new[0] == old[0]:
        return (
            f"These changes of the schema break readers of version {before}: {'; '.join(changes.breaking)}. Undo them, or "
            f"set SCHEMA_VERSION in schemas/registry.py to {old[0] + 1}.0.0 and tell users in schemas/CHANGES.md what to do."
        )
    if changes.additions and new[:2] == old[:2]:
        return (
            f"The schema has additions since version {before}: {'; '.join(changes.additions)}. Set SCHEMA_VERSION in "
            f"schemas/registry.py to {old[0]}.{old[1] + 1}.0."
        )
    if new[0] > old[0] and f"\n## {now}\n" not in f"\n{notes}\n":
        return f"schemas/CHANGES.md has no section '## {now}'. Tell users there what the new major version asks of them."
    return None


def semantic(version: str) -> Semantic:
    """Return the three numbers of a version.

    Raises:
        ValueError: it does not have three.
    """
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def _breaking(before: Described, now: Described) -> Iterator[str]:
    for name, old in before.tables.items():
        if name in now.tables:
            yield from _breaking_in_table(old, now.tables[name])
        else:
            yield f"the table {name} is gone"
    for name, codes in before.codes.items():
        gone = [code for code in codes if name in now.codes and code not in now.codes[name]]
        if gone:
            yield f"the code list {name} lost {', '.join(gone)}"


def _breaking_in_table(old: Table, new: Table) -> Iterator[str]:
    columns = _by_name(new)
    for column in old.columns:
        if column.name not in columns:
            yield f"{old.name}.{column.name} is gone"
            continue
        other = columns[column.name]
        if other.type is not column.type:
            yield f"{old.name}.{column.name} became {other.type.value}, was {column.type.value}"
        if other.nullable and not column.nullable:
            yield f"{old.name}.{column.name} may be null now"
        if other.codes != column.codes and other.codes is not None:
            yield f"{old.name}.{column.name} takes its values from {other.codes} now"
    if old.primary_key != new.primary_key:
        yield f"the key of {old.name} became {', '.join(new.primary_key)}"


def _additions(before: Described, now: Described) -> Iterator[str]:
    for name, table in now.tables.items():
        if name not in before.tables:
            yield f"table {name}"
            continue
        known = _by_name(before.tables[name])
        yield from (f"column {name}.{column.name}" for column in table.columns if column.name not in known)
    for name, codes in now.codes.items():
        new = [code for code in codes if name in before.codes and code not in before.codes[name]]
        if new:
            yield f"code list {name}: {', '.join(new)}"


def _by_name(table: Table) -> Mapping[str, Column]:
    return {column.name: column for column in table.columns}
