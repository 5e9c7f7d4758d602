"""The review as plain text and as a CSV file."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.curation.material import Material
from pipelines.curation.register import Register, aliases_never_met, misleading_aliases, never_met, shared_aliases
from pipelines.curation.suggestions import Suggestion, suggest
from pipelines.curation.unknown import Unknown, unknown_organisations

IDS_SHOWN = 5
CSV_COLUMNS = (
    "events", "partner_id", "name", "acronym", "org_type", "country_iso3", "written", "contexts", "looks_like",
    "organisations_csv", "organisation_aliases_csv",
)  # fmt: skip


@dataclass(frozen=True)
class Reviewed:
    """The result of a review: the organisations that the register lacks, each with a suggestion."""

    material: Material
    register: Register
    unknown: tuple[tuple[Unknown, Suggestion], ...]


def review(material: Material, register: Register) -> Reviewed:
    """Review the material against the register."""
    found = unknown_organisations(material)
    return Reviewed(material, register, tuple((each, suggest(each, register)) for each in found))


def unknown_lines(reviewed: Reviewed, most: int | None) -> Iterator[str]:
    """Yield the lines on organisations that the register lacks, `most` of them at most."""
    named = len({sighting.partner_id for sighting in reviewed.material.sightings})
    events = len(reviewed.material.texts)
    yield f"Organisations that the register lacks: {len(reviewed.unknown)} of {named} named in {_events(events)}"
    shown = reviewed.unknown[:most]
    for unknown, suggestion in shown:
        yield ""
        yield from _entry(unknown, suggestion)
    if len(shown) < len(reviewed.unknown):
        yield f"\n… and {len(reviewed.unknown) - len(shown)} more: use --most to show them or --csv to write all"


def register_lines(reviewed: Reviewed, reference: Path, *, list_never_met: bool) -> Iterator[str]:
    """Yield the lines on the register: names that never match, are shared or are misleading."""
    met = {sighting.partner_id for sighting in reviewed.material.sightings}
    unmet = never_met(reviewed.register, met)
    yield f"\nOrganisations of the register that these texts never name: {len(unmet)} of {len(reviewed.register)}"
    if list_never_met:
        yield from (f"  {each.partner_id}: {each.name}" for each in unmet)
    texts = [sighting.text for sighting in reviewed.material.sightings]
    aliases = aliases_never_met(reviewed.register, met, texts)
    yield f"Other names of the organisations named that never match: {len(aliases)}"
    if list_never_met:
        yield from (f"  {partner_id}: {alias}" for partner_id, alias in aliases)
    else:
        yield "  (--never-met lists both)"
    shared = shared_aliases(reviewed.register)
    yield f"Names that two organisations of one country share: {len(shared)}"
    for each in shared:
        yield f"  {each.alias} ({each.country_iso3 or 'no country'}): {', '.join(each.partner_ids)}"
    misleading = misleading_aliases(reviewed.register, reference)
    yield f"Names that are a place's or a common word as well: {len(misleading)}"
    for odd in misleading:
        more = f" and {len(odd.partner_ids) - IDS_SHOWN} more" if len(odd.partner_ids) > IDS_SHOWN else ""
        yield f"  {odd.alias}: {odd.what}; {', '.join(odd.partner_ids[:IDS_SHOWN])}{more}"


def write_csv(reviewed: Reviewed, path: Path) -> None:
    """Write the organisations that the register lacks, one per row, most frequent first.

    Several values in a cell are on separate lines.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        writer.writerows(_cells(unknown, suggestion) for unknown, suggestion in reviewed.unknown)


def _entry(unknown: Unknown, suggestion: Suggestion) -> Iterator[str]:
    organisation = unknown.organisation
    known = ", ".join(each for each in (organisation.acronym, organisation.org_type, organisation.country_iso3) if each)
    yield f"{organisation.name}{f' ({known})' if known else ''}: {_events(unknown.event_count)}"
    others = [form for form in unknown.written if form != organisation.name]
    if others:
        yield f"  also written: {'; '.join(others)}"
    yield from (f"  > {context}" for context in unknown.contexts)
    if suggestion.alike:
        yield f"  looks like: {', '.join(suggestion.alike)} (if it is the same, add only an alias)"
    yield "  reference/organisations.csv"
    yield f"    {suggestion.organisation_line}"
    yield "  reference/organisation_aliases.csv"
    yield from (f"    {line}" for line in suggestion.alias_lines)


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"


def _cells(unknown: Unknown, suggestion: Suggestion) -> Sequence[str | int]:
    organisation = unknown.organisation
    return (
        unknown.event_count, organisation.partner_id, organisation.name, organisation.acronym or "",
        organisation.org_type or "", organisation.country_iso3 or "", "\n".join(unknown.written),
        "\n".join(unknown.contexts), ";".join(suggestion.alike), suggestion.organisation_line,
        "\n".join(suggestion.alias_lines),
    )  # fmt: skip
