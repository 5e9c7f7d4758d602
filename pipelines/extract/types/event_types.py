"""Chooses the event type and the topics of each entry, by weighted cue phrases."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.extract.text.batch import Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.columns import NONE, first_of, is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.sentences import Sentences
from pipelines.extract.types.cues import Cues, CueTable

_HEADLINE = 2.5
_SENTENCES = (1.0, 0.8, 0.5, 0.3)
_FURTHER = 0.15
_WITHIN_NAME, _WITHIN_REGISTERED_NAME = 0.5, 0.3
_LEAST_TOPIC = 0.8
_MOST_TOPICS = 3
STORY = "story"
_PER_PRONOUN, _FEWEST_PRONOUNS, _MOST_PRONOUNS = 1.0, 2, 5

Weights = npt.NDArray[np.float64]


class Indicated(NamedTuple):
    """Codes chosen for entries, ordered by entry and code: parallel arrays.

    `entry`: the entry's number. `code`: a number in `codes`. `start`, `end`: the characters of the strongest cue for
    it.
    """

    entry: Offsets
    code: Ids
    start: Offsets
    end: Offsets
    codes: Sequence[str]


class Weighed(NamedTuple):
    """The strongest type of each entry that has one, and its topics.

    `lead`: by entry, how far the type's score leads the next, as a share of it; negative for entries without a type.
    """

    types: Indicated
    topics: Indicated
    lead: Weights


class PlacedCues(NamedTuple):
    """The cues for event types in a batch, each phrase once in the headline and once in the body: parallel arrays.

    `entry`: the entry's number. `cue`: the number of the row of `cues.csv`. `place`: how much it counts where it is.
    `portrait`: by entry, the score that a story has without cues.
    """

    entry: Offsets
    cue: Ids
    place: Weights
    portrait: Weights


class EventTypes:
    """Weighs the cues of whole batches.

    A cue in the headline counts two and a half times one in the body's first sentence; later sentences count
    less, and the same phrase counts once in the headline and once in the body. A phrase with a capital within a
    sentence of the body belongs to a name ("Ministry of Public Education", "Forum in Asia") and counts less.
    """

    def __init__(self, table: CueTable) -> None:
        self._phrases = table.size
        self._codes = [value for _, value in table.codes]
        self._is_type = table.of_kind("event_type")
        self._weighed = self._is_type | table.of_kind("topic")
        self.types = {self._codes[number]: number for number in np.flatnonzero(self._is_type).tolist()}
        """The number in `codes` of each type."""

    def weigh(self, cues: Cues, layout: Layout) -> Weighed:
        """Return each entry's strongest type, and the topics that are strong enough, at most three."""
        cues, place = self._placed(cues, layout)
        weight = cues.weight * place
        group = cues.entry * len(self._codes) + cues.code
        size = len(layout) * len(self._codes)
        best = _first_of_most(group, weight, size)
        has_any = np.flatnonzero(best != NONE)
        score: Weights = np.bincount(group, weight, size)[has_any].astype(np.float64, copy=False)
        is_story = group[best[has_any]] % len(self._codes) == self.types[STORY]
        score[is_story] += _portraits(layout)[cues.entry[best[has_any[is_story]]]]
        has_any, score = has_any[score > 0], score[score > 0]
        cues = cues.where(best[has_any])
        is_type = self._is_type[cues.code]
        types = _highest(np.flatnonzero(is_type), cues.entry, score, 1)
        topics = _highest(np.flatnonzero(~is_type & (score >= _LEAST_TOPIC)), cues.entry, score, _MOST_TOPICS)
        lead = _lead(cues.entry[is_type], score[is_type], len(layout))
        return Weighed(self._indicated(cues, types), self._indicated(cues, topics), lead)

    def cues_of_types(self, cues: Cues, layout: Layout) -> PlacedCues:
        """Return what the choice of types rests on, but for the weights of the cues."""
        cues, place = self._placed(cues, layout)
        own = self._is_type[cues.code]
        return PlacedCues(cues.entry[own], cues.cue[own], place[own], _portraits(layout))

    def _placed(self, cues: Cues, layout: Layout) -> tuple[Cues, Weights]:
        """Return the cues for types and topics, each phrase once in the headline and once in the body, and how much
        each counts where it is."""
        sentences, batch = layout.sentences, layout.batch
        cues = cues.where(np.flatnonzero(self._weighed[cues.code]))
        in_headline = cues.start < batch.body_starts[cues.entry]
        once = _firsts((cues.entry * 2 + in_headline) * self._phrases + cues.cue)
        cues, in_headline = cues.where(once), in_headline[once]
        place = _weight_of_place(cues, in_headline, sentences)
        is_type = self._is_type[cues.code]
        place[_is_within_name(cues, in_headline, batch, sentences) & is_type] *= _WITHIN_NAME
        place[_is_registered(cues, layout) & is_type] *= _WITHIN_REGISTERED_NAME
        return cues, place

    def _indicated(self, cues: Cues, chosen: Offsets) -> Indicated:
        cues = cues.where(chosen)
        return Indicated(cues.entry, cues.code, cues.start, cues.end, self._codes)


