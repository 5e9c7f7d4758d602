"""Code lists of the reference tables: what each code means to the person who fills in a table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from schemas.codes import code_list

CODES: dict[str, dict[str, str]] = {
    "name_languages": {"en": "English", "es": "Spanish", "und": "in any language"},
    "ambiguities": {
        "unique": "one country in practice",
        "shared": "well known in several countries: context decides",
        "weak": "a common word, first name or surname too: counts only next to its country",
    },
    "country_name_kinds": {"name": "a name of the country", "demonym": "a word for its people, or the adjective"},
    "place_kinds": {
        "capital": "national capital", "city": "city", "town": "town or village", "subdivision": "state, department, province",
        "region_part": "island, valley or other part of a country", "crossing": "border crossing",
    },
    "stop_name_reasons": {
        "kind_noun": "a noun that does not name a body on its own; the value is the type it indicates", "language": "a language", "instrument": "a law, treaty or declaration", "region": "a region of several countries",
        "quarter": "a part of a town", "phrase": "a fixed phrase", "person": "a person", "organisation": "an organisation",
        "university": "a university", "event": "an event", "word": "a common word",
    },
    "alias_kinds": {
        "name": "a full name", "acronym": "an acronym", "short": "a short form other than an acronym",
        "former": "a name it had before", "description": "words that explain the acronym next to it", "misspelling": "a frequent misspelling",
    },
    "calendar_kinds": {"full": "the whole word", "abbreviation": "a short form of it"},
    "furniture_kinds": {
        "menu": "menu entry", "section_label": "label of a section", "pager": "link to other pages",
        "region": "label for a region", "share": "link for sharing", "contact": "contact line", "read_more": "link to the whole text",
        "language_label": "label of a language", "publish_label": "label before a publication date",
        "missing_file": "note that a file is missing", "byline": "opens the line that names the author",
        "caption": "opens a picture's caption or credit", "counter": "counts what a list shows",
        "masthead": "line above a list or a letter", "tail": "opens what follows the last story of a page",
        "related": "opens a list of other stories",
        "calendar": "line of a page of events to come", "error_page": "opens the text of a page that could not be shown",
        "search_page": "title of a search", "login_page": "title of a page to log in", "contact_page": "title of a page with contacts",
        "cookie_wall": "title of a page that asks to accept cookies", "calendar_title": "title of a list of events to come",
        "original_label": "precedes the date of the first publication", "update_label": "precedes the date of a change",
        "end_mark": "ends a press release", "boilerplate": "precedes the name of a publisher that says what it is",
        "greeting": "opens the greeting of a letter", "closing": "opens the closing formula of a letter",
        "donation": "label of a link or a button for donations",
        "link": "opens the label of a link", "issue": "season that an issue of a periodical is named after",
    },
    "date_orders": {"month-first": "the month", "open": "either, so that the country decides nothing"},
    "parameter_matches": {"exact": "the whole name", "prefix": "the name's beginning"},
    "furniture_matches": {"exact": "the whole line", "prefix": "the line's beginning", "part": "words within the line"},
    "cue_kinds": {
        "event_type": "indicates the type of event that an entry reports", "headline_type": "indicates it in headlines only", "topic": "indicates an objective of the Global Compact",
        "online": "indicates that an event was held online", "role_before": "precedes an organisation and indicates its role",
        "role_after": "follows an organisation and indicates its role",
    },
    "online_values": {"online": "wholly online", "adjective": "wholly online, if a word for an event is next to it", "hybrid": "online and in one place", "thing": "something other than an event that is online"},
    "link_term_kinds": {"group": "people", "subject": "what an activity is about", "word": "any other word"},
    "link_cue_kinds": {
        "when": "says how long before or after publication", "repeat": "a later occasion of a series", "first": "the first occasion of a series",
        "moved": "put off to another day", "course": "a course over weeks", "opening": "its beginning",
        "closing": "its end", "corrected": "corrects an earlier report",
    },
    "link_decisions": {"same": "both report the same activity", "different": "they report different activities"},
    "exclusion_tables": {"places": "a row of places.csv", "country_names": "a row of country_names.csv"},
    "lexicon_roles": {
        "a": "one, as an article", "abbreviation": "its full stop does not end a sentence", "activity": "a noun for the reported activity",
        "after": "after", "against": "against", "all": "the whole of", "and": "joins two", "area": "a local body that is an area too", "arrival": "with `to`: people go to the scene", "at": "at", "background": "a noun for the background of an event",
        "background_people": "people who are mentioned but did not take part", "before": "before", "day_before_yesterday": "two days ago", "based": "after it, `in` says where somebody is from or has a seat", "begin": "the beginning of a period",
        "between": "between", "by": "by", "clock_half": "the half of the day behind a time", "cardinal": "a number in words", "concept": "a noun for a subject that organisations work on", "countries": "a noun for countries",
        "day_name": "starts the name of a commemorative day", "direction": "a point of the compass, before a place's name", "doubtful_head": "a head noun of bodies of many types, whose own type says too little", "during": "during", "end_verb": "a verb for an end", "event": "a noun for an event that people attend", "event_head": "a head noun that alone is an event, and a body only with more words", "finish": "the end of a period", "for": "for",
        "from": "starts a range", "future": "something is yet to come", "given_name": "a person's given name", "government": "a noun for a government",
        "halving": "half of the number behind it", "head": "head noun of organisations' names; the value is their type", "hedge_approximately": "about a number",
        "hedge_at_least": "at least a number", "hedge_at_most": "at most a number", "in": "in",
        "international": "an adjective of international bodies", "kind_noun": "a noun that does not name a body on its own; the value is the type it indicates", "language": "a language", "language_code": "a language's code", "last": "the one before", "later": "behind a number of days, says how far off something is", "local_body": "written small, a body before a place's name", "mid": "the middle of a period",
        "more": "more", "multiplier": "multiplies the number before it", "news_item": "news of others, whose date is not the activity's", "next": "the one to come", "noun_of_place": "stands before a place's name", "not_person": "counted, but not people",
        "of": "of", "occupation": "what a person does, before the name", "on": "on", "one_person": "a pronoun for one person", "or": "or", "other_letters": "an abbreviation that names no organisation", "ordinal_day": "an ordinal that gives a day",
        "ordinal_word": "an ordinal in words", "own_office": "an office of the body before it", "person": "counted, and people", "person_ending": "the end of nouns for people in the plural", "possible": "something may happen",
        "punctual": "a verb for something that happens at one time",
        "post_or_office": "an office if written with its accent, else a person's post",
        "programme": "head noun of programmes, laws, tools and courses, which are not organisations", "relative_pronoun": "starts a clause that describes the word before it", "represents": "a mission or post that stands for a country abroad", "same_as": "read as its value when names are compared; ignored if it has none", "scene": "says that a place is where something takes place", "scene_verb": "stands between a place and such a word",
        "since": "since", "since_then": "since, before what has lasted from then on", "start_verb": "a verb for a beginning", "street_before": "before the name of a street or quarter", "street_behind": "behind the name of a street", "than": "than", "state_verb": "a verb for a lasting state", "statistic": "a word of figures over some time", "the": "the", "this": "the present one",
        "title": "a person's post", "to": "ends a range", "today": "today", "tomorrow": "tomorrow", "took_part": "people take part or are reached",
        "unit_day": "day", "unit_half": "half of a year", "unit_month": "month", "unit_quarter": "quarter of a year",
        "unit_week": "week", "unit_year": "year", "until": "until", "up": "with `to`: at most", "venue": "a noun for a building", "visits": "a verb whose object is the place that people go to",
        "weak_adjective": "an adjective that does not make a name on its own", "weekday_article": "before a weekday: the last one", "weekend": "weekend", "with": "with", "yesterday": "yesterday",
    },
}  # fmt: skip


@dataclass(frozen=True)
class DependentCodes:
    """A column whose codes are those of the list that `lists` gives for the row's value in `by`."""

    column: str
    by: str
    lists: Mapping[str, str]


DEPENDENT: dict[str, DependentCodes] = {
    "cues.csv": DependentCodes(
        "value", "kind",
        {"event_type": "event_types", "headline_type": "event_types", "topic": "topics", "online": "online_values", "role_before": "roles", "role_after": "roles"},
    ),
    "lexicon.csv": DependentCodes("value", "role", {"head": "organisation_types", "kind_noun": "organisation_types"}),
}  # fmt: skip
"""Columns whose code list depends on another column, by file."""


def reference_codes(name: str) -> Collection[str]:
    """Return the codes of a list of the reference tables, or of the published list of that name."""
    return CODES[name] if name in CODES else code_list(name).keys()
