from datetime import date
from email.message import EmailMessage

import pytest

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.mail.messages import is_mail

TEXT = "The ministry handed out nets to forty families of Brea.\n\nThe next families follow in June.\n\nUnsubscribe\n"
PAGE = (
    "<html><body><h2>Nets for forty families</h2><p>The ministry handed out nets to forty families of Brea.</p>"
    "<h2>School opens at the harbour</h2><p>The school of Sal opened its doors to thirty children.</p></body></html>"
)
START = b"From desk@example.org Mon May  3 23:30:00 2021\n"


def mail(subject: str = "Nets for forty families", sent: str = "Mon, 03 May 2021 23:30:00 -0500") -> EmailMessage:
    message = EmailMessage()
    for name, value in (("From", "desk@example.org"), ("To", "all@example.org"), ("Subject", subject), ("Date", sent)):
        message[name] = value
    return message


def read(raw: bytes) -> ReadDocument:
    return read_document(raw, DocumentRef("harbour", "ab" * 32, "a.eml"))


def told(document: ReadDocument) -> list[tuple[str, date | None]]:
    return [(entry.headline, entry.published_on) for entry in document.entries]


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "base64"), ("iso-8859-1", "quoted-printable")])
def test_a_text_is_read_with_its_subject_and_the_senders_day(charset: str, encoding: str) -> None:
    message = mail("Niños visitan el puerto")
    message.set_content(TEXT.replace("families", "niñas"), charset=charset, cte=encoding)
    document = read(message.as_bytes())
    assert document.media_type == "message/rfc822"
    assert told(document) == [("Niños visitan el puerto", date(2021, 5, 3))]
    assert document.entries[0].body.startswith("The ministry handed out nets to forty niñas of Brea.")
    assert "Unsubscribe" not in document.entries[0].body


def test_the_sections_of_a_page_are_entries_and_attachments_are_told() -> None:
    message = mail("Harbour Letter, May 2021")
    message.set_content("This letter is a page.")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="nets.pdf")
    document = read(message.as_bytes())
    day = date(2021, 5, 3)
    assert told(document) == [("Nets for forty families", day), ("School opens at the harbour", day)]
    assert [problem.reason for problem in document.problems] == [
        "an attachment of a mail is not read: nets.pdf (application/pdf)"
    ]


def test_a_day_that_the_text_states_comes_before_the_senders() -> None:
    message = mail()
    message.set_content("Nets for forty families\n2 May 2021\n\n" + TEXT)
    assert told(read(message.as_bytes())) == [("Nets for forty families", date(2021, 5, 2))]


def test_a_mailbox_holds_several_messages() -> None:
    second = mail("Escuela abre en el puerto de Sal", "Tue, 04 May 2021 10:00:00 +0000")
    second.set_content("La escuela del puerto abrió sus puertas a treinta niños.\n\n>From Sal, con alegría.\n")
    first = mail()
    first.set_content(TEXT)
    document = read(b"".join(START + message.as_bytes() + b"\n" for message in (first, second)))
    assert document.media_type == "application/mbox"
    assert told(document) == [(first["Subject"], date(2021, 5, 3)), (second["Subject"], date(2021, 5, 4))]
    assert [block.number for block in document.blocks] == list(range(1, len(document.blocks) + 1))
    assert len(document.fates) == len(document.blocks)


def test_a_forwarded_message_is_read_with_its_own_day() -> None:
    inner = mail()
    inner.set_content(TEXT)
    attached = mail("Fwd: nets", "Fri, 07 May 2021 10:00:00 +0000")
    attached.set_content(" \n")
    attached.add_attachment(inner)
    head = "---------- Forwarded message ---------\nFrom: desk\nDate: Sun, 2 May 2021 at 10:02\nSubject: x\nTo: all\n\n"
    in_text = mail("Fwd: Nets for forty families")
    in_text.set_content(head + TEXT)
    assert told(read(attached.as_bytes())) == [("Nets for forty families", date(2021, 5, 3))]
    assert told(read(in_text.as_bytes())) == [("Nets for forty families", date(2021, 5, 2))]


def test_a_message_without_text_says_so() -> None:
    (problem,) = read(mail().as_bytes()).problems
    assert (problem.block_number, problem.reason) == (0, "a mail without a text")


@pytest.mark.parametrize("raw", [b"From: the coast\n\nNews: none\n", b"Subject: a\nDate: b\nTo: c\n", b"Hi\n\nTo: a\n"])
def test_texts_that_only_look_like_mail_are_none(raw: bytes) -> None:
    assert not is_mail(raw)
