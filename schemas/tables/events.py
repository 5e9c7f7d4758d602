"""`events`: one row per bulletin entry, which reports one event."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Interval, Table, Type
from schemas.tables import common

TABLE = Table(
    name="events",
    title="Events",
    description="One row per entry of a bulletin. An entry reports one event: what happened, where, when and for how many people.",
    primary_key=("event_id",),
    foreign_keys=(
        ForeignKey(("source_id",), "sources", ("source_id",)),
        ForeignKey(("bulletin_id",), "bulletins", ("bulletin_id",)),
        ForeignKey(("host_country_iso3",), "countries", ("country_iso3",)),
        ForeignKey(("activity_id",), "activities", ("activity_id",)),
    ),
    intervals=(Interval("start_on", "end_on"),),
    columns=(
        common.EVENT_ID,
        common.SOURCE_ID,
        common.BULLETIN_ID,
        Column(
            "entry_number", Type.INT32, "Entry number", "Which entry of the bulletin the event was read from, counted from 1.",
            minimum=1, hxl="#meta+num+entry", example="3",
        ),
        Column(
            "published_on", Type.DATE, "Published on", "Publication date, as the page states it apart from the prose.",
            nullable=True, hxl="#date+reported", example="2018-06-12",
        ),
        Column(
            "language", Type.STRING, "Language", "Language of the entry, ISO 639-1.", codes="languages",
            hxl="#meta+lang", source="ISO 639-1", example="en",
        ),
        Column("headline", Type.STRING, "Headline", "The entry's headline as written.", hxl="#event+name", example="Belize Opens First Information Hub on Migration"),
        Column(
            "quote", Type.STRING, "Quote", "The sentence that best supports the row, at most 200 characters, cut at a word.",
            nullable=True, max_length=200, hxl="#description+quote",
        ),
        Column(
            "body", Type.STRING, "Body", "The entry's text, paragraphs separated by a blank line; null where the source does not allow republishing.",
            nullable=True, hxl="#description+body",
        ),
        Column(
            "url", Type.STRING, "Address", "The entry's own address where the page links to one.",
            nullable=True, pattern=r"https?://\S+", hxl="#meta+url+source", example="https://example.org/news/1",
        ),
        Column(
            "source_status", Type.STRING, "Status in the source",
            "Whether the entry still stood in its source when that was last looked through; what feeds and pagers have merely moved on from counts as listed.",
            codes="source_statuses", hxl="#status+source+code", example="listed",
        ),
        Column(
            "event_type", Type.STRING, "Event type", "What kind of event the entry reports.", nullable=True,
            codes="event_types", hxl="#event+type+code", example="training",
        ),
        Column(
            "event_date_edtf", Type.STRING, "Event date (EDTF)",
            "When the reported activity took place, as EDTF level 0: a day, a month, a year or an interval of two.",
            nullable=True, pattern=r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?",
            hxl="#meta+date+edtf", source="Extended Date/Time Format, ISO 8601-2:2019", example="2018-05-21/2018-05-23",
        ),
        Column("start_on", Type.DATE, "Start", "First day of the event, included.", nullable=True, hxl="#date+start", example="2018-05-21"),
        Column("end_on", Type.DATE, "End", "Last day of the event, included.", nullable=True, hxl="#date+end", example="2018-05-23"),
        Column(
            "date_precision", Type.STRING, "Date precision", "How precisely the text gives the event's date.",
            nullable=True, codes="date_precisions", hxl="#meta+date+precision", example="interval",
        ),
        replace(
            common.COUNTRY_ISO3, name="host_country_iso3", title="Host country", nullable=True,
            description="The country where the event took place, ISO 3166-1 alpha-3; null for online events and for those in several countries.",
        ),
        Column("host_place", Type.STRING, "Host place", "The place where the event took place, as written.", nullable=True, hxl="#loc+name", example="Tapachula"),
        Column(
            "host_subdivision", Type.STRING, "Host subdivision", "ISO 3166-2 code of the place's subdivision.", nullable=True,
            pattern=r"[A-Z]{2}-[A-Z0-9]{1,3}", hxl="#adm1+code", source="ISO 3166-2", example="MX-CHP",
        ),
        common.LATITUDE,
        common.LONGITUDE,
        Column(
            "participant_count", Type.INT32, "Participants", "People who took part in the event or were reached by it.",
            nullable=True, minimum=1, unit="person", hxl="#reached+ind", example="50",
        ),
        Column(
            "participant_qualifier", Type.STRING, "Participants' qualifier", "How the text hedges the number of participants.",
            nullable=True, codes="participant_qualifiers", hxl="#meta+reached+qualifier", example="at_least",
        ),
        Column(
            "date_confidence", Type.DOUBLE, "Confidence of the date", "How likely the event's date is right, or, where it is null, that the entry states none: the share of labelled entries decided alike that were right.",
            minimum=0, maximum=1, hxl="#meta+date+confidence", example="0.95",
        ),
        Column(
            "host_confidence", Type.DOUBLE, "Confidence of the host", "How likely the host country is right, or, where it is null, that there is none.",
            minimum=0, maximum=1, hxl="#meta+host+confidence", example="0.95",
        ),
        Column(
            "type_confidence", Type.DOUBLE, "Confidence of the type", "How likely the event's type is right, or one that can be defended.",
            minimum=0, maximum=1, hxl="#meta+type+confidence", example="0.95",
        ),
        Column(
            "participants_confidence", Type.DOUBLE, "Confidence of the participants", "How likely the number of participants is right, or, where it is null, that the entry states none.",
            minimum=0, maximum=1, hxl="#meta+participants+confidence", example="0.95",
        ),
        Column(
            "row_confidence", Type.DOUBLE, "Confidence of the row", "How likely date, host country and all countries of the event are right.",
            minimum=0, maximum=1, hxl="#meta+row+confidence", example="0.95",
        ),
        Column(
            "activity_id", Type.STRING, "Activity",
            "The activity that the event reports: `act_` and the hex digits of the event that was seen first. Events that report one activity share it.",
            pattern=r"act_[0-9a-f]{16}", hxl="#activity+code", example="act_0123456789abcdef",
        ),
        Column(
            "link_confidence", Type.DOUBLE, "Confidence of the link",
            "How likely it is that the event reports the same activity as the others that share its `activity_id`; null where no other does.",
            nullable=True, minimum=0, maximum=1, hxl="#meta+link+confidence", example="0.98",
        ),
    ),
)

# What linking adds once all events are known.
LINKED = ("activity_id", "link_confidence")
ANNOTATED = replace(
    TABLE,
    columns=tuple(column for column in TABLE.columns if column.name not in LINKED),
    foreign_keys=tuple(key for key in TABLE.foreign_keys if key.table != "activities"),
)
