"""Suggests register lines that a curator can paste, and finds similar organisations in the register."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.curation.register import Register
from pipelines.curation.unknown import Unknown
from pipelines.extract.names.reference_tables import long_words
from pipelines.extract.text.batch import fold
from schemas.reference.organisations import ALIASES, ORGANISATIONS

ALIKE = 0.6
"""Share of long words in common from which two names count as similar."""

MOST_ALIKE = 3
SLUG_WORDS = 4
_SPANISH = re.compile(r"\b(de|del|la|el|los|las|y|para)\b|[áéíóúñ]", re.IGNORECASE)
_SMALL = "a al and de del el for in la las los of on para por the to y"
_SMALL_WORDS = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """CSV lines for `organisations.csv` and `organisation_aliases.csv`, and similar organisations of the register."""

    organisation_line: str
    alias_lines: tuple[str, ...]
    alike: tuple[str, ...]


def suggest(unknown: Unknown, register: Register) -> Suggestion:
    """Return the lines to add for an organisation; they are a draft to be checked against its website."""
    organisation = unknown.organisation
    partner_id = free_id(organisation.name, organisation.acronym, organisation.country_iso3, register)
    language = language_of(organisation.name)
    row = {
        "partner_id": partner_id,
        "name": organisation.name,
        "name_es": organisation.name if language == "es" else "",
        "acronym": organisation.acronym or "",
        "org_type": organisation.org_type or "other",
        "country_iso3": organisation.country_iso3 or "",
    }
    names = list(dict.fromkeys([organisation.name, *unknown.written]))
    aliases = [
        {"partner_id": partner_id, "alias": name, "language": language_of(name), "kind": "name"}
        for name in names
        if name != organisation.acronym
    ]
    if organisation.acronym:
        aliases.append({"partner_id": partner_id, "alias": organisation.acronym, "language": "und", "kind": "acronym"})
    return Suggestion(
        csv_line([row.get(name, "") for name in ORGANISATIONS.column_names]),
        tuple(csv_line([each[name] for name in ALIASES.column_names]) for each in aliases),
        alike(organisation.name, organisation.country_iso3, register),
    )


def free_id(name: str, acronym: str | None, country_iso3: str | None, register: Mapping[str, object]) -> str:
    """Return an unused id in the register's style: the country, then the acronym or the first words of the name."""
    words = re.findall(r"[a-z0-9]+", fold(acronym or name))
    telling = words if acronym else [word for word in words if word not in _SMALL_WORDS][:SLUG_WORDS]
    parts = [country_iso3.lower()] if country_iso3 else []
    plain = "-".join([*parts, *(telling or words or ["organisation"])])
    number, found = 1, plain
    while found in register:
        number += 1
        found = f"{plain}-{number}"
    return found


def alike(name: str, country_iso3: str | None, register: Register) -> tuple[str, ...]:
    """Return organisations of the same or of no country that share most long words of the name, most similar first."""
    wanted = long_words(name)
    if not wanted:
        return ()
    found = []
    for organisation in register.values():
        if organisation.country_iso3 not in ("", country_iso3 or organisation.country_iso3):
            continue
        words = [long_words(alias) for alias in organisation.aliases]
        best = max((len(wanted & each) / len(wanted | each) for each in words if each), default=0.0)
        if best >= ALIKE:
            found.append((-best, organisation.partner_id))
    return tuple(partner_id for _, partner_id in sorted(found)[:MOST_ALIKE])


def language_of(name: str) -> str:
    """Return the language of an organisation's name: Spanish by its function words or accents, else English."""
    return "es" if _SPANISH.search(name) else "en"


def csv_line(cells: list[str]) -> str:
    """Return the cells as a line of CSV without a line end."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
