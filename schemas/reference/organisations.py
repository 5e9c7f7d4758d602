"""The register of organisations: their facts and their names."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.reference.common import ANY_LANGUAGE, OF_COUNTRY, text
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
        Column("ror_id", Type.STRING, "ROR", "Id in the Research Organization Registry.", nullable=True, pattern=r"0[a-z0-9]{6}\d\d", source="ROR"),
        partners.TABLE.column("website"),
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
STOPS = Table(
    "organisation_stops", "Phrases that are not organisations", "One row per phrase that looks like an organisation but is not one.",
    columns=(
        text("phrase", "Phrase", "As it is written.", example="UN agencies"),
        text("reason", "Reason", "Why it is not one.", example="generic plural"),
    ),
    primary_key=("phrase",),
)
TABLES = (ORGANISATIONS, ALIASES, STOPS)
