"""Write a PDF of lines of text, as a word processor would place them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEADING = 14


class Text(NamedTuple):
    """A line of text at a place on a page, in points from its lower left corner."""

    left: float
    bottom: float
    text: str
    size: float = 10
    is_bold: bool = False


def pdf(*paragraphs: str) -> bytes:
    """One page with a paragraph each, lines broken at line ends."""
    height = 780
    lines: list[Text] = []
    for paragraph in paragraphs:
        for line in paragraph.splitlines():
            lines.append(Text(60, height, line, 11))
            height -= LEADING
        height -= LEADING
    return pdf_of_pages([lines])


def pdf_of_pages(pages: Sequence[Iterable[Text]]) -> bytes:
    """A page for each of the lists of lines."""
    contents = ["\n".join(map(_command, page)).encode("cp1252") for page in pages]
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    fonts = b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
    for number, content in enumerate(contents):
        at = first + 2 * number + 1
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s >>" % (at, fonts),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file(*objects)


def _command(line: Text) -> str:
    escaped = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{2 if line.is_bold else 1} {line.size} Tf {line.left} {line.bottom} Td ({escaped}) Tj ET"


def _file(*objects: bytes) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, end)
