"""Words and phrases: the grammars' lexicon, the calendar, cues and page furniture."""

from schemas.declarations import Column, Table, Type
from schemas.reference.common import LANGUAGE, text

CALENDAR_KIND = Column("kind", Type.STRING, "Kind", "Whole word or abbreviation.", codes="calendar_kinds", example="full")

LEXICON = Table(
    "lexicon", "Lexicon", "One row per word and its role in the grammars.",
    columns=(
        text("word", "Word", "A single word; case and accents do not matter.", example="ministry"),
        LANGUAGE,
        Column("role", Type.STRING, "Role", "How the grammars read it.", codes="lexicon_roles", example="head"),
        Column("value", Type.STRING, "Value", "A number or code, for roles that have one.", nullable=True, pattern=r"\d+|[a-z_]+", example="government_national"),
    ),
    primary_key=("role", "word", "language"),
)
CUES = Table(
    "cues", "Cues", "One row per phrase that indicates an event type, a topic, a role or an online event.",
    columns=(
        Column("kind", Type.STRING, "Kind", "What it indicates.", codes="cue_kinds", example="event_type"),
        Column("value", Type.STRING, "Value", "Code of the list that belongs to the kind.", pattern=r"\d+|[a-z_]+", example="training"),
        LANGUAGE,
        text("phrase", "Phrase", "As it is written; case does not matter.", example="workshop"),
        Column("weight", Type.DOUBLE, "Weight", "Strength of the indication; 1 if empty.", nullable=True, minimum=0, maximum=10, example="2"),
        Column("fitted", Type.DOUBLE, "Fitted weight", "Strength by the fit to labelled entries, where it differs.", nullable=True, minimum=0, maximum=20, example="2.4"),
    ),
    primary_key=("kind", "value", "language", "phrase"),
)
FURNITURE = Table(
    "furniture", "Page furniture", "One row per line of a page that is not part of an entry.",
    columns=(
        text("phrase", "Phrase", "The line, or its beginning.", example="Read more"),
        LANGUAGE,
        Column("kind", Type.STRING, "Kind", "What it is.", codes="furniture_kinds", example="read_more"),
        Column("match", Type.STRING, "Match", "Whether it is the whole line.", codes="furniture_matches", example="exact"),
    ),
    primary_key=("phrase", "language", "kind", "match"),
)
MONTHS = Table(
    "months", "Names of months", "One row per name.",
    columns=(LANGUAGE, Column("month", Type.INT32, "Month", "From 1.", minimum=1, maximum=12), text("name", "Name", "As it is written."), CALENDAR_KIND),
    primary_key=("language", "name"),
)
WEEKDAYS = Table(
    "weekdays", "Names of weekdays", "One row per name.",
    columns=(LANGUAGE, Column("weekday", Type.INT32, "Weekday", "Monday is 1.", minimum=1, maximum=7), text("name", "Name", "As it is written."), CALENDAR_KIND),
    primary_key=("language", "name"),
)
STOP_WORDS = Table(
    "stop_words", "Function words", "One row per function word that only one of the languages has, used to detect a page's language.",
    columns=(LANGUAGE, text("word", "Word", "In small letters.", example="the")),
    primary_key=("word",),
)
DATE_ORDERS = Table(
    "date_orders", "Date orders", "One row per country whose English pages do not write the day of a numeric date first.",
    columns=(
        text("tag", "Tag", "Country code of ISO 3166-1 or top-level domain, in small letters.", example="us"),
        Column("date_order", Type.STRING, "Date order", "What its pages write first.", codes="date_orders", example="month-first"),
    ),
    primary_key=("tag",),
)
TRACKING_PARAMETERS = Table(
    "tracking_parameters", "Tracking parameters", "One row per query parameter of an address that does not change which page it leads to.",
    columns=(
        text("parameter", "Parameter", "Its name, or the beginning of it; case does not matter.", example="utm_"),
        Column("match", Type.STRING, "Match", "Whether it is the whole name.", codes="parameter_matches", example="prefix"),
        text("source", "Source", "Which service adds it.", example="Matomo campaign parameters"),
    ),
    primary_key=("parameter",),
)
TABLES = (LEXICON, CUES, FURNITURE, MONTHS, WEEKDAYS, STOP_WORDS, DATE_ORDERS, TRACKING_PARAMETERS)
