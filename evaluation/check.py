"""Check labelled sets: labels against entries and code lists, documents against entries.

    python -m evaluation.check [SET ...]

Without arguments all sets of the project. Exit status 1 with a line for each fault.
"""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.check_documents import LAYOUTS, check_documents
from evaluation.labels import LabelError, read_rows
from evaluation.matching import fold
from evaluation.sets import SETS
from pipelines.ingest.reference import rows
from schemas.codes import code_list

ENTRY_KEYS = {"id", "origin", "layout", "language", "published_on", "headline", "body", "cut"}
SINGLE = ("published_on", "event_edtf", "host_country", "event_type", "participants")
GOLD_KEYS = {
    "id", "countries", "countries_optional", "partners", "partners_optional", "note",
    *SINGLE, *(f"{key}_alt" for key in SINGLE),
}  # fmt: skip
REQUIRED_GOLD_KEYS = GOLD_KEYS - {"note"} - {f"{key}_alt" for key in SINGLE}

Row = dict[str, Any]


class Fault(NamedTuple):
    """Something wrong in a set: where (an entry's id or a file's name) and what."""

    where: str
    what: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the faults of sets; 1 if there is any."""
    named = sys.argv[1:] if arguments is None else arguments
    folders = [Path(name) for name in named] or [each.folder for each in SETS]
    failed = False
    bodies: dict[str, str] = {}
    for folder in folders:
        try:
            entries = read_rows(folder / "entries.jsonl", *(ENTRY_KEYS - {"cut"}))
            faults = list(check_set(folder, entries))
        except LabelError as error:
            entries, faults = [], [Fault("set", str(error))]
        faults += _told_twice(entries, folder.name, bodies)
        print(f"{folder.name}: {len(entries)} entries, {len(faults)} faults")
        for fault in faults:
            print(f"  {fault.where}: {fault.what}")
        failed = failed or bool(faults)
    return int(failed)


def check_set(folder: Path, entries: Sequence[Row]) -> Iterator[Fault]:
    """The faults of one set, its documents included where it has a manifest.

    Raises:
        LabelError: its labels cannot be read.
    """
    gold = read_rows(folder / "gold.jsonl", *REQUIRED_GOLD_KEYS)
    if [row["id"] for row in entries] != [row["id"] for row in gold]:
        yield Fault("gold.jsonl", "its ids or their order differ from entries.jsonl")
        return
    for number, count in Counter(row["id"] for row in entries).items():
        if count > 1:
            yield Fault(number, f"stands {count} times")
    for entry, labels in zip(entries, gold, strict=True):
        for what in (*_entry_faults(entry), *_label_faults(entry, labels), *_organisation_faults(entry, labels)):
            yield Fault(entry["id"], what)
    if (folder / "bulletins" / "manifest.csv").is_file():
        for where, what in check_documents(folder / "bulletins", entries):
            yield Fault(where, what)


def entry_id(published_on: str | None, headline: str) -> str:
    """The id of an entry in a set."""
    text = f"{published_on or ''}\n{fold(headline)}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def is_edtf(value: object) -> bool:
    """Whether a value is null, a year, month or day, or an interval of two of them in order."""
    if value is None:
        return True
    ends = value.split("/") if isinstance(value, str) else []
    return 1 <= len(ends) <= 2 and all(map(_is_date, ends)) and (len(ends) == 1 or ends[0] < ends[1])


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        return False
    return _is_day(value + "-01-01"[len(value) - 4 :])


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _entry_faults(entry: Row) -> Iterator[str]:
    if unknown := set(entry) - ENTRY_KEYS:
        yield f"unknown keys in entries.jsonl: {', '.join(sorted(unknown))}"
    if entry_id(entry["published_on"], entry["headline"]) != entry["id"]:
        yield f"the id should be {entry_id(entry['published_on'], entry['headline'])}"
    if entry["layout"] not in LAYOUTS:
        yield f"layout {entry['layout']!r} is none of {', '.join(LAYOUTS)}"
    if entry["language"] not in code_list("languages"):
        yield f"language {entry['language']!r} is not in the code list languages"
    if entry["layout"] == "dated_listing" and not entry["published_on"]:
        yield "a dated listing without a date"
    if entry["layout"] == "undated_listing" and entry["published_on"]:
        yield "an undated listing with a date"
    if entry["published_on"] is not None and not _is_day(entry["published_on"]):
        yield f"published_on {entry['published_on']!r} is no day"
    if not entry["headline"].strip() or "\n" in entry["headline"]:
        yield "the headline is empty or has several lines"
    if not entry["body"].strip() or "\n\n\n" in entry["body"]:
        yield "the body is empty or has more than one blank line in a row"


def _label_faults(entry: Row, labels: Row) -> Iterator[str]:
    if unknown := set(labels) - GOLD_KEYS:
        yield f"unknown keys in gold.jsonl: {', '.join(sorted(unknown))}"
    if entry["published_on"] != labels["published_on"]:
        yield "published_on differs between entry and labels"
    allowed: dict[str, Callable[[Any], bool]] = {
        "published_on": lambda value: value is None or _is_day(value),
        "event_edtf": is_edtf,
        "host_country": lambda value: value is None or value in _countries(),
        "event_type": lambda value: value in code_list("event_types"),
        "participants": lambda value: value is None or (type(value) is int and value > 0),
    }
    for key in SINGLE:
        alternatives = labels.get(f"{key}_alt", [])
        for value in (labels[key], *alternatives):
            if not allowed[key](value):
                yield f"{key} {value!r} is not allowed"
        if labels[key] in alternatives:
            yield f"{key}_alt repeats the label"
    named = [*labels["countries"], *labels["countries_optional"]]
    if unknown := set(named) - _countries():
        yield f"countries that there are not: {', '.join(sorted(unknown))}"
    if len(set(named)) != len(named):
        yield "a country stands twice"
    if labels["host_country"] and labels["host_country"] not in named:
        yield "the host is not among the countries"


def _organisation_faults(entry: Row, labels: Row) -> Iterator[str]:
    text = f"{entry['headline']}\n{entry['body']}"
    seen: set[str] = set()
    for organisation in (*labels["partners"], *labels["partners_optional"]):
        if set(organisation) != {"name", "acronym", "mentions"} or not organisation["name"]:
            yield f"an organisation needs name, acronym and mentions: {organisation}"
            continue
        mentions = organisation["mentions"]
        if fold(organisation["name"]) not in map(fold, mentions):
            yield f"the name is none of the mentions: {organisation['name']}"
        if organisation["acronym"] and organisation["acronym"] not in mentions:
            yield f"the acronym is none of the mentions: {organisation['acronym']}"
        for mention in mentions:
            if mention not in text or mention != mention.strip():
                yield f"a mention that does not stand so in the text: {mention!r}"
            if mention in seen:
                yield f"a mention that belongs to two organisations: {mention!r}"
            seen.add(mention)


def _told_twice(entries: Sequence[Row], name: str, bodies: dict[str, str]) -> Iterator[Fault]:
    for entry in entries:
        where = f"{name} {entry['id']}"
        first = bodies.setdefault(fold(entry["body"]).lower(), where)
        if first != where:
            yield Fault(entry["id"], f"has the same body as {first}")


def _countries() -> frozenset[str]:
    return frozenset(row["country_iso3"] for row in rows("countries.csv"))


if __name__ == "__main__":
    sys.exit(main())
