"""`withdrawn_partners`: partners in earlier releases that have been withdrawn."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.tables import common, partners, withdrawn

TABLE = Table(
    name="withdrawn_partners",
    title="Withdrawn partners",
    description="One row per partner that an earlier release held and this one does not, so that an id once cited can still be followed.",
    primary_key=("partner_id",),
    columns=(
        common.PARTNER_ID,
        partners.TABLE.column("name"),
        *(withdrawn.TABLE.column(name) for name in ("last_release", "cause")),
        replace(
            common.PARTNER_ID, name="replaced_by", title="Replaced by", nullable=True, hxl=None,
            description="The partner of this release that its mentions are read as now, such as the organisation of the register.",
        ),
    ),
)
