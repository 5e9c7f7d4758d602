"""Finds partners that are withdrawn, and those that their mentions are read as now."""

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, joined_keys, look_up, one_of
from pipelines.publish.columnar.rows import Tables, in_parts, whole
from schemas.tables import withdrawn_partners

# A name of the register may be longer than what was read before.
_SPAN = ("event_id", "field", "start")
_REPLACED = pa.schema([pa.field("partner_id", pa.string()), pa.field("replaced_by", pa.string())])


def withdrawn_since(before: Tables, now: Tables, version: str, cause: str) -> pa.Table:
    """Return the partners that earlier releases held and this one does not.

    Args:
        before: `partners`, `mentions` and `withdrawn_partners` of the previous release.
        now: `partners` and `mentions` of the new release.
        version: of the previous release.
        cause: why partners that nothing replaces are gone.

    Returns:
        Columns of `schemas.tables.withdrawn_partners`.
    """
    partners, living = whole(before["partners"]).select(["partner_id", "name"]), whole(now["partners"])["partner_id"]
    gone = partners.filter(pc.invert(one_of(partners["partner_id"], living)))
    replaced = _replaced(gone["partner_id"], before, now)
    replaced_by = look_up(gone["partner_id"], replaced, "partner_id", "replaced_by")
    replaced_by = pc.if_else(one_of(replaced_by, living), replaced_by, None)
    fresh = gone.append_column("last_release", pa.repeat(version, gone.num_rows))
    fresh = fresh.append_column("cause", pc.if_else(pc.is_valid(replaced_by), "reference_changed", cause))
    fresh = conformed(fresh.append_column("replaced_by", replaced_by), withdrawn_partners.TABLE)
    earlier = whole(before["withdrawn_partners"])
    earlier = earlier.filter(pc.invert(one_of(earlier["partner_id"], living))).cast(fresh.schema)
    return conformed(pa.concat_tables([_followed(earlier, fresh), fresh]), withdrawn_partners.TABLE)


def _followed(earlier: pa.Table, fresh: pa.Table) -> pa.Table:
    """Return the earlier rows with replacements that are withdrawn now followed to those that replace them."""
    is_gone = one_of(earlier["replaced_by"], fresh["partner_id"])
    later = look_up(earlier["replaced_by"], fresh, "partner_id", "replaced_by")
    followed = pc.if_else(is_gone, later, earlier["replaced_by"])
    return earlier.set_column(earlier.schema.get_field_index("replaced_by"), "replaced_by", followed)


def _replaced(gone: pa.ChunkedArray, before: Tables, now: Tables) -> pa.Table:
    """Return for withdrawn partners those that most of the same characters are read as now."""
    found = []
    for part in in_parts({"old": before["mentions"], "new": now["mentions"]}) if len(gone) else ():
        old = part["old"].filter(one_of(part["old"]["entity_id"], gone))
        new = part["new"].filter(pc.equal(part["new"]["kind"], "partner"))
        spans, there = joined_keys(old, _SPAN), joined_keys(new, _SPAN)
        entities = pa.table({"span": there, "entity_id": new["entity_id"]})
        read_as = look_up(spans, entities, "span", "entity_id")
        found.append(pa.table({"partner_id": old["entity_id"], "replaced_by": read_as}).drop_null())
    pairs = pa.concat_tables([_REPLACED.empty_table(), *(each.cast(_REPLACED) for each in found)])
    counted = pairs.group_by(["partner_id", "replaced_by"]).aggregate([([], "count_all")])
    order = [("partner_id", "ascending"), ("count_all", "descending"), ("replaced_by", "ascending")]
    first = counted.sort_by(order).group_by("partner_id", use_threads=False).aggregate([("replaced_by", "first")])
    return first.rename_columns({"replaced_by_first": "replaced_by"})
