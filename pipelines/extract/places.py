"""Which countries an entry names, and which of many namesakes a place is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.extract.names import Hit
from pipelines.extract.reference import PlaceMeaning

_BESIDE = 14


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A country or a place in it, at `start:end` of the batch's text."""

    start: int
    end: int
    country_iso3: str
    meaning: PlaceMeaning


def resolve(
    hits: Sequence[Hit], meanings: Sequence[PlaceMeaning], programme_region: Mapping[str, str]
) -> list[PlaceMention]:
    """Settle every hit on one meaning or none, from left to right.

    A name that many places share is settled by the country beside it, then by the countries the entry names otherwise, then by
    the programme's region where only one of them lies in it. A weak name (also a common word) counts only beside its own country.
    """
    options = [(hit, [meanings[number] for number in hit.meanings]) for hit in hits]
    options = [(hit, each) for hit, each in options if all(meaning.basis != "stop" for meaning in each)]
    certain = [_certain(each) for _, each in options]
    named = {meaning.country_iso3 for meaning in certain if meaning is not None}
    resolved = []
    for number, (hit, _) in enumerate(options):
        meaning = certain[number] or _by_context(number, options, certain, named, programme_region)
        if meaning is not None:
            resolved.append(PlaceMention(hit.start, hit.end, meaning.country_iso3, meaning))
    return resolved


def _certain(each: Sequence[PlaceMeaning]) -> PlaceMeaning | None:
    """The meaning that needs no context: a country's own name or demonym, or a place that can lie in one country only."""
    own = [meaning for meaning in each if meaning.basis != "place"]
    if len({meaning.country_iso3 for meaning in own}) == 1:
        return own[0]
    unique = [meaning for meaning in each if meaning.ambiguity == "unique"]
    return unique[0] if len({meaning.country_iso3 for meaning in unique}) == 1 and not own else None


def _by_context(
    number: int,
    options: Sequence[tuple[Hit, list[PlaceMeaning]]],
    certain: Sequence[PlaceMeaning | None],
    named: set[str],
    programme_region: Mapping[str, str],
) -> PlaceMeaning | None:
    _, each = options[number]
    beside = _countries_beside(number, options, certain)
    for wanted in (beside, named):
        fitting = [m for m in each if m.country_iso3 in wanted and (m.ambiguity != "weak" or wanted is beside)]
        if len({meaning.country_iso3 for meaning in fitting}) == 1:
            return max(fitting, key=lambda meaning: meaning.population)
    shared = [m for m in each if m.ambiguity == "shared" and programme_region.get(m.country_iso3)]
    if len({meaning.country_iso3 for meaning in shared}) == 1 and len(shared) == len(
        [m for m in each if m.ambiguity != "weak"]
    ):
        return shared[0]
    return max(shared, key=lambda m: m.population) if _is_capital_there(shared) else None


def _is_capital_there(shared: Sequence[PlaceMeaning]) -> bool:
    """Exactly one of the region's namesakes is a capital, and it is the largest (San José, Georgetown)."""
    capitals = [meaning for meaning in shared if meaning.kind == "capital"]
    return len(capitals) == 1 and capitals[0].population == max(meaning.population for meaning in shared)


def _countries_beside(
    number: int, options: Sequence[tuple[Hit, list[PlaceMeaning]]], certain: Sequence[PlaceMeaning | None]
) -> set[str]:
    """Countries of certain names that stand right before or behind, with no more than a mark and a small word between."""
    hit = options[number][0]
    found = set()
    for other in (number - 1, number + 1):
        if 0 <= other < len(options):
            meaning = certain[other]
            neighbour = options[other][0]
            gap = neighbour.start - hit.end if other > number else hit.start - neighbour.end
            if meaning is not None and gap <= _BESIDE:
                found.add(meaning.country_iso3)
    return found
