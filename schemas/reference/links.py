"""Linking: what the comparisons weigh, words that mean the same, cues of time and series, and decisions people made."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.reference.common import LANGUAGE, text
from schemas.tables import common

WEIGHTS = Table(
    "link_weights", "Weights of links", "One row per outcome of a comparison of two events, fitted by `python -m evaluation.linking`.",
    columns=(
        Column("field", Type.STRING, "Field", "What is compared; `prior` for what is likely before anything is.", pattern=r"[a-z_]+", example="date"),
        Column("outcome", Type.STRING, "Outcome", "How the comparison comes out; `base` for the prior.", pattern=r"[a-z_]+\d?", example="same"),
        Column("expected", Type.DOUBLE, "Expected weight", "The weight in bits that the fit starts from and is drawn to.", minimum=-20, maximum=20, unit="bit"),
        Column("weight", Type.DOUBLE, "Weight", "How strongly the outcome speaks for one activity, in bits.", minimum=-20, maximum=20, unit="bit"),
    ),
    primary_key=("field", "outcome"),
)
TERMS = Table(
    "link_terms", "Terms across languages", "One row per word that names a group of people or a subject; words of one term mean the same.",
    columns=(
        Column("term", Type.STRING, "Term", "What the words mean.", pattern=r"[a-z_]+", example="teacher"),
        Column("kind", Type.STRING, "Kind", "Whether it names people or a subject.", codes="link_term_kinds", example="group"),
        LANGUAGE,
        text("word", "Word", "A single word; its first six letters count, case and accents do not.", example="docentes"),
    ),
    primary_key=("term", "language", "word"),
)
CUES = Table(
    "link_cues", "Cues of links", "One row per phrase that says when, or in what series, an activity took place.",
    columns=(
        Column("kind", Type.STRING, "Kind", "What it says.", codes="link_cue_kinds", example="when"),
        LANGUAGE,
        text("phrase", "Phrase", "As it is written; case does not matter.", example="last week"),
        Column("first_day", Type.INT32, "First day", "For `when`: the first day that it leaves open, from publication.", nullable=True, minimum=-400, maximum=400, unit="day", example="-14"),
        Column("last_day", Type.INT32, "Last day", "For `when`: the last day that it leaves open, from publication.", nullable=True, minimum=-400, maximum=400, unit="day", example="-1"),
    ),
    primary_key=("kind", "language", "phrase"),
)
DECISIONS = Table(
    "link_decisions", "Decisions on links", "One row per two events of which a person decided whether they report one activity.",
    columns=(
        common.EVENT_ID,
        replace(common.EVENT_ID, name="other_event_id", title="Other event", description="The event that it is compared with."),
        Column("decision", Type.STRING, "Decision", "Whether both report the same activity.", codes="link_decisions", example="same"),
        text("reason", "Reason", "Why."),
        text("source", "Source", "Where it can be seen, or who knows it."),
    ),
    primary_key=("event_id", "other_event_id"),
)
EXAMPLES = Table(
    "link_examples", "Examples of links", "One row per invented report; reports of one activity have to be linked, and no others.",
    columns=(
        text("activity", "Activity", "What the report tells of, by a name of its own.", example="bakery"),
        common.SOURCE_ID,
        LANGUAGE,
        Column("published_on", Type.DATE, "Published on", "Date of publication.", example="2023-03-09"),
        text("headline", "Headline", "The report's headline."),
        text("body", "Body", "The report's text."),
    ),
    primary_key=("source_id", "published_on", "headline"),
)
TABLES = (WEIGHTS, TERMS, CUES, DECISIONS, EXAMPLES)
