"""Names as they are compared: folded, without function words, and without the words for their own country."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.extract.names.names import matching_form
from pipelines.extract.text.lexicon import load_lexicon, read_csv

_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_BRACKETS_AT_END = re.compile(r"\s*\([^()]*\)$")


class Key(NamedTuple):
    """A name's words: all of them, and without those for its country; the same if it names no country."""

    whole: str
    without_country: str

    @property
    def names_country(self) -> bool:
        """Return whether the name holds a name of its country."""
        return self.whole != self.without_country


@dataclass(frozen=True)
class Keys:
    """Makes keys of names.

    `same_as`: replacement of a word, so that language and spelling do not matter; nothing for function words.
    `of_country`: what may be cut from a name, by country.
    """

    same_as: Mapping[str, str]
    of_country: Mapping[str, re.Pattern[str]]

    def key(self, name: str, country_iso3: str) -> Key:
        """Return the key of an organisation's name; `country_iso3` is empty for an international one."""
        form = matching_form(_POSSESSIVE.sub("", name.replace("’", "'")))
        pattern = self.of_country.get(country_iso3)
        return Key(self._words(form), self._words(pattern.sub(" ", form) if pattern else form))

    def _words(self, form: str) -> str:
        words = _WORD.findall(form)
        return " ".join(filter(None, map(self.same_as.get, words, words)))


def with_and_without_brackets(name: str) -> tuple[str, ...]:
    """Return the name, and without an acronym, country or note in brackets at its end."""
    shorter = _BRACKETS_AT_END.sub("", name)
    return (name, shorter) if shorter and shorter != name else (name,)


def load_keys(reference: Path) -> Keys:
    """Read the words and the names of countries of the reference tables.

    Raises:
        FileNotFoundError: a table is missing.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for row in read_csv(reference / "country_names.csv"):
        names[row["country_iso3"]].append(matching_form(row["name"]))
    patterns = {country: _pattern(forms) for country, forms in names.items()}
    return Keys(load_lexicon(reference).by_word("same_as"), patterns)


def _pattern(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
