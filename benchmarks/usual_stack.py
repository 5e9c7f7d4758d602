"""What a user would put together from packages: spaCy, dateparser and lists of countries, in an environment of its own.

Each entry is given whole. Found are: countries by entity and list; organisations by entity and `Name (LETTERS)`; the
first date that dateparser can read, counted from the page's date. Nothing else: no event type, no participants, no
identity of organisations, no topics, no spans.

spaCy's trained models come from a place of their own, which a machine may not reach. Without them there are two
stand-ins, neither of which is the real stack: `rules` finds entities by spaCy's rules alone, so it is faster than any
model; `networks` also runs untrained networks of the small models' size and drops what they say, so it does about the
models' work and finds no more than the rules. The figures say which it was.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime

import country_converter
import dateparser
import pyarrow.parquet as pq
import spacy
from babel import Locale
from spacy.language import Language
from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm", "es": "es_core_news_sm"}
PLACES, ORGANISATIONS, DATES = ("GPE", "LOC"), ("ORG",), ("DATE",)
CAPITALIZED, LINK = r"[A-ZÁÉÍÓÚÑ][\w'-]*", r"(?:of|for|de|la|el|y|and|the)"
WITH_LETTERS = re.compile(rf"({CAPITALIZED}(?: (?:{CAPITALIZED}|{LINK}))+) \(([A-Z]{{2,}})\)")
MONTHS = {
    language: [name.lower() for name in Locale(language).months["format"]["wide"].values()] for language in MODELS
}
SETTINGS = {"PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["month"]}


LABELS = ("GPE", "LOC", "ORG", "DATE", "PERSON", "CARDINAL", "NORP", "EVENT")


@Language.component("drop_entities")
def drop_entities(doc: Doc) -> Doc:
    """Forget what untrained networks said."""
    doc.ents = ()
    return doc


def pipeline(language: str, how: str) -> tuple[Language, str]:
    """spaCy's small model, or a stand-in where it is not there; tells which."""
    if how == "networks" and spacy.util.is_package(MODELS[language]):
        return spacy.load(MODELS[language], exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"]), "models"
    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    if how == "networks":
        recognizer = nlp.add_pipe("ner")
        for label in LABELS:
            recognizer.add_label(label)
        nlp.add_pipe("drop_entities")
    nlp.add_pipe("entity_ruler")
    nlp.initialize()
    nlp.get_pipe("entity_ruler").add_patterns(list(rules(language)))
    return nlp, how


def rules(language: str) -> Iterator[dict[str, object]]:
    """Patterns for names of countries and for dates."""
    for code, name in Locale(language).territories.items():
        if len(code) == 2:
            yield {"label": "GPE", "pattern": name}
    month = {"LOWER": {"IN": MONTHS[language]}}
    number = {"IS_DIGIT": True}
    link = [{"LOWER": "de", "OP": "?"}]
    for pattern in ([month, number], [number, *link, month], [month, number, {"ORTH": ","}, number]):
        yield {"label": "DATE", "pattern": pattern}
        yield {"label": "DATE", "pattern": [*pattern, *link, number]}


class Stack:
    """The stack, loaded."""

    def __init__(self, how: str) -> None:
        loaded = {language: pipeline(language, how) for language in MODELS}
        self.pipelines = {language: nlp for language, (nlp, _) in loaded.items()}
        self.how = loaded["en"][1]
        names = {language: Locale(language).territories.items() for language in MODELS}
        self.codes = {name.lower(): code for pairs in names.values() for code, name in pairs if len(code) == 2}
        self.converter = country_converter.CountryConverter()
        self.seen: dict[str, str | None] = {}

    def read(self, rows: list[dict[str, object]]) -> Iterator[tuple[set[str], set[str], datetime | None]]:
        """Countries, organisations and date of each row."""
        for language, nlp in self.pipelines.items():
            own = [row for row in rows if row["language"] == language]
            texts = (f"{row['headline']}\n\n{row['body']}" for row in own)
            for row, doc in zip(own, nlp.pipe(texts, batch_size=64), strict=True):
                yield self.countries(doc), self.organisations(doc), self.date(doc, row, language)

    def countries(self, doc: Doc) -> set[str]:
        found = {self.country(entity.text) for entity in doc.ents if entity.label_ in PLACES}
        return {code for code in found if code}

    def country(self, name: str) -> str | None:
        if name not in self.seen:
            code = self.codes.get(name.lower()) or self.converter.convert(name, to="ISO2", not_found=None)
            self.seen[name] = code if isinstance(code, str) and len(code) == 2 else None
        return self.seen[name]

    def organisations(self, doc: Doc) -> set[str]:
        entities = {entity.text for entity in doc.ents if entity.label_ in ORGANISATIONS}
        return entities | {match.group(1) for match in WITH_LETTERS.finditer(doc.text)}

    def date(self, doc: Doc, row: dict[str, object], language: str) -> datetime | None:
        published = row["published_on"]
        base = {"RELATIVE_BASE": datetime.combine(published, datetime.min.time())} if published else {}
        for entity in doc.ents:
            if entity.label_ in DATES or any(month in entity.text.lower() for month in MONTHS[language]):
                found = dateparser.parse(entity.text, languages=[language], settings={**SETTINGS, **base})
                if found:
                    return found
        return None


def main(path: str, limit: int, how: str) -> None:
    """Read the entries and print CPU seconds, wall time, peak memory and how much was found."""
    began = time.process_time()
    stack = Stack(how)
    loading = time.process_time() - began
    rows = next(pq.ParquetFile(path).iter_batches(batch_size=limit)).to_pylist()
    list(stack.read(rows[:20]))
    cpu, wall = time.process_time(), time.perf_counter()
    found = list(stack.read(rows))
    figures = {
        "step": "usual stack", "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "entries": len(rows), "start": loading,
        "how": stack.how, "dated": sum(date is not None for _, _, date in found),
        "countries": sum(len(countries) for countries, _, _ in found),
        "organisations": sum(len(organisations) for _, organisations, _ in found),
    }  # fmt: skip
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
