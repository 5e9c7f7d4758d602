"""Labels of topics and roles by `TOPICS_AND_ROLES.md`, and how the published ones compare with them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.counts import Miss, Share, Tally
from evaluation.labels import LabelError, read_rows
from evaluation.predictions import PredictedEvent
from evaluation.scoring import LONGEST_SHOWN, MatchedEntry, mentions_of
from schemas.codes import code_list

FILE = "topics_roles.jsonl"
PASSES = ("topics_roles_pass1.jsonl", "topics_roles_pass2.jsonl")


@dataclass(frozen=True, slots=True)
class TopicsAndRoles:
    """An entry's topics, wanted and optional, and each wanted organisation's role with those that can be defended."""

    topics: frozenset[str]
    topics_optional: frozenset[str]
    roles: Mapping[str, str]
    roles_alt: Mapping[str, frozenset[str]]

    def accepts(self, name: str, role: str | None) -> bool:
        """Whether a role is the label of the organisation of that name, or an alternative."""
        return role == self.roles[name] or role in self.roles_alt.get(name, frozenset())


@dataclass(frozen=True)
class TopicsAndRolesScore:
    """Topics over labelled entries that were found, roles over labelled organisations that were found."""

    entries: int
    topics: Tally
    roles: Share
    misses: tuple[Miss, ...]


@dataclass(frozen=True)
class Agreement:
    """How far two passes of labelling agree: topics of the second pass against the first, and equal roles."""

    topics: Tally
    roles: Share


def load_topics_and_roles(path: Path) -> dict[str, TopicsAndRoles]:
    """The labels by entry.

    Raises:
        LabelError: the file cannot be read, or holds a topic or role that is not in its code list.
    """
    labels = {}
    for row in read_rows(path, "id", "topics", "topics_optional", "roles", "roles_alt"):
        unknown = sorted(_unknown_codes(row))
        if unknown:
            raise LabelError(f"{path.name}: {row['id']}: not in the code list: {', '.join(unknown)}")
        labels[row["id"]] = TopicsAndRoles(
            frozenset(row["topics"]),
            frozenset(row["topics_optional"]),
            row["roles"],
            {name: frozenset(roles) for name, roles in row["roles_alt"].items()},
        )
    return labels


def score_topics_and_roles(
    matched: Iterable[MatchedEntry], labels: Mapping[str, TopicsAndRoles]
) -> TopicsAndRolesScore:
    """The score over the entries that have labels and were found."""
    topics, roles, entries = Tally(), Share(), 0
    misses: list[Miss] = []
    for each in matched:
        label = labels.get(each.entry.id)
        if label is None or each.event is None:
            continue
        entries += 1
        topics += Tally(
            len(each.event.topics & label.topics),
            len(each.event.topics - label.topics - label.topics_optional),
            len(label.topics - each.event.topics),
        )
        misses += _topic_misses(each, label, each.event)
        for name, role in _roles_found(each, label, each.event):
            is_right = label.accepts(name, role)
            roles += Share(int(is_right), 1)
            if not is_right:
                details = (name[:LONGEST_SHOWN], f"got {role}", f"wanted {label.roles[name]}")
                misses.append(Miss("role", each.entry.id, details))
    return TopicsAndRolesScore(entries, topics, roles, tuple(misses))


def agreement(first: Mapping[str, TopicsAndRoles], second: Mapping[str, TopicsAndRoles]) -> Agreement:
    """How far two passes over the same entries agree, alternatives not counted."""
    topics, roles = Tally(), Share()
    for entry_id in first.keys() & second.keys():
        one, other = first[entry_id], second[entry_id]
        shared = len(one.topics & other.topics)
        topics += Tally(shared, len(other.topics) - shared, len(one.topics) - shared)
        named = one.roles.keys() & other.roles.keys()
        roles += Share(sum(one.roles[name] == other.roles[name] for name in named), len(named))
    return Agreement(topics, roles)


def _unknown_codes(row: Mapping[str, Any]) -> Iterator[str]:
    yield from {*row["topics"], *row["topics_optional"]} - code_list("topics").keys()
    roles = {*row["roles"].values(), *(role for several in row["roles_alt"].values() for role in several)}
    yield from roles - code_list("roles").keys()


def _topic_misses(each: MatchedEntry, label: TopicsAndRoles, event: PredictedEvent) -> Iterator[Miss]:
    headline = each.entry.headline[:LONGEST_SHOWN]
    for code in sorted(label.topics - event.topics, key=int):
        yield Miss("topic_lacking", each.entry.id, (headline, code))
    for code in sorted(event.topics - label.topics - label.topics_optional, key=int):
        yield Miss("topic_extra", each.entry.id, (headline, code))


def _roles_found(
    each: MatchedEntry, label: TopicsAndRoles, event: PredictedEvent
) -> Iterator[tuple[str, str | None]]:
    """The labelled organisations that were found, with the role of the partner that most of their mentions carry."""
    for partner in each.entry.partners:
        ids = Counter(mentions_of(partner.forms, event))
        if ids and partner.name in label.roles:
            yield partner.name, event.roles.get(ids.most_common(1)[0][0])
