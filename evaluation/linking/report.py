"""The measured figures of linking as tables to read."""

from collections.abc import Iterator, Sequence

from evaluation.linking.measure import LinkAccuracy
from evaluation.linking.scoring import LinkScore
from evaluation.tables import Cells, columns, figure, markdown, section

_GROUPS = ("by_languages", "by_sources")


def linking_terminal(accuracy: LinkAccuracy) -> Iterator[str]:
    """Yield the figures in columns."""
    yield "\nactivities"
    yield from columns(totals_table(accuracy))
    yield ""
    yield from columns(recall_table(accuracy, (*_GROUPS, "by_kind")))


def linking_sections(accuracy: LinkAccuracy) -> Iterator[str]:
    """Yield the part of `docs/accuracy.md` on activities."""
    yield from section("Activities: which events report the same one", _introduction(accuracy.score))
    yield ""
    yield from markdown(totals_table(accuracy))
    yield ""
    yield from markdown(recall_table(accuracy, _GROUPS))
    yield ""
    yield _kept_apart(accuracy.score)


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


def recall_table(accuracy: LinkAccuracy, groups: Sequence[str]) -> list[Cells]:
    """Return the recall by the groupings of `LinkScore` that are named; a pair may be in several groups of one."""
    rows: list[Cells] = [["pairs of one activity", "pairs", "recall", "baseline"]]
    for name in groups:
        ours, theirs = (getattr(each, name) for each in (accuracy.score, accuracy.baseline))
        rows += [
            [_title(group), str(each.pairs), figure(each.recall), figure(theirs[group].recall)]
            for group, each in ours.items()
        ]
    return rows


def _introduction(score: LinkScore) -> Iterator[str]:
    yield (
        f"{score.entries} invented entries of four sources in two languages report {score.activities} activities "
        "(`evaluation/activities`). The weights of the evidence are fitted to this set, so its figures flatter; "
        "`evaluation/activities/README.md` has those of cross-validation."
    )


def _kept_apart(score: LinkScore) -> str:
    near = score.kept_apart.values()
    return (
        f"Of {sum(each.pairs for each in near)} pairs that look alike but are two activities, such as sessions of one "
        f"series, {sum(each.joined for each in near)} were joined."
    )


def _title(name: str) -> str:
    return name.replace("_", " ")
