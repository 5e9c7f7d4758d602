"""From bytes to text: media type and character set, told from the bytes."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

HTML = "text/html"
PLAIN = "text/plain"
PDF = "application/pdf"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|main|article|div|section|h[1-6]|p|ul|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
# A stray control character makes no binary file.
_FEW_CONTROLS = 0.002
_WESTERN = ("cp1252", "latin_1", "mac_roman", "cp850")
REPLACEMENT = "\ufffd"


class DecodeError(ValueError):
    """The bytes are no text that can be read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text, the character set it was in, and whether it is a page or plain text.

    Bytes that do not belong to the character set stand as U+FFFD. A guess is what a page's own statement
    may correct.
    """

    text: str
    encoding: str
    media_type: str
    is_guess: bool = False


def decode(raw: bytes, charset: str | None = None) -> Decoded:
    """The text of a document.

    A byte order mark counts first, then UTF-8 where the bytes are that, then the character set that the
    server stated, then Windows-1252. What a page's own markup states is left to the HTML library.

    Args:
        raw: the document.
        charset: what a server stated, where one did.

    Raises:
        DecodeError: the bytes are empty, binary, or in no known character set.
    """
    if not raw.strip(b" \t\r\n\f\v\0"):
        raise DecodeError("empty document")
    certain = _marked(raw) or _wide(raw) or _utf8(raw) or _stated(raw, charset)
    text, encoding = certain or _broken_utf8(raw) or _western(raw)
    return Decoded(text, encoding, HTML if _MARKUP.match(text[:4096]) else PLAIN, is_guess=certain is None)


def _marked(raw: bytes) -> tuple[str, str] | None:
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    return (raw.decode(encoding, "replace").removeprefix("\ufeff"), encoding) if encoding else None


def _utf8(raw: bytes) -> tuple[str, str] | None:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None


def _wide(raw: bytes) -> tuple[str, str] | None:
    """Text with zero bytes is UTF-16 or UTF-32 without its mark, or no text at all.

    Raises:
        DecodeError: it is no text.
    """
    if _controls(raw) <= len(raw) * _FEW_CONTROLS and b"\0" not in raw:
        return None
    if raw.count(0) >= len(raw) // 4:
        best = from_bytes(raw, cp_isolation=["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]).best()
        if best is not None and not _controls(str(best).encode()):
            return str(best), best.encoding.replace("_", "-")
    raise DecodeError("a binary document")


def _controls(raw: bytes) -> int:
    """How many control characters there are."""
    return len(raw) - len(raw.translate(None, _CONTROLS))


def _stated(raw: bytes, charset: str | None) -> tuple[str, str] | None:
    try:
        name = codecs.lookup(charset).name if charset else None
        # Servers that say Latin-1 or ASCII send Windows-1252.
        name = "windows-1252" if name in {"iso8859-1", "ascii", "cp1252"} else name
        return (raw.decode(name), name) if name else None
    except (LookupError, UnicodeDecodeError):
        return None


def _broken_utf8(raw: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few damaged places: most of its characters beyond ASCII are whole."""
    text = raw.decode("utf-8", "replace")
    damaged = text.count(REPLACEMENT)
    whole = len(text) - len(text.encode("ascii", "ignore")) - damaged
    return (text, "utf-8") if whole > damaged else None


def _western(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(raw, cp_isolation=list(_WESTERN)).best()
    if best is None:
        raise DecodeError("a document in an unknown character set") from None
    return str(best), best.encoding.replace("_", "-")
