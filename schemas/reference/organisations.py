"""The register of organisations: their facts and their names."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.reference.common import ANY_LANGUAGE, COUNTRY, OF_COUNTRY, text
from schemas.tables import common, partners

PARTNER_ID = replace(
    common.PARTNER_ID, pattern=r"[a-z0-9]+(-[a-z0-9]+)*", hxl=None,
    description="Stable id: the acronym or a few words of the name, in small letters with hyphens. Never changed once released.",
)  # fmt: skip

ORGANISATIONS = Table(
    "organisations", "Register of organisations", "One row per organisation.",
    columns=(
        PARTNER_ID,
        *(partners.TABLE.column(name) for name in ("name", "name_es", "acronym")),
        replace(partners.TABLE.column("org_type"), nullable=False),
        *(partners.TABLE.column(name) for name in ("country_iso3", "parent_partner_id", "wikidata_id")),
        *(partners.TABLE.column(name) for name in ("ror_id", "iati_id", "website")),
        text("note", "Note", "What a curator should know.", nullable=True),
    ),
    primary_key=("partner_id",),
    foreign_keys=(OF_COUNTRY, ForeignKey(("parent_partner_id",), "organisations", ("partner_id",))),
)
ALIASES = Table(
    "organisation_aliases", "Names of organisations", "One row per name of an organisation, including its main names.",
    columns=(
        PARTNER_ID,
        text("alias", "Alias", "As it is written.", example="UN Migration Agency"),
        ANY_LANGUAGE,
        Column("kind", Type.STRING, "Kind", "What kind of name.", codes="alias_kinds", example="short"),
    ),
    primary_key=("partner_id", "alias"),
    foreign_keys=(ForeignKey(("partner_id",), "organisations", ("partner_id",)),),
)
DATA_SOURCE_ID = Column("data_source_id", Type.STRING, "Data source", "Id of the list or package.", pattern=r"[a-z0-9]+(-[a-z0-9]+)*", example="gdho")
DATA_SOURCES = Table(
    "data_sources", "Data sources", "One row per public list or package that facts of the reference tables come from.",
    columns=(
        DATA_SOURCE_ID,
        text("title", "Title", "What it is, and which part of it was used.", example="Global Database of Humanitarian Organisations"),
        text("publisher", "Publisher", "Who publishes the facts.", example="Humanitarian Outcomes"),
        text("licence", "Licence", "The licence, and where it is stated.", example="CC BY 4.0"),
        text("attribution", "Attribution", "What a release says of it; empty if the licence does not ask for it.", nullable=True),
        Column("address", Type.STRING, "Address", "Where the files are.", pattern=r"https?://\S+", example="https://github.com/openwashdata/gdho"),
        text("path", "Path", "The files within the repository.", nullable=True, example="data-raw/gdho.csv"),
        text("version", "Version", "The commit or version that was read.", example="3.0.2"),
        Column("version_on", Type.DATE, "Version of", "The day of the commit.", nullable=True, example="2025-07-03"),
        text("note", "Note", "What a curator should know.", nullable=True),
    ),
    primary_key=("data_source_id",),
)
ORGANISATION_SOURCES = Table(
    "organisation_sources", "Sources of organisations", "One row per organisation and public list that has it.",
    columns=(PARTNER_ID, DATA_SOURCE_ID, text("name", "Name", "Its name as the list writes it.", example="OXFAM")),
    primary_key=("partner_id", "data_source_id"),
    foreign_keys=(
        ForeignKey(("partner_id",), "organisations", ("partner_id",)),
        ForeignKey(("data_source_id",), "data_sources", ("data_source_id",)),
    ),
)
LISTED = Table(
    "listed", "Organisations of public lists", "One row per organisation and list, as the list states it.",
    columns=(
        DATA_SOURCE_ID,
        text("name_en", "Name in English", "Name that the list marks as English.", nullable=True),
        text("name_es", "Name in Spanish", "Name that the list marks as Spanish, or that is in Spanish.", nullable=True),
        text("name_und", "Name", "Name of which the list does not say the language.", nullable=True),
        text("acronyms", "Acronyms", "Acronyms, with `;` between them.", nullable=True),
        replace(partners.TABLE.column("iati_org_type"), description="The list's type, rolled up to the IATI code list OrganisationType; empty if it is none of these."),
        replace(COUNTRY, nullable=True, description="Country of the organisation or of its seat."),
        *(partners.TABLE.column(name) for name in ("wikidata_id", "ror_id", "iati_id", "website")),
    ),
    primary_key=(),
)
DECIDED = Table(
    "decisions", "Decisions on rows of public lists", "One row per row of a list of which a person decided which organisation it is.",
    columns=(
        DATA_SOURCE_ID,
        text("name", "Name", "As the list writes it."),
        LISTED.column("country_iso3"),
        replace(PARTNER_ID, nullable=True, description="The organisation that it is; empty for none of the register."),
        Column("gives_identifiers", Type.BOOL, "Gives identifiers", "Whether ids and website are those of this very organisation."),
        text("reason", "Reason", "The evidence."),
    ),
    primary_key=(),
)
OF_MATCHING = {"listed.csv": LISTED, "decisions.csv": DECIDED}
"""The tables that `pipelines.curation.organisations` matches the register with; they are not part of `reference/`."""
STOPS = Table(
    "organisation_stops", "Phrases that are not organisations", "One row per phrase that looks like an organisation but is not one.",
    columns=(
        text("phrase", "Phrase", "As it is written.", example="UN agencies"),
        text("reason", "Reason", "Why it is not one.", example="generic plural"),
    ),
    primary_key=("phrase",),
)
TABLES = (ORGANISATIONS, ALIASES, DATA_SOURCES, ORGANISATION_SOURCES, STOPS)
