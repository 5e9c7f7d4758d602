"""The tables that a match makes: the sources of each organisation, and the register with the ids that it lacked."""

from collections.abc import Iterable
from pathlib import Path

from pipelines.curation.organisations.identifiers import Finding
from pipelines.curation.organisations.matching import Match, Matching
from pipelines.curation.table_file import csv_text
from pipelines.extract.text.lexicon import read_csv
from schemas.reference import TABLES

ORGANISATIONS = "organisations.csv"
SOURCES = "organisation_sources.csv"


def sources_table(matching: Matching) -> str:
    """Return `organisation_sources.csv`: the best match on each list, sorted by organisation and list."""
    rows = []
    for partner_id, matches in matching.by_partner().items():
        best: dict[str, Match] = {}
        for match in sorted((match for match in matches if match.by.names_it_today), key=_best_first):
            best.setdefault(match.listed.data_source_id, match)
        rows += [(partner_id, source, match.name) for source, match in best.items()]
    return csv_text(TABLES[SOURCES].column_names, sorted(rows))


def _best_first(match: Match) -> tuple[int, str]:
    return match.by, match.name


def completed_register(reference: Path, findings: Iterable[Finding]) -> str:
    """Return `organisations.csv` with the values of the findings that fill an empty cell."""
    filling = {(finding.partner_id, finding.column): finding.values[0] for finding in findings if finding.fills}
    columns = TABLES[ORGANISATIONS].column_names
    rows = [
        [row[name] or filling.get((row["partner_id"], name), "") for name in columns]
        for row in read_csv(reference / ORGANISATIONS)
    ]
    return csv_text(columns, rows)
