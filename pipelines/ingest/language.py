"""Tell English from Spanish by the function words of a text."""

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.ingest import reference

DEFAULT = "en"
_WORDS = re.compile(r"[a-zà-ÿ]+")
# Function words settle it long before the end of a long document.
_ENOUGH = 2_000


def language_of(texts: Iterable[str]) -> str:
    """`en` or `es`, whichever language's function words are more; English where there are none."""
    words = reference.stop_words()
    counts: Counter[str] = Counter()
    read = 0
    for text in texts:
        counts.update(words[word] for word in _WORDS.findall(text) if word in words)
        read += len(text)
        if read > _ENOUGH:
            break
    return max(sorted(counts), key=lambda language: counts[language], default=DEFAULT)
