"""Lines of a page's chrome that can be told each by itself: curated beginnings, counters, captions, issue lines."""

import re

from pipelines.ingest import reference
from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.letters import is_closing, is_greeting
from pipelines.ingest.read.chrome.rows import kind_of_row
from pipelines.ingest.read.chrome.shapes import has_letters, is_name

CAPTION = "caption"
COUNTER = "counter"
ISSUE = "issue"
CONTENTS = "contents"
MASTHEAD = "masthead"
TAIL = "tail"
RELATED = "related"
CALENDAR = "calendar"
ERROR_PAGE = "error_page"
BYLINE = "byline"
ORNAMENT = "ornament"
WEB_ADDRESS = "web_address"
END_MARK = "end_mark"
BOILERPLATE = "boilerplate"
DONATION = "donation"

_BY_BEGINNING = (CALENDAR, RELATED, TAIL, MASTHEAD)
_LONGEST_BEGINNING = 200
# A line that offers another way to read a letter is no longer, in words.
_MOST_OFFER_WORDS = 20
_MOST_CAPTION_WORDS = 45
_LONGEST_CREDIT = 90
_MOST_COUNTER_WORDS = 10
_LONGEST_ISSUE = 80
_MOST_TITLE_WORDS = 5
_MOST_BYLINE_WORDS = 5
_COUNT = re.compile(r"\b\d+(?: ?[-–] ?| (?:to|a|al) )\d+ (?:of|de|out of) (?:about )?[\d.,]+\b", re.IGNORECASE)
_MORE_COUNT = re.compile(r"[+(]? ?\d+ (?:more|más)\)?", re.IGNORECASE)
_AGO = re.compile(
    r"(?:\d+|an?|one) (?:second|minute|min|hour|day|week|month|year)s? ago"
    r"|hace (?:\d+|una?) (?:segundo|minuto|hora|d[ií]a|semana|mes|año)(?:e?s)?",
    re.IGNORECASE,
)
_ISSUE_NUMBER = re.compile(
    r"\b(?:(?:issue|edition|edici[oó]n|vol(?:ume|umen)?\.?)(?: (?:no\.?|n[º°.]))?|(?:no|nro|n[úu]m)\.|n\.?[º°])"
    r" ?\d{1,4}\b",
    re.IGNORECASE,
)
# The number of a press release, perhaps with its year, behind what it is called.
_RELEASE_NUMBER = re.compile(
    r",? (?:n(?:o|ro|[úu]m)?\.?[º°]? ?|# ?)?\d{1,4}(?: ?[-/] ?(?:19|20)?\d\d)?$", re.IGNORECASE
)
_BARS = re.compile(r"\s*[|·•]\s*")
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|\S+\.(?:org|com|net|int|gov|edu|gob|example)(?:\.[a-z]{2})?(?:/\S*)?"
    r"|\S+\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|mp[34])",
    re.IGNORECASE,
)


def kind_of_line(text: str) -> str | None:
    """The kind of page chrome that a line is by its words alone, or None."""
    if not has_letters(text):
        return ORNAMENT
    if _WEB.fullmatch(text):
        return WEB_ADDRESS
    if is_caption(text):
        return CAPTION
    if is_counter(text):
        return COUNTER
    beginning = text[:_LONGEST_BEGINNING].casefold()
    for kind in _BY_BEGINNING:
        if beginning.startswith(_beginnings(kind)) and _ends_word(beginning, kind):
            return kind
    if _bare(text) in _whole(MASTHEAD) or _offers_other_view(beginning) or is_greeting(text):
        return MASTHEAD
    if _bare(text) in _whole(RELATED):
        return RELATED
    if _bare(text) in _whole(TAIL) or is_closing(text):
        return TAIL
    if is_byline(text):
        return BYLINE
    return ISSUE if is_issue(text) or is_release_number(text) else kind_of_row(text)


def _offers_other_view(text: str) -> bool:
    """Whether the line of a letter says how to read it where it is not displayed."""
    is_short = len(text.split()) <= _MOST_OFFER_WORDS
    return is_short and any(part in text for part in reference.folded_phrases(MASTHEAD, "part"))


def is_caption(text: str) -> bool:
    """Whether the line is a picture's caption or credit: it begins or ends with a credit."""
    if len(text.split()) > _MOST_CAPTION_WORDS:
        return False
    match = _credit().search(text)
    return match is not None and (match.start() == 0 or len(text) - match.start() <= _LONGEST_CREDIT)


