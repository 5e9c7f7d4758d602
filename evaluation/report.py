"""The measured figures as tables to read: on the terminal, and as the page `docs/accuracy.md`."""

from collections import Counter
from collections.abc import Iterator

from evaluation.confidence.report import confidence_section
from evaluation.counts import Miss, headline_figures
from evaluation.linking.report import linking_sections, linking_terminal
from evaluation.measure import ALL, GROUPS, Accuracy, SetScore
from evaluation.reading.articles import Beside
from evaluation.reading.report import reading_sections, reading_terminal
from evaluation.sets import SETS, UNSEEN
from evaluation.tables import Cells, columns, figure, markdown, section

MEASURES = {
    "entries": "entries found (F1)",
    "text": "text as on the page",
    "countries": "countries (F1)",
    "partners": "partners (F1)",
    "linking": "one organisation, one id",
    "date_found": "event date found (F1)",
    "date": "event date, all right",
    "host_found": "host country found (F1)",
    "host": "host country, all right",
    "type_lenient": "event type, lenient",
    "type_strict": "event type, strict",
    "people_found": "participants found (F1)",
    "people": "participants, all right",
    "row": "whole row: date, host, countries",
    "row_partners": "whole row with partners",
}
GROUP_TITLES = {
    ALL: "all", "en": "English", "es": "Spanish", "dated_listing": "dated listings",
    "undated_listing": "undated listings", "article": "articles",
}  # fmt: skip
MISS_KINDS = {
    "entries": "entry not found",
    "entries_extra": "event that is no entry",
    "text": "text differs",
    "countries": "countries of an entry",
    "partners_lacking": "organisation not found",
    "partners_extra": "organisation that is none",
    "linking": "organisation under several ids",
    "date": "event date",
    "host": "host country",
    "type_lenient": "event type",
    "type_strict": "event type, alternatives not allowed",
    "people": "participants",
}


BROKEN_DOWN = 2
"""The page has figures by language and layout of the first sets in order: the unseen one, and all together."""


def page(accuracy: Accuracy, beside: Beside | None = None) -> str:
    """The page, in Markdown: equal measurements give equal text.

    Args:
        accuracy: what was measured.
        beside: what was measured of other programs, where it was.
    """
    return "\n".join(_page(accuracy, beside)) + "\n"


def terminal_tables(accuracy: Accuracy) -> Iterator[str]:
    """The tables of figures in columns: sets side by side, then each by language and layout."""
    yield "Sets"
    yield from columns(sets_table(accuracy))
    for each in _in_order(accuracy):
        yield f"\n{each.name}, by language and layout"
        yield from columns(groups_table(each))
    scored = accuracy.topics_and_roles
    yield from reading_terminal(accuracy.reading)
    yield from linking_terminal(accuracy.linking)
    yield f"\nTopics: F1 {scored.topics.f1:.3f}; roles: accuracy {figure(scored.roles.accuracy)}"


def sets_table(accuracy: Accuracy) -> list[Cells]:
    """Measures by set."""
    scores = _in_order(accuracy)
    figures = [headline_figures(each.groups[ALL]) for each in scores]
    rows = [[title, *(figure(each.get(name)) for each in figures)] for name, title in MEASURES.items()]
    return [["", *(each.name for each in scores)], ["entries", *(str(each.sizes[ALL]) for each in scores)], *rows]


def _in_order(accuracy: Accuracy) -> list[SetScore]:
    """Return the unseen set, then all sets together, then each of the others."""
    unseen = [each for each in accuracy.sets if each.name == UNSEEN]
    return [*unseen, accuracy.together, *(each for each in accuracy.sets if each.name != UNSEEN)]


def groups_table(score: SetScore) -> list[Cells]:
    """Measures of one set by group."""
    groups = [group for group in GROUPS if group in score.groups]
    figures = [headline_figures(score.groups[group]) for group in groups]
    rows = [[title, *(figure(each.get(name)) for each in figures)] for name, title in MEASURES.items()]
    sizes = ["entries", *(str(score.sizes[group]) for group in groups)]
    return [["", *(GROUP_TITLES[group] for group in groups)], sizes, *rows]


def misses_table(accuracy: Accuracy) -> list[Cells]:
    """How many misses of each kind, by set."""
    scores = _in_order(accuracy)
    counts = [Counter(miss.kind for miss in each.groups[ALL].misses) for each in scores]
    rows = [[title, *(str(each[kind]) for each in counts)] for kind, title in MISS_KINDS.items()]
    return [["", *(each.name for each in scores)], *rows]


def _page(accuracy: Accuracy, beside: Beside | None) -> Iterator[str]:
    yield "# Accuracy"
    yield ""
    yield "For whoever wants to know how far to trust the data: how often is what they say right?"
    yield ""
    yield (
        "Written by `make evaluate`; not edited by hand. The figures of every set by language and layout, and those "
        "by kind of linked pair, are in `evaluation/accuracy.json`."
    )
    yield ""
    yield (
        "The pipeline runs on labelled entries (`evaluation/GUIDELINES.md`), and what it publishes is compared "
        "with the labels. F1 weighs what is found against what is wrongly found; “all right” counts entries of "
        f"which the value, or that there is none, is right. `{UNSEEN}` comes first and tells most about new "
        "bulletins: it was kept unseen while rules were written. The other sets were worked with, so their figures "
        "flatter, and `all sets` with them. In a set of 70, one entry is 0.014. The labels follow written guidelines; "
        "they were made in part by a language model, not by a panel of people, and `evaluation/README.md` says how far "
        "two labellings agree."
    )
    yield from section("Sets", [f"- **{each.name}**: {each.about}" for each in SETS])
    yield from section("Figures by set", markdown(sets_table(accuracy)))
    for each in _in_order(accuracy)[:BROKEN_DOWN]:
        yield from section(f"`{each.name}`, by language and layout", markdown(groups_table(each)))
    yield from section("What is wrong, by kind", markdown(misses_table(accuracy)))
    yield ""
    yield (
        "Countries count entries with a country too many or too few; organisations count single ones. "
        f'`make evaluate ARGS="--misses 20"` shows them, `--set {UNSEEN}` those of the unseen set.'
    )
    yield from reading_sections(accuracy.reading, beside)
    yield from linking_sections(accuracy.linking)
    yield from confidence_section(accuracy.confidence)
    yield from section("Topics and roles", _topics_and_roles(accuracy))


def _topics_and_roles(accuracy: Accuracy) -> Iterator[str]:
    scored, passes = accuracy.topics_and_roles, accuracy.passes
    yield (
        f"Over the {scored.entries} development entries, labelled by `evaluation/TOPICS_AND_ROLES.md`. Topics are "
        "counted over all pairs of event and objective (micro), roles over the organisations that were found. The two "
        f"passes of labelling, alternatives left aside, agree with each other with an F1 of {passes.topics.f1:.3f} on "
        f"topics, and on {figure(passes.roles.accuracy)} of the roles."
    )
    yield ""
    topics = scored.topics
    yield from markdown(
        [
            ["", "precision", "recall", "F1", "accuracy"],
            ["topics", figure(topics.precision), figure(topics.recall), figure(topics.f1), ""],
            ["roles", "", "", "", f"{figure(scored.roles.accuracy)} ({scored.roles.right} of {scored.roles.of})"],
        ]
    )


def misses_of(score: SetScore, accuracy: Accuracy) -> tuple[Miss, ...]:
    """The misses of a set, and with the development set those of topics and roles."""
    further = accuracy.topics_and_roles.misses if score.name == SETS[0].name else ()
    return score.groups[ALL].misses + further
