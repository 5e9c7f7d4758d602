"""Ids and websites that the lists give, where they agree."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.curation.organisations.matching import Match
from pipelines.curation.organisations.tables import IDENTIFIERS, Registered


class Finding(NamedTuple):
    """The values that lists give for one cell of the register: one if they agree. `known` is the cell's value."""

    partner_id: str
    column: str
    known: str
    values: tuple[str, ...]

    @property
    def fills(self) -> bool:
        """Return whether the lists agree on a value that the register lacks."""
        return not self.known and len(self.values) == 1

    @property
    def differs(self) -> bool:
        """Return whether no list has the register's value."""
        return bool(self.known) and _same(self.column, self.known) not in {_same(self.column, v) for v in self.values}

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to choose a value."""
        return not self.known and len(self.values) > 1


def findings(organisation: Registered, matches: Sequence[Match]) -> Iterator[Finding]:
    """Yield a finding for each column for which the matches of the organisation give a value."""
    telling = [match.listed.identifiers for match in matches if match.by.gives_identifiers]
    for column in IDENTIFIERS:
        values = _distinct(column, [given[column] for given in telling if column in given])
        if values:
            yield Finding(organisation.partner_id, column, organisation.identifiers.get(column, ""), values)


def _distinct(column: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return one value of each meaning, sorted: of websites the shortest path, and https before http."""
    best: dict[str, str] = {}
    for value in sorted(
        values, key=lambda value: (len(urlsplit(value).path.strip("/")), value.startswith("http:"), value)
    ):
        best.setdefault(_same(column, value), value)
    return tuple(best[key] for key in sorted(best))


def _same(column: str, value: str) -> str:
    """Return what two equal values share: of websites the host without `www.`."""
    return urlsplit(value).netloc.lower().removeprefix("www.") if column == "website" else value
