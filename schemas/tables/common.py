"""Columns that several tables share, declared once and adapted with `replace`."""

from schemas.declarations import Column, Type

EVENT_ID = Column(
    "event_id", Type.STRING, "Event",
    "Stable id of the event: `evt_` and 16 hex digits of SHA-256 over source, publication date and headline as written.",
    pattern=r"evt_[0-9a-f]{16}", hxl="#event+code", example="evt_0123456789abcdef",
)
BULLETIN_ID = Column(
    "bulletin_id", Type.STRING, "Bulletin",
    "The document the row was read from: `bul_` and 16 hex digits of the SHA-256 of its bytes.",
    pattern=r"bul_[0-9a-f]{16}", hxl="#meta+id+bulletin", example="bul_0123456789abcdef",
)
SOURCE_ID = Column(
    "source_id", Type.STRING, "Source", "The source in `sources.yaml` the bulletin came from.",
    pattern=r"[a-z0-9][a-z0-9-]*", hxl="#meta+id+source", example="iom-mesoamerica",
)
PARTNER_ID = Column(
    "partner_id", Type.STRING, "Partner",
    "Stable id of the organisation: its id in the register, or `org_` and 12 hex digits for one not in it.",
    pattern=r"[a-z0-9-]+|org_[0-9a-f]{12}", hxl="#org+code", example="iom",
)
COUNTRY_ISO3 = Column(
    "country_iso3", Type.STRING, "Country", "ISO 3166-1 alpha-3 code.",
    pattern=r"[A-Z]{3}", hxl="#country+code+v_iso3", source="ISO 3166-1", example="GTM",
)
LATITUDE = Column(
    "latitude", Type.DOUBLE, "Latitude", "Latitude, WGS 84.", nullable=True,
    minimum=-90, maximum=90, unit="degree", hxl="#geo+lat", example="14.63",
)
LONGITUDE = Column(
    "longitude", Type.DOUBLE, "Longitude", "Longitude, WGS 84.", nullable=True,
    minimum=-180, maximum=180, unit="degree", hxl="#geo+lon", example="-90.51",
)
EVENT_COUNT = Column(
    "event_count", Type.INT32, "Events", "Number of events the row takes part in.",
    minimum=0, unit="event", hxl="#indicator+events+num", example="12",
)
FIRST_EVENT_ON = Column(
    "first_event_on", Type.DATE, "First event",
    "Start of the earliest of its events; the publication date where an event has no date of its own.",
    nullable=True, hxl="#date+start", example="2018-05-04",
)
LAST_EVENT_ON = Column(
    "last_event_on", Type.DATE, "Last event",
    "End of the latest of its events; the publication date where an event has no date of its own.",
    nullable=True, hxl="#date+end", example="2019-06-11",
)
MENTION_COUNT = Column(
    "mention_count", Type.INT32, "Mentions", "How often headline and body name it.",
    minimum=1, unit="mention", hxl="#indicator+mentions+num", example="2",
)
