"""Comparisons of texts: words, names, and terms for subjects and groups of people that both languages share."""

import numpy as np

from pipelines.link.comparing.pairs import Outcomes, Pairs, chosen, ones
from pipelines.link.reading.ragged import Floats
from pipelines.link.reading.reports import rarity

_SEVERAL = 2
_ALIKE = ((3, 0.45), (2, 0.3), (1, 0.18), (0, 0.0))
_ACROSS = ((3, 0.32), (2, 0.2), (1, 0.1), (0, 0.0))
WORDS = (
    "alike_3", "alike_2", "alike_1", "alike_0",
    "elsewhere_3", "elsewhere_2", "elsewhere_1", "elsewhere_0",
    "across_3", "across_2", "across_1", "across_0",
)  # fmt: skip


def words(pairs: Pairs) -> Outcomes:
    """Compare all words; rare ones count more, and sources of their own do not share templates."""
    share = word_share(pairs)
    language, source = pairs.both(pairs.reports.language), pairs.both(pairs.reports.source)
    is_across, is_elsewhere = language[0] != language[1], source[0] != source[1]
    return chosen(
        WORDS,
        [
            *((is_across & (share >= least), f"across_{rank}") for rank, least in _ACROSS),
            *((~is_across & is_elsewhere & (share >= least), f"elsewhere_{rank}") for rank, least in _ALIKE),
            *((~is_across & (share >= least), f"alike_{rank}") for rank, least in _ALIKE),
        ],
        "alike_0",
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


SUBJECT = ("several", "some", "none", "differ", "differ_little")


def subject(pairs: Pairs) -> Outcomes:
    """Compare the subjects that the texts name, across languages."""
    return _terms(pairs, "subjects", SUBJECT)


GROUP = ("several", "some", "none", "differ", "differ_little")


def group(pairs: Pairs) -> Outcomes:
    """Compare the groups of people that the texts name, across languages."""
    return _terms(pairs, "groups", GROUP)


def _terms(pairs: Pairs, column: str, outcomes: tuple[str, ...]) -> Outcomes:
    terms = getattr(pairs.reports, column)
    shared = terms.shared(pairs.one, pairs.other, rarity(terms))
    sizes = np.diff(terms.first)
    fewer = np.minimum(sizes[pairs.one], sizes[pairs.other])
    return chosen(
        outcomes,
        [(shared >= 9, "several"), (shared > 0, "some"), (fewer >= _SEVERAL, "differ"), (fewer > 0, "differ_little")],
        "none",
    )


HEADED = ("same", "differs", "differs_elsewhere", "unknown")


def headed(pairs: Pairs) -> Outcomes:
    """Compare the groups that headlines name first and numbers of participants count."""
    rows = pairs.reports.headed
    sizes = np.diff(rows.first)
    known = (sizes[pairs.one] > 0) & (sizes[pairs.other] > 0)
    shared = rows.shared(pairs.one, pairs.other, ones(rows.values))
    source = pairs.both(pairs.reports.source)
    return chosen(
        HEADED,
        [(shared > 0, "same"), (known & (source[0] != source[1]), "differs_elsewhere"), (known, "differs")],
        "unknown",
    )
