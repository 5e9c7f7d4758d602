"""Known page furniture: lines of a document that belong to no entry."""

import re
import unicodedata

from pipelines.ingest import reference
from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks.date_line import is_publish_label

MISSING_FILE = "missing_file"
MENU = "menu"
SECTION_LABEL = "section_label"
REGION = "region"
LANGUAGE_LABEL = "language_label"
SHARE = "share"
PAGER = "pager"
READ_MORE = "read_more"
CONTACT = "contact"
PUBLISH_LABEL = "publish_label"
PLACE = "place"
REPEATED_TEASER = "repeated_teaser"
AMBIGUOUS_DATE = "ambiguous_date"

# Where a phrase is of several kinds, the first of these counts.
_EXACT_KINDS = (REGION, SECTION_LABEL, LANGUAGE_LABEL, SHARE, READ_MORE, MENU, PAGER)
_LONGEST_EXACT = 60
_LONGEST_PLACES = 200
_LONGEST_CONTACT = 600
_LONGEST_MISSING_FILE = 200
_MOST_PLACES = 12
_PAGER_NUMBERS = re.compile(r"(?=.*[\d«»‹›…])[\d\s«»‹›<>.…|·-]{1,40}")
_PAGER_COUNT = re.compile(r"p[aá]g(?:e|ina) \d+(?: (?:of|de) \d+)?", re.IGNORECASE)
_MARKS_AROUND = " \t\u00a0«»‹›<>→←:…|·[]()"
# Searching begins at the full stop, which is rarer than what stands before it.
_FILE_PATH = re.compile(r"\.(?<=\w\.)(?:jpe?g|png|gif|webp|svg|pdf|docx?|mp4)\b", re.IGNORECASE)
_MISSING = re.compile(r"\b(?:not found|missing|could not|cannot|no encontrad[oa]|no se|falta)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"@|\[(?:e-?mail|correo)|e-?mail|correo|\btel|\bphone|\bpress\b|\bprensa\b|\+ ?\d|\d{3,}[ -]\d{3,}"
    r"|\b(?:please contact|contact:|comun[ií]quese|cont[aá]ct[ae]|escriba)",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"^(?:tel[eé]fono|tel|phone|mobile|m[oó]vil|celular|cell?|fax|whatsapp|e-?mail|correo)\b|\[e-?mail|^\S+@\S+$"
    r"|\+ ?\d[\d ()-]{6,}",
    re.IGNORECASE,
)
_PLACE_MARKS = re.compile(r"\s*[,;/|·+]\s*")
_FIRST_WORD = re.compile(r"[^\s,;/|·+]*")
_CONNECTING = {"and", "y", "e", "&", "-", "–"}


def kind_of(text: str) -> str | None:
    """The kind of furniture that the whole line is, or None.

    Contact lines are recognised by their opening together with a telephone, an address or an invitation.
    """
    if len(text) <= _LONGEST_EXACT:
        kind = _exact().get(_bare(text))
        if kind is not None:
            return kind
        if _PAGER_NUMBERS.fullmatch(text) or _PAGER_COUNT.fullmatch(text):
            return PAGER
        if is_publish_label(text):
            return PUBLISH_LABEL
    if len(text) <= _LONGEST_CONTACT and _opens_with(text, CONTACT) and _ADDRESS.search(text):
        return CONTACT
    if len(text) <= _LONGEST_MISSING_FILE and _is_missing_file(text):
        return MISSING_FILE
    return None


def glued_label(text: str) -> int:
    """Count the characters of a label such as `Read more` behind the line's last sentence.

    A label with marks of its own, such as `[more]` or `Read more >`, may also stand behind a sentence that is cut off.
    """
    match = _glued().search(text[-_LONGEST_EXACT:])
    return len(match.group()) if match else 0


def is_contact_line(text: str) -> bool:
    """Whether the line gives a telephone number or an address and little else."""
    return len(text) <= 120 and _CONTACT_LINE.search(text) is not None


def is_place_list(text: str) -> bool:
    """Whether the line consists of one or several names of countries, or is a catch-all word for them."""
    if len(text) > _LONGEST_PLACES or not text[0].isupper() or text[-1] in ".:!?":
        return False
    if _plain(_first_word(text)) not in _first_words():
        return False
    names = [_plain(part) for part in _PLACE_MARKS.split(fold(text)) if part]
    return bool(names) and len(names) <= _MOST_PLACES and all(_is_run_of_places(name) for name in names)


def is_menu_opening(text: str) -> bool:
    """Whether the line begins with a menu's label to which a sentence is glued without a blank."""
    labels = reference.phrases(MENU)
    if not text.startswith(labels):
        return False
    return any(text.startswith(label) and text[len(label) : len(label) + 1].isupper() for label in labels)


def _is_run_of_places(text: str) -> bool:
    """Whether names of places follow one another with nothing but blanks or an "and" between them."""
    places = _places()
    words = text.split()
    at = 0
    while at < len(words):
        width = next((w for w in range(min(7, len(words) - at), 0, -1) if " ".join(words[at : at + w]) in places), 0)
        if width == 0 and words[at] not in _CONNECTING:
            return False
        at += width or 1
    return True


def _opens_with(text: str, kind: str) -> bool:
    return text[:_LONGEST_EXACT].casefold().startswith(_openings(kind))


def _is_missing_file(text: str) -> bool:
    if _opens_with(text, MISSING_FILE):
        return True
    return bool(_FILE_PATH.search(text) and _MISSING.search(text) and len(text.split()) <= 15)


def _bare(text: str) -> str:
    """Case folded and without the marks that stand around labels."""
    return fold(text.strip(_MARKS_AROUND)).casefold()


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else ""


def _plain(text: str) -> str:
    """Case folded and without accents, as place names are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@reference.cached
def _exact() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind in _EXACT_KINDS:
        for phrase in reference.phrases(kind):
            kinds.setdefault(_bare(phrase), kind)
    return kinds


@reference.cached
def _glued() -> re.Pattern[str]:
    phrases = sorted(reference.phrases(READ_MORE), key=len, reverse=True)
    labels = "|".join(map(re.escape, phrases))
    with_marks = "|".join(re.escape(phrase) for phrase in phrases if not phrase[-1].isalnum())
    marked = rf"{with_marks}|[\[(](?:{labels})[.…]*[\])]|(?:{labels}) ?(?:[>»›→]+|\.{{3}}|…)"
    after_sentence = r"(?:(?<=[^\W_][.!?…”\"])|(?<=[.!?…)\]][.!?…”\"»)\]] ))"
    return re.compile(rf"{after_sentence} *(?:{marked}|{labels})$|(?<=\w) +(?:{marked})$")


@reference.cached
def _openings(kind: str) -> tuple[str, ...]:
    return tuple(phrase.casefold() for phrase in reference.phrases(kind))


@reference.cached
def _places() -> frozenset[str]:
    return frozenset({_plain(name) for name in (*reference.country_names(), *reference.phrases(REGION))})


@reference.cached
def _first_words() -> frozenset[str]:
    return frozenset(map(_first_word, _places()))
