"""Scores what was published against the labels, entry by entry.

entries     an event with the same headline and publication date exists; events beside them are wrong
text        the event's body equals the entry's, white space folded
date, host, people, type    the event's value is the label (or, but for `type_strict`, one of its alternatives)
countries   sets of countries; optional ones are neither wanted nor punished
partners    an organisation is found if a mention shares half or more of the words with one of its forms; a
            predicted one is right if it does so with a wanted or an optional one
linking     all mentions found of one labelled organisation carry one partner_id
row         date, host and countries of the entry are all right; `row_partners`: and the partners too
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.counts import Miss, Score, Share, Tally, total
from evaluation.labels import Label, LabelledEntry
from evaluation.matching import fold, overlap, same_text
from evaluation.predictions import PredictedEvent

ROW = frozenset({"date", "host", "countries"})
LONGEST_SHOWN = 80
_PER_ENTRY = ("date", "host", "type_strict", "type_lenient", "people", "text", "row", "row_partners")


@dataclass(frozen=True, slots=True)
class MatchedEntry:
    """A labelled entry with the event that reports it, none where it was not found."""

    entry: LabelledEntry
    event: PredictedEvent | None
    namesakes: tuple[PredictedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One measure of one entry."""

    name: str
    count: Tally | Share
    misses: tuple[Miss, ...] = ()


def match_entries(
    entries: Iterable[LabelledEntry], events: Sequence[PredictedEvent]
) -> tuple[list[MatchedEntry], list[PredictedEvent]]:
    """Each entry with its event, and the events that belong to no entry."""
    by_headline = defaultdict(list)
    for event in events:
        by_headline[fold(event.headline).casefold()].append(event)
    used: set[str] = set()
    matched = []
    for entry in entries:
        namesakes = tuple(by_headline.get(fold(entry.headline).casefold(), ()))
        match = next((each for each in namesakes if each.event_id not in used and _is_dated_so(each, entry)), None)
        if match is not None:
            used.add(match.event_id)
        matched.append(MatchedEntry(entry, match, namesakes))
    return matched, [event for event in events if event.event_id not in used]


def score_entries(matched: Iterable[MatchedEntry], extra: Iterable[PredictedEvent] = ()) -> Score:
    """The total over entries, and over events that belong to no entry of the set."""
    return total([*(score_entry(each) for each in matched), *(_extra(event) for event in extra)])


def score_entry(matched: MatchedEntry) -> Score:
    """The counts of one entry."""
    event = matched.event
    parts = list(_lacking(matched) if event is None else _parts(matched.entry, event))
    return Score(
        {part.name: part.count for part in parts if isinstance(part.count, Tally)},
        {part.name: part.count for part in parts if isinstance(part.count, Share)},
        tuple(miss for part in parts for miss in part.misses),
    )


def mentions_of(forms: Sequence[str], event: PredictedEvent) -> list[str]:
    """The partner ids of the event's mentions that are one of the forms, a mention each."""
    return [mention.partner_id for mention in event.partner_mentions if any(overlap(mention.text, f) for f in forms)]


def _is_dated_so(event: PredictedEvent, entry: LabelledEntry) -> bool:
    return entry.published_on.accepts(event.published_on.isoformat() if event.published_on else None)


def _extra(event: PredictedEvent) -> Score:
    miss = Miss("entries_extra", str(event.published_on), (event.headline[:LONGEST_SHOWN],))
    return Score({"entries": Tally(fp=1)}, {}, (miss,))


def _lacking(matched: MatchedEntry) -> Iterator[_Part]:
    """The parts of an entry that was not found: all that is wanted of it is lacking."""
    entry = matched.entry
    dates = ", ".join(str(event.published_on) for event in matched.namesakes)
    details = (entry.headline[:LONGEST_SHOWN], f"same headline dated {dates}" if dates else "no such headline")
    yield _Part("entries", Tally(fn=1), (Miss("entries", entry.id, details),))
    for name in _PER_ENTRY:
        yield _Part(name, Share(of=1))
    yield _Part("countries", Tally(fn=len(entry.countries)))
    yield _Part("partners", Tally(fn=len(entry.partners)))
    yield _Part("date_found", Tally(fn=int(bool(entry.event_edtf.wanted))))
    yield _Part("host_found", Tally(fn=int(bool(entry.host_country.wanted))))
    yield _Part("people_found", Tally(fn=int(entry.participants.wanted is not None)))


