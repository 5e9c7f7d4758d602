"""From the bytes of a message or mailbox to the texts that its messages hold."""

import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from html import escape
from typing import NamedTuple

from pipelines.ingest.read.blocks.decode import DecodeError, decode

MAIL = "message/rfc822"
MAILBOX = "application/mbox"
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_OF_MAIL = {
    b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to",
    b"content-type", b"sender", b"reply-to",
}  # fmt: skip
_FEWEST_HEADERS = 3
_LONGEST_HEAD = 65_536
_START = re.compile(rb"^From \S+ .*\d{1,2}:\d\d.*\d{4}.*\r?\n", re.MULTILINE)
_QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)
_MOST_MESSAGES = 2_000
_PREFIX = re.compile(r"^(?:(?:re|fwd?|rv|reenv)\s*:\s*)+", re.IGNORECASE)
NO_TEXT = "a mail without a text"
ATTACHMENT = "an attachment of a mail is not read: {name} ({kind})"


class Message(NamedTuple):
    """A message's page or text, when it was sent, and why something of it is left out.

    Args:
        raw: the page or text, the subject with it.
        charset: the character set of `raw`, where it is known.
        sent_on: the day in the sender's time zone.
        left_out: a reason for each part that is not read.
    """

    raw: bytes
    charset: str | None
    sent_on: date | None
    left_out: tuple[str, ...] = ()


def is_mailbox(raw: bytes) -> bool:
    """Whether the document is a mailbox in the format mbox."""
    match = _START.match(raw)
    return match is not None and _has_mail_headers(raw[match.end() :])


def is_mail(raw: bytes) -> bool:
    """Whether the document is a message or a mailbox: it begins with headers of mail and an empty line."""
    return is_mailbox(raw) or _has_mail_headers(raw)


def messages_of(raw: bytes) -> list[Message]:
    """Read the messages of a document for which `is_mail` holds.

    Raises:
        DecodeError: it holds more messages than are read.
    """
    if not is_mailbox(raw):
        return [_message(raw)]
    starts = [*_START.finditer(raw)]
    if len(starts) > _MOST_MESSAGES:
        raise DecodeError(f"a mailbox of more than {_MOST_MESSAGES:,} messages: split it")
    ends = [*(start.start() for start in starts[1:]), len(raw)]
    bodies = (raw[start.end() : end] for start, end in zip(starts, ends, strict=True))
    return [_message(_QUOTED_START.sub(rb"\1", body)) for body in bodies]


def _has_mail_headers(raw: bytes) -> bool:
    names: set[bytes] = set()
    for line in raw[:_LONGEST_HEAD].splitlines():
        if not line.strip():
            return len(names & _OF_MAIL) >= _FEWEST_HEADERS
        if line[:1] in b" \t" and names:
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.add(match.group()[:-1].lower())
    return False


def _message(raw: bytes) -> Message:
    mail = message_from_bytes(raw, policy=email.policy.default)
    sent_on = _sent_on(mail)
    inner = next((part for part in mail.walk() if part.get_content_type() == MAIL), None)
    body = mail.get_body(preferencelist=("html", "plain"))
    if (body is None or not _payload(body).strip()) and inner is not None:
        forwarded = inner.get_content()
        return _message(forwarded.as_bytes())._replace(sent_on=_sent_on(forwarded) or sent_on)
    left_out = tuple(_left_out(mail))
    if body is None or not _payload(body).strip():
        return Message(b"", None, sent_on, left_out)
    subject = _PREFIX.sub("", _header(mail, "subject")).strip()
    if body.get_content_subtype() == "html":
        return Message(_titled(_payload(body), subject), _charset(body), sent_on, left_out)
    text = decode(_payload(body), _charset(body)).text
    return Message(f"{subject}\n\n{text}".encode(), "utf-8", sent_on, left_out)


def _titled(page: bytes, subject: str) -> bytes:
    """The page with the subject for its title, where it has none."""
    if re.search(rb"<title", page, re.IGNORECASE):
        return page
    title = f"<title>{escape(subject)}</title>".encode("ascii", "xmlcharrefreplace")
    head = re.search(rb"<head[^>]*>", page, re.IGNORECASE)
    if head is None:
        return b"<html><head>%s</head>%s" % (title, page)
    return page[: head.end()] + title + page[head.end() :]


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: MIMEPart) -> str | None:
    stated = part.get_content_charset()
    return stated or None


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):
        # The library raises on some damaged headers.
        return ""


def _sent_on(mail: EmailMessage) -> date | None:
    try:
        sent_on = parsedate_to_datetime(_header(mail, "date")).date()
    except (TypeError, ValueError, IndexError):
        return None
    return sent_on if str(sent_on.year) in _header(mail, "date") else None


def _left_out(mail: EmailMessage) -> Iterator[str]:
    """The attachments; pictures that stand in the text are none."""
    for part in mail.iter_attachments():
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() != "image":
            name = part.get_filename() or "without a name"
            yield ATTACHMENT.format(name=name, kind=part.get_content_type())
