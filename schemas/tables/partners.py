"""`partners`: the organisations that events name."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Interval, Table, Type
from schemas.tables import common

TABLE = Table(
    name="partners",
    title="Partners",
    description="One row per organisation named by at least one event.",
    primary_key=("partner_id",),
    foreign_keys=(
        ForeignKey(("country_iso3",), "countries", ("country_iso3",)),
        ForeignKey(("parent_partner_id",), "partners", ("partner_id",)),
    ),
    intervals=(Interval("first_event_on", "last_event_on"),),
    columns=(
        common.PARTNER_ID,
        Column("name", Type.STRING, "Name", "Name in English, or as written where only that is known.", hxl="#org+name", example="International Organization for Migration"),
        Column("acronym", Type.STRING, "Acronym", "The acronym most in use.", nullable=True, hxl="#org+acronym", example="IOM"),
        Column("name_es", Type.STRING, "Name in Spanish", "Name in Spanish.", nullable=True, hxl="#org+name+i_es", example="Organización Internacional para las Migraciones"),
        Column("org_type", Type.STRING, "Organisation type", "What kind of organisation it is.", nullable=True, codes="organisation_types", hxl="#org+type+code", example="un"),
        Column(
            "iati_org_type", Type.STRING, "IATI organisation type", "The same, rolled up to the IATI code list OrganisationType.",
            nullable=True, pattern=r"\d\d", hxl="#org+type+code+v_iati", source="IATI OrganisationType", example="40",
        ),
        replace(common.COUNTRY_ISO3, nullable=True, description="The country the organisation belongs to, ISO 3166-1 alpha-3; null for international ones."),
        replace(common.PARTNER_ID, name="parent_partner_id", title="Parent", nullable=True, hxl="#org+code+parent", description="The organisation it is part of, where that one is among the partners."),
        Column("wikidata_id", Type.STRING, "Wikidata", "Wikidata item.", nullable=True, pattern=r"Q[1-9]\d*", hxl="#org+code+v_wikidata", source="Wikidata", example="Q663941"),
        Column("ror_id", Type.STRING, "ROR", "Id in the Research Organization Registry.", nullable=True, pattern=r"0[a-z0-9]{6}\d\d", hxl="#org+code+v_ror", source="ROR", example="04gzna236"),
        Column("iati_id", Type.STRING, "IATI", "Organisation identifier of the International Aid Transparency Initiative.", nullable=True, pattern=r"[A-Za-z]{2,}-\S+", hxl="#org+code+v_iati", source="IATI", example="XM-DAC-47066"),
        Column("website", Type.STRING, "Website", "The organisation's website.", nullable=True, pattern=r"https?://\S+", hxl="#org+url", example="https://www.iom.int"),
        Column("status", Type.STRING, "Status", "Whether the organisation stands in the register or was read from the text alone.", codes="partner_statuses", hxl="#status+code", example="registered"),
        Column("unverified", Type.BOOL, "Unverified", "Whether no public list or directory that the register was compared with has the organisation.", hxl="#meta+unverified", example="false"),
        common.EVENT_COUNT,
        common.FIRST_EVENT_ON,
        common.LAST_EVENT_ON,
    ),
)
