"""Comparisons of facts: dates, places, organisations, numbers, and who tells the activity when."""

import numpy as np

from pipelines.link.comparing.pairs import Outcomes, Pairs, chosen, ones
from pipelines.link.reading.places import NONE
from pipelines.link.reading.ragged import Flags, Floats, Ints
from pipelines.link.reading.reports import rarity

_SLIP_DAYS, _NEAR_DAYS = 1, 10
_SAME_PLACE_KM = 5.0
_KM_A_DEGREE = 111.2
_RARE_BITS, _SEVERAL_BITS = 4.0, 8.0
_CLOSE_NUMBERS = 0.16


DATE = (
    "same", "overlaps", "slip", "near", "apart", "moved", "course", "fits", "misfits", "told_soon", "told_before",
    "told_late", "both_open", "unknown",
)  # fmt: skip


def date(pairs: Pairs) -> Outcomes:
    """Compare the days of the activity, as far as each report states them or leaves them open."""
    reports = pairs.reports
    start, end = pairs.both(reports.start), pairs.both(reports.end)
    exact, vague = pairs.both(reports.is_exact), pairs.both(reports.is_vague)
    published = pairs.both(reports.published)
    gap = np.maximum(start[0], start[1]) - np.minimum(end[0], end[1])
    both_exact, one_exact = exact[0] & exact[1], exact[0] != exact[1]
    moved = reports.moved[pairs.one] | reports.moved[pairs.other]
    course = _one_course(pairs)
    # From the stated day to the publication of the report that states none.
    lag = np.where(exact[0], published[1] - start[0], published[0] - start[1])
    is_dated = np.where(exact[0], published[1], published[0]) != NONE
    told = one_exact & is_dated
    hinted = vague[0] | vague[1]
    return chosen(
        DATE,
        [
            (both_exact & (start[0] == start[1]), "same"),
            (both_exact & (gap <= 0), "overlaps"),
            (both_exact & (gap <= _SLIP_DAYS), "slip"),
            (both_exact & moved & (gap <= 60), "moved"),
            (both_exact & course & (gap <= 200), "course"),
            (both_exact & (gap <= _NEAR_DAYS), "near"),
            (both_exact, "apart"),
            (hinted & moved & (gap > 0) & (gap <= 60), "moved"),
            (hinted & course & (gap > 0) & (gap <= 200), "course"),
            (hinted & (gap > 0), "misfits"),
            (hinted, "fits"),
            (told & course & (lag > 24) & (lag <= 200), "course"),
            (told & (lag > 60), "misfits"),
            (told & (lag > 24), "told_late"),
            (told & (lag >= 0), "told_soon"),
            (told & (lag >= -60), "told_before"),
            (told, "misfits"),
            (~one_exact, "both_open"),
        ],
        "unknown",
    )


def _one_course(pairs: Pairs) -> Flags:
    """Whether both may tell of one course: the earlier report not of its end, the later one not of its beginning."""
    reports = pairs.reports
    published = pairs.both(reports.published)
    earlier = np.where(published[0] <= published[1], pairs.one, pairs.other)
    later = np.where(published[0] <= published[1], pairs.other, pairs.one)
    is_course = reports.course | reports.opening | reports.closing
    ends_before = reports.closing[earlier] & ~reports.opening[earlier]
    begins_after = reports.opening[later] & ~reports.closing[later]
    return np.asarray(is_course[earlier] & is_course[later] & ~ends_before & ~begins_after, np.bool_)


PUBLISHED = ("days", "fortnight", "months", "longer", "unknown")


def published(pairs: Pairs) -> Outcomes:
    """Compare the days of publication."""
    one, other = pairs.both(pairs.reports.published)
    gap = np.abs(one - other)
    known = (one != NONE) & (other != NONE)
    return chosen(
        PUBLISHED,
        [(~known, "unknown"), (gap <= 5, "days"), (gap <= 15, "fortnight"), (gap <= 60, "months")],
        "longer",
    )


TELLING = ("same_page", "same_source", "other_language", "other_source")


def telling(pairs: Pairs) -> Outcomes:
    """Compare who tells it: one source or two, in one language or two, on one day."""
    source, language = pairs.both(pairs.reports.source), pairs.both(pairs.reports.language)
    published = pairs.both(pairs.reports.published)
    same_source, same_language = source[0] == source[1], language[0] == language[1]
    corrected = pairs.reports.corrected[pairs.one] | pairs.reports.corrected[pairs.other]
    same_day = (published[0] == published[1]) & ~corrected
    return chosen(
        TELLING,
        [
            (same_source & same_language & same_day, "same_page"),
            (same_source & same_language, "same_source"),
            (same_source, "other_language"),
        ],
        "other_source",
    )


HOST = ("same", "named", "shared", "differs", "unknown")


def host(pairs: Pairs) -> Outcomes:
    """Compare the host countries, and the other countries where a host is missing."""
    one, other = pairs.both(pairs.reports.host)
    shared = pairs.reports.countries.shared(pairs.one, pairs.other, ones(pairs.reports.countries.values))
    sizes = np.diff(pairs.reports.countries.first)
    known = (sizes[pairs.one] > 0) & (sizes[pairs.other] > 0)
    both = (one != NONE) & (other != NONE)
    return chosen(
        HOST,
        [
            (both & (one == other), "same"),
            (both & (shared > 0), "shared"),
            (known & (shared > 0), "named"),
            (known, "differs"),
        ],
        "unknown",
    )