def _portraits(layout: Layout) -> Weights:
    """Return how strongly each entry speaks of one person, as a story does: by the pronouns "she", "her", "ella"."""
    pronouns = layout.count("one_person")
    count = pronouns[layout.last_token] - pronouns[layout.tokens.first[:-1]]
    weights: Weights = _PER_PRONOUN * np.where(count >= _FEWEST_PRONOUNS, np.minimum(count, _MOST_PRONOUNS), 0.0)
    return weights


def _firsts(keys: Offsets) -> Offsets:
    """Return the first position of each key, in order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.append(True, ordered[1:] != ordered[:-1])[: len(keys)]
    return np.sort(order[is_first])


def _first_of_most(group: Offsets, weight: Weights, size: int) -> Offsets:
    """Return the first of the heaviest members of each group; NONE if it has none."""
    most = np.full(size, -np.inf)
    np.maximum.at(most, group, weight)
    heaviest = np.flatnonzero(weight == most[group])
    first = first_of(group[heaviest], size)
    return np.where(first == NONE, NONE, np.append(heaviest, NONE)[first])


def _highest(chosen: Offsets, entry: Offsets, score: Weights, most: int) -> Offsets:
    """Return, of the chosen ones, the `most` of each entry with the highest scores, the first on a tie, in order."""
    ranked = chosen[np.lexsort((-score[chosen], entry[chosen]))]
    own = entry[ranked]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    return np.sort(ranked[rank < most])


def _is_within_name(cues: Cues, in_headline: Flags, batch: TextBatch, sentences: Sentences) -> Flags:
    """Return which cues of the body start with a capital that does not start a sentence."""
    flags: Flags = ~in_headline & batch.is_upper[cues.start] & (cues.start != sentences.start[cues.sentence])
    return flags


def _is_registered(cues: Cues, layout: Layout) -> Flags:
    """Return which cues start in a registered name: the "conference" of the Regional Conference on Migration."""
    return is_in(b"Or", layout.letters[layout.tokens.at(cues.start)])


def _lead(entry: Offsets, score: Weights, size: int) -> Weights:
    """Return how far each entry's highest score leads the next, as a share of it; -1 for entries without a score."""
    order = np.lexsort((-score, entry))
    own, ranked = entry[order], score[order]
    first = np.flatnonzero(np.diff(own, prepend=NONE))
    following = np.minimum(first + 1, max(len(own) - 1, 0))
    is_alone = (own[following] != own[first]) | (following == first)
    lead: Weights = np.full(size, -1.0)
    lead[own[first]] = 1 - np.where(is_alone, 0.0, ranked[following]) / ranked[first]
    return lead


def _weight_of_place(cues: Cues, in_headline: Flags, sentences: Sentences) -> Weights:
    weights = np.array((*_SENTENCES, _FURTHER))
    number = sentences.within_body(cues.sentence, cues.entry)
    number = np.where((number < 0) | (number > len(_SENTENCES)), len(_SENTENCES), number)
    return np.where(in_headline, _HEADLINE, weights[number])
