"""The measured figures of linking as tables to read."""

from collections.abc import Iterator

from evaluation.linking.measure import LinkAccuracy
from evaluation.linking.scoring import LinkScore
from evaluation.tables import Cells, columns, figure, markdown, section


def linking_terminal(accuracy: LinkAccuracy) -> Iterator[str]:
    """Yield the figures in columns."""
    yield "\nactivities"
    yield from columns(totals_table(accuracy))
    yield ""
    yield from columns(kinds_table(accuracy))


def linking_sections(accuracy: LinkAccuracy) -> Iterator[str]:
    """Yield the part of `docs/accuracy.md` on activities."""
    yield from section("Activities: which events report the same one", _introduction(accuracy.score))
    yield ""
    yield from markdown(totals_table(accuracy))
    yield ""
    yield from markdown(kinds_table(accuracy))
    yield ""
    yield from markdown(apart_table(accuracy))


def totals_table(accuracy: LinkAccuracy) -> list[Cells]:
    """Return the figures of the project beside those of the baseline."""
    both = (accuracy.score, accuracy.baseline)
    return [
        ["", "project", "host, start and type equal"],
        ["pairs, precision", *(figure(each.pairwise.precision) for each in both)],
        ["pairs, recall", *(figure(each.pairwise.recall) for each in both)],
        ["B-cubed F1", *(figure(each.b_cubed) for each in both)],
        [f"activities counted ({accuracy.score.activities})", *(str(each.counted) for each in both)],
    ]


def kinds_table(accuracy: LinkAccuracy) -> list[Cells]:
    """Return the recall by languages, sources and kind of pair; a pair has several kinds."""
    score, baseline = accuracy.score, accuracy.baseline
    rows: list[Cells] = [["pairs of one activity", "pairs", "recall", "baseline"]]
    for ours, theirs in (
        (score.by_languages, baseline.by_languages),
        (score.by_sources, baseline.by_sources),
        (score.by_kind, baseline.by_kind),
    ):
        rows += [
            [_title(name), str(each.pairs), figure(each.recall), figure(theirs[name].recall)]
            for name, each in ours.items()
        ]
    return rows


def apart_table(accuracy: LinkAccuracy) -> list[Cells]:
    """Return the near pairs of different activities, by kind, and those that were joined wrongly."""
    rows: list[Cells] = [["near pairs of two activities", "pairs", "joined"]]
    return rows + [
        [_title(name), str(each.pairs), str(each.joined)] for name, each in accuracy.score.kept_apart.items()
    ]


def _introduction(score: LinkScore) -> Iterator[str]:
    yield (
        f"{score.entries} invented entries of four sources in two languages report {score.activities} activities "
        "(`evaluation/activities`). The weights of the evidence are fitted to this set, so its figures flatter; "
        "`evaluation/activities/README.md` has those of cross-validation."
    )


def _title(name: str) -> str:
    return name.replace("_", " ")
