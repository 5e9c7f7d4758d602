"""Entries, labels and events for the tests of the scorer."""

from dataclasses import replace
from datetime import date

from evaluation.labels import Label, LabelledEntry, LabelledOrganisation
from evaluation.predictions import PartnerMention, PredictedEvent

BUREAU = LabelledOrganisation("Bureau of Harbours", "BOH", ("Bureau of Harbours", "BOH"))
GUILD = LabelledOrganisation("Guild of Pilots", None, ("Guild of Pilots",))
PRIZE = LabelledOrganisation("Golden Anchor Prize", None, ("Golden Anchor Prize",))

ENTRY = LabelledEntry(
    id="000000000001",
    origin="own",
    layout="dated_listing",
    language="en",
    headline="Pilots learn to read the new charts",
    body="The Bureau of Harbours (BOH) taught 12 pilots of the Guild of Pilots in Belmopan on 3 May 2018.",
    cut=False,
    published_on=Label("2018-05-10", ()),
    event_edtf=Label("2018-05-03", ("2018-05",)),
    host_country=Label("BLZ", ()),
    event_type=Label("training", ("meeting",)),
    participants=Label(12, ()),
    countries=frozenset({"BLZ"}),
    countries_optional=frozenset({"GTM"}),
    partners=(BUREAU, GUILD),
    partners_optional=(PRIZE,),
)
EVENT = PredictedEvent(
    event_id="evt_0000000000000001",
    source_id="harbour",
    bulletin_id="bul_0000000000000001",
    published_on=date(2018, 5, 10),
    headline="Pilots  learn to read\u00a0the new charts",
    body=ENTRY.body,
    event_type="training",
    event_date_edtf="2018-05-03",
    host_country_iso3="BLZ",
    participant_count=12,
    countries=frozenset({"BLZ"}),
    partner_mentions=(
        PartnerMention("boh", "Bureau of Harbours"),
        PartnerMention("boh", "BOH"),
        PartnerMention("guild", "Guild of Pilots"),
    ),
    roles={"boh": "organiser", "guild": "participant"},
    topics=frozenset({"18"}),
)


def without(event: PredictedEvent, partner_id: str) -> PredictedEvent:
    """The event as if one organisation had not been found."""
    return replace(event, partner_mentions=tuple(m for m in event.partner_mentions if m.partner_id != partner_id))
