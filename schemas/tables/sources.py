"""`sources`: where the bulletins come from, and on what terms."""

from dataclasses import replace

from schemas.declarations import Column, Interval, Table, Type
from schemas.tables import common

TABLE = Table(
    name="sources",
    title="Sources",
    description="One row per source of bulletins, whether events were read from it or not.",
    primary_key=("source_id",),
    intervals=(Interval("first_published_on", "last_published_on"),),
    columns=(
        replace(common.SOURCE_ID, description="The source in `sources.yaml`."),
        Column("title", Type.STRING, "Title", "The source's title.", hxl="#meta+source+name", example="Newsletter of the Regional Programme"),
        Column("publisher", Type.STRING, "Publisher", "The organisation that publishes the bulletins.", hxl="#meta+publisher", example="International Organization for Migration"),
        Column("address", Type.STRING, "Address", "Where the source is on the web; null for files without a stated address.", nullable=True, pattern=r"https?://\S+", hxl="#meta+url+source", example="https://example.org/news"),
        Column("licence", Type.STRING, "Licence", "The terms the publisher's texts come under.", hxl="#meta+licence", example="All rights reserved"),
        Column("licence_url", Type.STRING, "Address of the licence", "Where these terms are stated.", nullable=True, pattern=r"https?://\S+", hxl="#meta+licence+url", example="https://example.org/terms"),
        Column("attribution", Type.STRING, "Attribution", "How the publisher is to be named.", hxl="#meta+attribution"),
        Column("republish_text", Type.BOOL, "Texts republished", "Whether the terms allow its texts in this release.", hxl="#meta+republish", example="false"),
        Column("bulletin_count", Type.INT32, "Bulletins", "Its rows in `bulletins`.", minimum=0, unit="document", hxl="#indicator+bulletins+num", example="12"),
        replace(common.EVENT_COUNT, description="Events that were read from it.", example="120"),
        Column("first_published_on", Type.DATE, "First day", "The earliest publication date of its events.", nullable=True, hxl="#date+start", example="2018-05-04"),
        Column("last_published_on", Type.DATE, "Last day", "The latest publication date of its events.", nullable=True, hxl="#date+end", example="2019-06-11"),
    ),
)
