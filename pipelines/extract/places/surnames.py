"""Distinguishes places from surnames ("Inés Barahona"), streets ("calle Brasil") and marks of languages ("[EN/UK]")."""

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import any_of, is_in
from pipelines.extract.text.layout import Layout

_CODE = 2
_BETWEEN_CODES = b"/,-_"
_STARTS_SENTENCE = b"|\n._"


def surnames(hits: Hits, layout: Layout) -> Flags:
    """Return which of these names of places are surnames: those after a given name ("Inés Barahona", "Ana Sol Lima") or
    after a post and a further name ("Mayor Citlalli España"), and the same name without "in" or "of" elsewhere in the
    entry ("Barahona said")."""
    letters, given, post = layout.letters, layout.role("given_name"), layout.role("title") | layout.role("occupation")
    before = np.maximum(hits.first - 1, 0)
    earlier, earliest = np.maximum(hits.first - 2, 0), np.maximum(hits.first - 3, 0)
    is_name = letters[before] == ord("C")
    is_second_name = is_name & ~layout.role("weak_adjective")[before]
    is_second_name &= (given[earlier] & (letters[earlier] == ord("C"))) | post[earlier]
    result: Flags = (is_name & given[before] & ~is_in(b"H", letters[earlier])) | (
        is_second_name & ~is_in(b"H", letters[earliest])
    )
    result |= _are_given_names(hits, layout)
    return result | _repeats(result, hits, layout) if result.any() else result


def _are_given_names(hits: Hits, layout: Layout) -> Flags:
    """Return which names are a person's given name: "Israel Bernal says", not "in Jordan Valley"."""
    letters, given = layout.letters, layout.role("given_name")
    before, behind = letters[np.maximum(hits.first - 1, 0)], np.minimum(hits.last + 1, len(letters) - 1)
    is_single = (hits.last - hits.first == 1) & given[hits.first]
    result: Flags = is_single & is_in(b"CP", letters[hits.last]) & ~is_in(b"iofltHO", before)
    return result & ~is_in(b"CH", letters[behind])


def _repeats(is_surname: Flags, hits: Hits, layout: Layout) -> Flags:
    """Return which names stand alone as a person's elsewhere in an entry that has them as a surname."""
    letters, senses = layout.letters, int(hits.sense.max()) + 1
    named: Offsets = layout.entry_of(hits.first) * senses + hits.sense
    is_same = any_of(named[is_surname], len(layout) * senses)[named]
    before = letters[np.maximum(hits.first - 1, 0)]
    result: Flags = is_same & (
        is_in(b"xT", before) | (is_in(_STARTS_SENTENCE, before) & (letters[hits.last] == ord("x")))
    )
    return result


def streets(hits: Hits, layout: Layout) -> Flags:
    """Return which of these names of places are those of streets and quarters: "calle Brasil", "colonia Roma", "Jordan
    Street"."""
    behind = np.minimum(hits.last, len(layout.letters) - 1)
    result: Flags = layout.role("street_before")[np.maximum(hits.first - 1, 0)]
    return result | (layout.role("street_behind")[behind] & layout.tokens.capital[behind])


def language_marks(hits: Hits, layout: Layout) -> Flags:
    """Return which of these names of places are codes of languages beside another one: the "UK" of "[EN/UK]"."""
    letters, code = layout.letters, layout.role("language_code")
    result = np.zeros(len(hits), np.bool_)
    short = np.flatnonzero((hits.end - hits.start == _CODE) & code[hits.first])
    for step in (-1, 1):
        mark = hits.first[short] + step
        beyond = np.clip(mark + step, 0, len(letters) - 1)
        result[short] |= is_in(_BETWEEN_CODES, letters[mark]) & code[beyond] & layout.tokens.all_caps[beyond]
    return result
