"""The vocabulary in which tables are declared: `Column`, `ForeignKey`, `Interval`, `Table`."""

from dataclasses import dataclass, field
from enum import Enum


class Type(Enum):
    """The types that a published column may have; the values are Arrow's names."""

    STRING = "string"
    INT32 = "int32"
    DOUBLE = "double"
    BOOL = "bool"
    DATE = "date32"
    TIMESTAMP = "timestamp[us, tz=UTC]"


@dataclass(frozen=True)
class Column:
    """One column, declared once.

    `codes` names a code list of `schemas/codelists/`; `source` names the origin of the value or of its rule;
    `hxl` is the HXL 1.1 hashtag; `pattern` is a regular expression that the whole value matches.
    """

    name: str
    type: Type
    title: str
    description: str
    nullable: bool = False
    codes: str | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    unit: str | None = None
    hxl: str | None = None
    source: str | None = None
    example: str | None = None


@dataclass(frozen=True)
class ForeignKey:
    """A reference from `columns` of this table to `references` of `table`."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Interval:
    """Two columns, of which the first must not come after the second (both ends included)."""

    start: str
    end: str


@dataclass(frozen=True)
class Table:
    """A table: its columns in published order, its keys, and the rules between its columns."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    intervals: tuple[Interval, ...] = ()
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Validate the declaration.

        Raises:
            ValueError: a column is declared twice, a key names an unknown column, or a key column is nullable.
        """
        self._by_name.update({column.name: column for column in self.columns})
        if len(self._by_name) != len(self.columns):
            raise ValueError(f"{self.name}: a column is declared twice.")
        for name in self.primary_key:
            if self.column(name).nullable:
                raise ValueError(f"{self.name}.{name}: a key column must not be nullable.")
        for key in self.foreign_keys:
            for name in key.columns:
                self.column(name)

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Raises:
            ValueError: the table has no such column.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise ValueError(f"{self.name} has no column {name!r}; it has {', '.join(self._by_name)}.") from None

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the columns' names in published order."""
        return tuple(self._by_name)