PLACE = ("same", "within", "far", "far_elsewhere", "other_name", "unknown")


def place(pairs: Pairs) -> Outcomes:
    """Compare the places by name and coordinates, regions by what lies within; a source itself confuses no towns."""
    places = pairs.reports.places
    one, other = pairs.both(places.name)
    subdivision = pairs.both(places.subdivision)
    language, source = pairs.both(pairs.reports.language), pairs.both(pairs.reports.source)
    region = places.is_region[pairs.one] | places.is_region[pairs.other]
    both = (one != NONE) & (other != NONE)
    distance = _kilometres(pairs)
    # A place that the gazetteer does not know may have another name in another language.
    is_elsewhere = ~np.isnan(distance) | (language[0] == language[1])
    is_parted = (subdivision[0] != NONE) & (subdivision[1] != NONE) & (subdivision[0] != subdivision[1])
    is_far = np.where(region, is_parted, is_elsewhere)
    return chosen(
        PLACE,
        [
            (both & ((one == other) | (distance <= _SAME_PLACE_KM)), "same"),
            (both & is_far & (source[0] == source[1]), "far"),
            (both & is_far, "far_elsewhere"),
            (both & region, "within"),
            (both, "other_name"),
        ],
        "unknown",
    )


def _kilometres(pairs: Pairs) -> Floats:
    """The distance; not a number where one of the places is not known."""
    latitude, longitude = pairs.both(pairs.reports.places.latitude), pairs.both(pairs.reports.places.longitude)
    north = latitude[0] - latitude[1]
    east = (longitude[0] - longitude[1]) * np.cos(np.radians((latitude[0] + latitude[1]) / 2))
    return np.asarray(_KM_A_DEGREE * np.hypot(north, east), np.float64)


PARTNERS = ("several", "rare", "common", "differ", "differ_across", "differ_elsewhere", "unknown")


def partners(pairs: Pairs) -> Outcomes:
    """Compare the organisations; those that few events name count more."""
    partners = pairs.reports.partners
    bits = rarity(partners)
    shared = partners.shared(pairs.one, pairs.other, bits)
    language, source = pairs.both(pairs.reports.language), pairs.both(pairs.reports.source)
    rare = partners.totals(np.where(bits >= _RARE_BITS, bits, 0.0))
    both = (rare[pairs.one] > 0) & (rare[pairs.other] > 0)
    return chosen(
        PARTNERS,
        [
            (shared >= _SEVERAL_BITS, "several"),
            (shared >= _RARE_BITS, "rare"),
            ((shared > 0) & (np.minimum(rare[pairs.one], rare[pairs.other]) == 0), "common"),
            (both & (source[0] != source[1]), "differ_elsewhere"),
            (both & (language[0] != language[1]), "differ_across"),
            (both, "differ"),
            (shared > 0, "common"),
        ],
        "unknown",
    )


PEOPLE = ("same", "close", "differ", "differ_at_source", "unknown")


def people(pairs: Pairs) -> Outcomes:
    """Compare the numbers of participants."""
    one, other = pairs.both(pairs.reports.people)
    known = (one != NONE) & (other != NONE)
    # Whom an announcement expects is not who came.
    expected = _announces(pairs, pairs.one, pairs.other) | _announces(pairs, pairs.other, pairs.one)
    source = pairs.both(pairs.reports.source)
    close = np.abs(one - other) <= _CLOSE_NUMBERS * np.maximum(one, other)
    return chosen(
        PEOPLE,
        [
            (~known, "unknown"),
            (one == other, "same"),
            (close, "close"),
            (expected, "unknown"),
            (source[0] == source[1], "differ_at_source"),
        ],
        "differ",
    )


def _announces(pairs: Pairs, one: Ints, other: Ints) -> Flags:
    """Whether one was published before the activity, and the other after its beginning."""
    reports = pairs.reports
    starts, published = reports.start[one], reports.published
    before = reports.is_exact[one] & (published[one] != NONE) & (published[one] < starts)
    return np.asarray(before & (published[other] >= starts), np.bool_)


EVENT_TYPE = ("same", "differs", "unknown")


def event_type(pairs: Pairs) -> Outcomes:
    """Compare the event types."""
    one, other = pairs.both(pairs.reports.event_type)
    known = (one != NONE) & (other != NONE)
    return chosen(EVENT_TYPE, [(known & (one == other), "same"), (known, "differs")], "unknown")


SERIES = ("same", "differs", "first_and_later")


def series(pairs: Pairs) -> Outcomes:
    """Compare whether the texts speak of the first or of a later occasion."""
    repeats, firsts = pairs.both(pairs.reports.repeats), pairs.both(pairs.reports.firsts)
    apart = (firsts[0] & repeats[1] & ~firsts[1]) | (firsts[1] & repeats[0] & ~firsts[0])
    return chosen(SERIES, [(apart, "first_and_later"), (repeats[0] == repeats[1], "same")], "differs")
