"""Comparisons of texts: words, names, and terms for subjects and groups of people that both languages share."""

import numpy as np

from pipelines.link.comparing.pairs import Outcomes, Pairs, chosen, ones
from pipelines.link.reading.ragged import Floats
from pipelines.link.reading.reports import rarity

WORDS = (
    "alike_3", "alike_2", "alike_1", "alike_0",
    "across_3", "across_2", "across_1", "across_0",
)  # fmt: skip


def words(pairs: Pairs) -> Outcomes:
    """Compare all words; rare ones count more."""
    share = word_share(pairs)
    language = pairs.both(pairs.reports.language)
    same = language[0] == language[1]
    return chosen(
        WORDS,
        [
            (same & (share >= 0.45), "alike_3"),
            (same & (share >= 0.3), "alike_2"),
            (same & (share >= 0.18), "alike_1"),
            (same, "alike_0"),
            (share >= 0.32, "across_3"),
            (share >= 0.2, "across_2"),
            (share >= 0.1, "across_1"),
        ],
        "across_0",
    )


def word_share(pairs: Pairs) -> Floats:
    """The bits of the words that both have, of those of the text that has fewer."""
    words = pairs.reports.words
    bits = rarity(words)
    totals = words.totals(bits)
    smaller = np.minimum(totals[pairs.one], totals[pairs.other])
    return np.asarray(words.shared(pairs.one, pairs.other, bits) / np.maximum(smaller, 1.0), np.float64)


NAMES = ("several", "some", "none")


def names(pairs: Pairs) -> Outcomes:
    """Compare the words that are mostly written with a capital."""
    names = pairs.reports.names
    shared = names.shared(pairs.one, pairs.other, rarity(names))
    return chosen(NAMES, [(shared >= 16, "several"), (shared >= 5, "some")], "none")


SUBJECT = ("several", "some", "none", "differ")


def subject(pairs: Pairs) -> Outcomes:
    """Compare the subjects that the texts name, across languages."""
    return _terms(pairs, "subjects", SUBJECT)


GROUP = ("several", "some", "none", "differ")


def group(pairs: Pairs) -> Outcomes:
    """Compare the groups of people that the texts name, across languages."""
    return _terms(pairs, "groups", GROUP)


def _terms(pairs: Pairs, column: str, outcomes: tuple[str, ...]) -> Outcomes:
    terms = getattr(pairs.reports, column)
    shared = terms.shared(pairs.one, pairs.other, rarity(terms))
    sizes = np.diff(terms.first)
    known = (sizes[pairs.one] > 0) & (sizes[pairs.other] > 0)
    return chosen(outcomes, [(shared >= 9, "several"), (shared > 0, "some"), (known, "differ")], "none")


HEADED = ("same", "differs", "unknown")


def headed(pairs: Pairs) -> Outcomes:
    """Compare the groups that headlines name first and numbers of participants count."""
    rows = pairs.reports.headed
    sizes = np.diff(rows.first)
    known = (sizes[pairs.one] > 0) & (sizes[pairs.other] > 0)
    shared = rows.shared(pairs.one, pairs.other, ones(rows.values))
    return chosen(HEADED, [(shared > 0, "same"), (known, "differs")], "unknown")
