"""The code lists that are published as tables, with the corresponding codes of other schemes."""

from schemas.codes import Code, code_list
from schemas.declarations import Column, Table, Type

CODE = Column("code", Type.STRING, "Code", "The code as it stands in the columns that use the list.", example="training")
NAME_EN = Column("name_en", Type.STRING, "Name in English", "What to show for the code in English.", example="Training")
NAME_ES = Column("name_es", Type.STRING, "Name in Spanish", "What to show for the code in Spanish.", example="Capacitación")
DESCRIPTION = Column("description", Type.STRING, "Description", "What the code means.")


def _code_table(name: str, title: str, description: str, *crosswalks: Column) -> Table:
    return Table(name, title, description, (CODE, NAME_EN, NAME_ES, DESCRIPTION, *crosswalks), primary_key=("code",))


EVENT_TYPES = _code_table(
    "event_types", "Event types", "The kinds of events, with the categories of PLOVER and CAMEO where one fits.",
    Column("plover_category", Type.STRING, "PLOVER category", "Category of the PLOVER event ontology.", nullable=True, source="PLOVER", example="CONSULT"),
    Column("cameo_code", Type.STRING, "CAMEO code", "Root code of CAMEO, two digits, text.", nullable=True, pattern=r"\d\d", source="CAMEO", example="04"),
)
ROLES = _code_table(
    "roles", "Roles", "What an organisation does in an event, with IATI's roles and HXL's tags where one fits.",
    Column("iati_role", Type.STRING, "IATI role", "Code of the IATI list OrganisationRole, text.", nullable=True, pattern=r"\d", source="IATI OrganisationRole", example="4"),
    Column("hxl_tag", Type.STRING, "HXL tag", "HXL tag of an organisation in this role.", nullable=True, pattern=r"#\S+", source="HXL 1.1", example="#org+impl"),
)
ORGANISATION_TYPES = _code_table(
    "organisation_types", "Organisation types", "The kinds of organisations, with the lists of IATI, ReliefWeb and OCHA's taxonomy service.",
    Column("iati_org_type", Type.STRING, "IATI organisation type", "Code of the IATI list OrganisationType, text.", pattern=r"\d\d", source="IATI OrganisationType", example="40"),
    Column("reliefweb_id", Type.STRING, "ReliefWeb type", "Id of the organisation type in ReliefWeb's API, text.", nullable=True, pattern=r"\d+", source="ReliefWeb", example="272"),
    Column("taas_id", Type.STRING, "OCHA type", "Id of the organisation type in OCHA's Taxonomy as a Service, text.", nullable=True, pattern=r"\d+", source="OCHA", example="447"),
)
TOPICS = Table(
    "topics", "Topics", "The objectives of the Global Compact for Migration, with a roll-up to IOM's governance framework and the targets of the SDGs.",
    (
        Column("scheme", Type.STRING, "Scheme", "The topic scheme.", codes="topic_schemes", example="gcm"),
        CODE, NAME_EN, NAME_ES, DESCRIPTION,
        Column("migof", Type.STRING, "MiGOF", "Principle (P) or objective (O) of IOM's Migration Governance Framework; the project's own roll-up.", nullable=True, pattern=r"[PO][123]", example="O3"),
        Column("sdg_targets", Type.STRING, "SDG targets", "Targets of the Sustainable Development Goals, separated by `;`.", nullable=True, source="UN SDG targets", example="10.7"),
    ),
    primary_key=("scheme", "code"),
)

TABLES = (EVENT_TYPES, ROLES, TOPICS, ORGANISATION_TYPES)


def code_table_rows(table: Table) -> list[dict[str, str | None]]:
    """Return the rows of a code table, in the order of its key."""
    rows = [_row(code) | {"scheme": "gcm"} for code in code_list(table.name).values()]
    return sorted(
        ({name: row[name] or None for name in table.column_names} for row in rows),
        key=lambda row: tuple(str(row[name]) for name in table.primary_key),
    )


def _row(code: Code) -> dict[str, str]:
    return {
        "code": code.code, "name_en": code.name_en, "name_es": code.name_es, "description": code.description,
        **code.crosswalks,
    }
