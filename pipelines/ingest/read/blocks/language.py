"""Tell English from Spanish by the function words of a text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipelines.ingest import reference

DEFAULT = "en"
_WORDS = re.compile(r"[a-zà-ÿ]+")
# Function words settle it long before the end of a long document.
_ENOUGH = 2_000


def language_of(texts: Iterable[str]) -> str:
    """`en` or `es`, whichever language's function words are more; English where there are none."""
    words = reference.stop_words()
    counts = Counter(map(words.get, _WORDS.findall("\n".join(_beginning(texts)))))
    languages = sorted(language for language in counts if language is not None)
    return max(languages, key=lambda language: counts[language], default=DEFAULT)


def _beginning(texts: Iterable[str]) -> Iterator[str]:
    read = 0
    for text in texts:
        yield text
        read += len(text)
        if read > _ENOUGH:
            return
