"""The result of a match as plain text: what no list knows, what differs, and what the register lacks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.curation.organisations.identifiers import Finding
from pipelines.curation.organisations.matching import By, Match, Matching
from pipelines.curation.organisations.names import Keys
from pipelines.curation.organisations.tables import Listed, Registered


@dataclass(frozen=True)
class Report:
    """The register, its matches and what lists say of ids; `keys` group the rows of lists that are one organisation."""

    register: Sequence[Registered]
    matching: Matching
    findings: Sequence[Finding]
    keys: Keys


class Lacking(NamedTuple):
    """An organisation of the lists that the register lacks."""

    name: str
    country_iso3: str
    lists: tuple[str, ...]


def lines(report: Report, most: int) -> Iterator[str]:
    """Yield the report, at most `most` rows of each kind."""
    matches = report.matching.by_partner()
    unverified = [each for each in report.register if not _is_verified(matches.get(each.partner_id, ()))]
    known = len(report.register) - len(unverified)
    yield f"Organisations of the register that a list has under a present name: {known} of {len(report.register)}"
    yield from _section(
        "Unverified", [_unverified(each, matches.get(each.partner_id, ())) for each in unverified], most
    )
    filled = [finding for finding in report.findings if finding.fills]
    yield from _section("Ids and websites to take over", [_finding(finding) for finding in filled], most)
    differing = [finding for finding in report.findings if finding.differs or finding.is_open]
    yield from _section("Ids and websites to decide on", [_finding(finding) for finding in differing], most)
    yield from _section("Acronyms that the register lacks", list(_acronyms(report.register, matches)), most)
    found = lacking(report.matching.unmatched, report.keys)
    yield from _section("Organisations that the register lacks", [_lacking(each) for each in found], most)


def lacking(unmatched: Iterable[Listed], keys: Keys) -> list[Lacking]:
    """Return the organisations of the rows that match nothing, those on most lists first."""
    groups: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for listed in unmatched:
        key = keys.key(listed.names[0], listed.country_iso3)
        groups[key.without_country or key.whole, listed.country_iso3].append(listed)
    found = [
        Lacking(rows[0].names[0], country, tuple(sorted({row.data_source_id for row in rows})))
        for (_, country), rows in groups.items()
    ]
    return sorted(found, key=lambda each: (-len(each.lists), each.country_iso3, each.name))


def _is_verified(matches: Iterable[Match]) -> bool:
    return any(match.by.names_it_today for match in matches)


def _section(title: str, rows: Sequence[str], most: int) -> Iterator[str]:
    yield f"\n{title}: {len(rows)}"
    yield from (f"  {row}" for row in rows[:most])
    if len(rows) > most:
        yield f"  … and {len(rows) - most} more: use --most to show them"


def _unverified(organisation: Registered, matches: Iterable[Match]) -> str:
    former = [f"{match.listed.data_source_id} has its former name {match.name}" for match in matches]
    return "; ".join([f"{organisation.partner_id}: {organisation.main_names[0]}", *former])


def _finding(finding: Finding) -> str:
    known = f"the register has {finding.known}, " if finding.known else ""
    return f"{finding.partner_id}, {finding.column}: {known}lists have {', '.join(finding.values)}"


def _acronyms(register: Iterable[Registered], matches: Mapping[str, Sequence[Match]]) -> Iterator[str]:
    for organisation in register:
        own = {acronym.casefold() for acronym in organisation.acronyms}
        telling = [match for match in matches.get(organisation.partner_id, ()) if match.by is By.MAIN_NAME]
        others = {acronym for match in telling for acronym in match.listed.acronyms if acronym.casefold() not in own}
        if others:
            yield f"{organisation.partner_id}: {', '.join(sorted(others))}"


def _lacking(each: Lacking) -> str:
    return f"{each.name} ({each.country_iso3 or 'no country'}): {', '.join(each.lists)}"