def _parts(entry: LabelledEntry, event: PredictedEvent) -> Iterator[_Part]:
    parts = [
        _Part("entries", Tally(tp=1)),
        _answer("date", event.event_date_edtf, entry.event_edtf, entry),
        _answer("host", event.host_country_iso3, entry.host_country, entry),
        _answer("type_strict", event.event_type, Label(entry.event_type.wanted, ()), entry),
        _answer("type_lenient", event.event_type, entry.event_type, entry),
        _answer("people", event.participant_count, entry.participants, entry),
        _Part("date_found", _finding(event.event_date_edtf, entry.event_edtf)),
        _Part("host_found", _finding(event.host_country_iso3, entry.host_country)),
        _Part("people_found", _finding(event.participant_count, entry.participants)),
        _text(entry, event),
        _countries(entry, event),
        _partners(entry, event),
        _linking(entry, event),
    ]
    yield from parts
    wrong = {part.name for part in parts if part.misses}
    yield _Part("row", Share(int(not wrong & ROW), 1))
    yield _Part("row_partners", Share(int(not wrong & (ROW | {"partners"})), 1))


def _answer(name: str, value: str | int | None, label: Label, entry: LabelledEntry) -> _Part:
    if label.accepts(value):
        return _Part(name, Share(1, 1))
    details = (entry.headline[:LONGEST_SHOWN], f"got {value}", f"wanted {label.wanted}")
    return _Part(name, Share(0, 1), (Miss(name, entry.id, details),))


def _finding(value: str | int | None, label: Label) -> Tally:
    """Whether something wanted was found, where nothing may be wanted or found."""
    if label.accepts(value):
        return Tally(tp=int(value is not None))
    return Tally(fp=int(value is not None), fn=int(label.wanted is not None))


def _text(entry: LabelledEntry, event: PredictedEvent) -> _Part:
    if same_text(event.body, entry.body):
        return _Part("text", Share(1, 1))
    details = (fold(entry.body)[:LONGEST_SHOWN], fold(event.body)[:LONGEST_SHOWN])
    return _Part("text", Share(0, 1), (Miss("text", entry.id, details),))


def _countries(entry: LabelledEntry, event: PredictedEvent) -> _Part:
    extra = event.countries - entry.countries - entry.countries_optional
    lacking = entry.countries - event.countries
    tally = Tally(len(event.countries & entry.countries), len(extra), len(lacking))
    if not extra and not lacking:
        return _Part("countries", tally)
    details = (entry.headline[:LONGEST_SHOWN], f"extra {sorted(extra)}", f"lacks {sorted(lacking)}")
    return _Part("countries", tally, (Miss("countries", entry.id, details),))


def _partners(entry: LabelledEntry, event: PredictedEvent) -> _Part:
    lacking = [partner for partner in entry.partners if not mentions_of(partner.forms, event)]
    known = [form for partner in (*entry.partners, *entry.partners_optional) for form in partner.forms]
    texts = defaultdict(list)
    for mention in event.partner_mentions:
        texts[mention.partner_id].append(mention.text)
    extra = [each for each in texts.values() if not any(overlap(text, form) for text in each for form in known)]
    misses = [Miss("partners_lacking", entry.id, (partner.name,)) for partner in lacking]
    misses += [Miss("partners_extra", entry.id, (each[0],)) for each in extra]
    return _Part("partners", Tally(len(entry.partners) - len(lacking), len(extra), len(lacking)), tuple(misses))


def _linking(entry: LabelledEntry, event: PredictedEvent) -> _Part:
    found = [(partner.name, set(mentions_of(partner.forms, event))) for partner in entry.partners]
    misses = tuple(Miss("linking", entry.id, (name, ", ".join(sorted(ids)))) for name, ids in found if len(ids) > 1)
    of = sum(1 for _, ids in found if ids)
    return _Part("linking", Share(of - len(misses), of), misses)