def is_counter(text: str) -> bool:
    """Whether the line counts what a list shows, or how long ago something was."""
    words = text.split()
    if _AGO.fullmatch(text):
        return True
    if len(words) > _MOST_COUNTER_WORDS or not any(map(str.isdigit, text)):
        return False
    if _COUNT.search(text) or _MORE_COUNT.fullmatch(text):
        return True
    begins = text.casefold().startswith(_beginnings(COUNTER)) and _ends_word(text.casefold(), COUNTER)
    return (begins and words[-1].strip("().").isdigit()) or _is_number_of(text)


def is_donation_label(text: str) -> bool:
    """Whether the line is the label of a link for donations, such as `Donate now`."""
    return _bare(text) in _whole(DONATION)


def is_byline(text: str) -> bool:
    """Whether the line names who wrote the text."""
    words = text.split()
    if _bare(text) in _whole(BYLINE):
        return True
    is_short = 1 < len(words) <= _MOST_BYLINE_WORDS + 1 and text[-1] not in ".!?:"
    if not (is_short and text.casefold().startswith(tuple(f"{each} " for each in _beginnings(BYLINE)))):
        return False
    return all(word[0].isupper() or word in {"y", "and", "de", "del", "la"} for word in words[1:])


def is_issue(text: str) -> bool:
    """Whether the line names an issue of a periodical: its number, or its month and nothing but a title."""
    if len(text) > _LONGEST_ISSUE or text.rstrip()[-1] in ".!?":
        return False
    months = _month_and_year()
    number, month = _ISSUE_NUMBER.search(text), months.search(text)
    if number is None and month is None:
        return False
    if any(_is_only_issue(part, months) for part in _BARS.split(text)):
        return True
    rest = months.sub(" ", _ISSUE_NUMBER.sub(" ", text))
    return not has_letters(rest) or (is_name(rest) and len(rest.split()) <= _MOST_TITLE_WORDS)


def is_release_number(text: str) -> bool:
    """Whether the line is what a press release is called, and its number."""
    number = _RELEASE_NUMBER.search(text)
    return number is not None and furniture.kind_of(text[: number.start()]) == furniture.SECTION_LABEL


def _is_only_issue(text: str, months: re.Pattern[str]) -> bool:
    return not has_letters(months.sub(" ", _ISSUE_NUMBER.sub(" ", text)))


def is_calendar_line(text: str) -> bool:
    """Whether the line says that the page lists events to come."""
    beginning = text.casefold()
    return len(text) <= _LONGEST_ISSUE and _ends_word(beginning, CALENDAR)


def is_error_page(text: str) -> bool:
    """Whether the line says that the page could not be shown, or that a search found nothing."""
    beginning = _bare(text)
    return beginning.startswith(_beginnings(ERROR_PAGE)) and _ends_word(beginning, ERROR_PAGE)


def _is_number_of(text: str) -> bool:
    number, _, noun = _bare(text).partition(" ")
    return number.strip("()").isdigit() and (noun in _whole(COUNTER) or noun in _beginnings(COUNTER))


def _ends_word(beginning: str, kind: str) -> bool:
    """Whether one of the kind's beginnings ends where a word ends."""
    return any(
        beginning.startswith(each) and not beginning[len(each) : len(each) + 1].isalpha() for each in _beginnings(kind)
    )


def _bare(text: str) -> str:
    return fold(text).strip(" :«»‹›<>→←…|·-").casefold()


@reference.cached
def _beginnings(kind: str) -> tuple[str, ...]:
    rows = reference.rows("furniture.csv")
    return tuple(row["phrase"].casefold() for row in rows if row["kind"] == kind and row["match"] == "prefix")


@reference.cached
def _whole(kind: str) -> frozenset[str]:
    rows = reference.rows("furniture.csv")
    return frozenset(_bare(row["phrase"]) for row in rows if row["kind"] == kind and row["match"] == "exact")


@reference.cached
def _credit() -> re.Pattern[str]:
    words = "|".join(re.escape(phrase) for phrase in sorted(_beginnings(CAPTION), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?:{words})s?(?: credit| by| de)?\s?(?::|©|/)|[©Ⓒ] ?(?=[A-Z]))", re.IGNORECASE)


@reference.cached
def _month_and_year() -> re.Pattern[str]:
    names = "|".join([*(name.name for name in reference.month_names() if name.is_full), *_beginnings(ISSUE)])
    one = rf"(?:{names})(?: ?[-–/] ?(?:{names})| (?:to|a|and|y) (?:{names}))?"
    # What follows a day is a date, and names no issue.
    return re.compile(rf"(?<!\d )(?<!\d de )(?<!\d of )\b{one}(?: de| del|,)? ?(?:19|20)\d\d\b", re.IGNORECASE)
