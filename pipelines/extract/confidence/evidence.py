"""Collects the findings that speak for or against each decision: rule, rivals, margin, and what else is said."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.extract.dates.activity_date import DATE_RULES, EventDates
from pipelines.extract.organisations.names import METHODS
from pipelines.extract.organisations.partners import Partners
from pipelines.extract.participants.counts import People
from pipelines.extract.places.countries import BASES, Places
from pipelines.extract.places.host import HOST_RULES, Hosts
from pipelines.extract.text.batch import Flags, Offsets
from pipelines.extract.text.columns import NONE, any_of
from pipelines.extract.text.layout import Layout
from pipelines.extract.types.event_types import Weighed

Findings = dict[str, Flags]
"""Which decisions a finding applies to, by its name."""
FIELDS = ("date", "host", "type", "participants", "countries", "partner")

_WEAK_DATE = 7
_LEADS = {"even": 0.2, "weak": 0.35, "fair": 0.6, "clear": 1.0, "alone": np.inf}
"""Below which lead over the next type, as a share of the type's score, the type is so."""
_UNCLEAR = "weak"
_LIKELY_NUMBER = 4
_SEVERAL_COUNTRIES = 3
_SEVERAL_PARTNERS = 3


class Evidence(NamedTuple):
    """The findings on the decisions of a batch by field: one element per entry, for `partner` one per sighting."""

    date: Findings
    host: Findings
    type: Findings
    participants: Findings
    countries: Findings
    partner: Findings


class Setting(NamedTuple):
    """What the decisions of a batch have in common.

    `type_of`: each entry's type, a number among the values of `types`, or NONE. `partners`: how many organisations each
    entry names.
    """

    layout: Layout
    types: Mapping[str, int]
    type_of: Offsets
    lead: npt.NDArray[np.float64]
    partners: Offsets

    def by_type(self, decided: str, chosen: Flags) -> Findings:
        """Return one finding per type, on the chosen entries."""
        return {f"{decided}_{name}": chosen & (self.type_of == number) for name, number in self.types.items()}


def setting(layout: Layout, types: Mapping[str, int], weighed: Weighed, partners: Partners) -> Setting:
    """Return what the decisions of a batch have in common."""
    type_of = np.full(len(layout), NONE)
    type_of[weighed.types.entry] = weighed.types.code
    named = np.bincount(partners.sightings.entry, minlength=len(layout))
    return Setting(layout, types, type_of, weighed.lead, named)


def date_findings(dates: EventDates, entries: Setting) -> Findings:
    """Return the findings on each entry's date, or on that it has none."""
    size, published_on = len(entries.layout), entries.layout.published_on
    found = any_of(dates.entry, size)
    rule, score = np.full(size, NONE), np.zeros(size)
    rule[dates.entry], score[dates.entry] = dates.rule, dates.score
    later = dates.span.start.first_day() > published_on[dates.entry]
    is_undated: Flags = np.isnat(published_on)
    return {
        **{name: rule == number for number, name in enumerate(DATE_RULES)},
        "rivalled": dates.is_rivalled,
        "doubted": found & (score <= _WEAK_DATE),
        "later_than_page": any_of(dates.entry[later], size),
        "type_unclear": found & (entries.lead < _LEADS[_UNCLEAR]),
        "none": ~found,
        "none_but_mentioned": ~found & dates.is_mentioned,
        "none_on_undated_page": ~found & is_undated,
        "none_with_many_partners": ~found & (entries.partners >= _SEVERAL_PARTNERS),
        **entries.by_type("none", ~found),
    }


def host_findings(hosts: Hosts, places: Places, entries: Setting) -> Findings:
    """Return the findings on each entry's host, or on that it has none."""
    layout = entries.layout
    size, free = len(layout), places.where(places.is_free)
    entry = layout.entry_of(free.token)
    is_host = free.country == hosts.country[entry]
    in_headline = free.token < layout.sentences.body_token[entry]
    is_place = free.basis == BASES.index("place")
    own, other = (np.bincount(entry[chosen], minlength=size) for chosen in (is_host, ~is_host))
    found = hosts.country != NONE
    several = hosts.rule == HOST_RULES.index("none_several")
    unknown = _names_unknown_place(layout)
    return {
        **{name: hosts.rule == number for number, name in enumerate(HOST_RULES)},
        "in_headline": found & any_of(entry[is_host & in_headline], size),
        "others_more_often": found & (other > own),
        "unknown_place": found & unknown,
        "several_and_unknown_place": several & unknown,
        "several_and_place": several & any_of(entry[is_place], size),
        "several_on_undated_page": several & np.isnat(layout.published_on),
        **entries.by_type("several", several),
    }


def _names_unknown_place(layout: Layout) -> Flags:
    """Return which entries have, in headline or first two sentences, "in" or "at" before a capitalised word that is not
    known."""
    letters = layout.letters
    placed = (letters[:-1] == ord("i")) | layout.role("at")[:-1]
    token = np.flatnonzero(placed & (letters[1:] == ord("C")))
    entry = layout.entry_of(token)
    return any_of(entry[layout.tokens.start[token] < layout.early[entry]], len(layout))


def type_findings(entries: Setting) -> Findings:
    """Return the findings on each entry's type: whether there is one, and how far it leads the next."""
    found: Findings = {"none": entries.lead < 0}
    least = 0.0
    for name, below in _LEADS.items():
        found[name] = (entries.lead >= least) & (entries.lead < below)
        least = below
    return found


def participant_findings(people: People, entries: Setting) -> Findings:
    """Return the findings on each entry's number of participants, or on that it has none."""
    found = any_of(people.entry, len(entries.layout))
    return {
        "several_numbers": found & (people.counted > 1),
        "doubted": found & (people.highest < _LIKELY_NUMBER),
        "hedged": any_of(people.entry[people.qualifier > 0], len(entries.layout)),
        **entries.by_type("some", found),
        "none": ~found,
        "none_but_counted": ~found & (people.counted > 0),
        "none_but_likely": ~found & (people.highest >= 0),
    }


def country_findings(places: Places, layout: Layout) -> Findings:
    """Return the findings on the set of each entry's countries."""
    count = len(places.meanings.countries)
    pair, number = np.unique(layout.entry_of(places.token) * count + places.country, return_inverse=True)
    strongest = np.full(len(pair), len(BASES))
    np.minimum.at(strongest, number, places.basis)
    size, entry = len(layout), pair // count
    named = np.bincount(entry, minlength=size)
    return {
        "none": named == 0,
        "several": named >= _SEVERAL_COUNTRIES,
        "by_demonym": any_of(entry[strongest == BASES.index("demonym")], size),
        "by_place": any_of(entry[strongest == BASES.index("place")], size),
        "by_organisation": any_of(entry[strongest == BASES.index("organisation")], size),
    }


def partner_findings(partners: Partners) -> Findings:
    """Return the findings on each sighting: its best method, and for a name known by grammar only, what supports it."""
    method = np.zeros(len(partners.mention_count), np.int64)
    np.maximum.at(method, partners.sighting, partners.mentions.method)
    is_grammar = method == METHODS.index("grammar")
    return {
        **{name: method == number for number, name in enumerate(METHODS)},
        "grammar_and_acronym": is_grammar & partners.sightings.acronym.is_valid().to_numpy(zero_copy_only=False),
        "grammar_and_repeated": is_grammar & (partners.mention_count > 1),
    }
