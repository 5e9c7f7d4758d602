import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.read.blocks.decode import HTML, PLAIN, DecodeError, decode

SPANISH = "La reunión – “muy útil” – costó 5 € y duró un día.\r\nAsistió Íñigo."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_character_set_is_told_from_the_bytes(encoding: str) -> None:
    decoded = decode(SPANISH.encode(encoding))
    assert decoded.text == SPANISH
    assert decoded.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_read(encoding: str) -> None:
    text = "The meeting was held in May and all the members of the council came to it. " * 5
    assert decode(text.encode(encoding)).text == text


def test_a_stated_character_set_counts_where_the_bytes_are_not_utf8() -> None:
    assert decode("čeština ž".encode("iso8859-2"), "iso-8859-2").text == "čeština ž"
    assert decode("“ñ”".encode("windows-1252"), "ISO-8859-1").text == "“ñ”"
    assert decode("ñandú".encode(), "iso-8859-1").text == "ñandú"
    assert decode("ñ sola".encode("windows-1252"), "no-such-charset").text == "ñ sola"


def test_utf8_with_a_damaged_place_stays_utf8() -> None:
    raw = "Reunión en Panamá sobre migración".encode().replace("ó".encode(), b"\xc3", 1)
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert decoded.text == "Reuni\ufffdn en Panamá sobre migración"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty document"),
        (b" \r\n\t ", "empty document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary document"),
        (bytes(range(256)) * 4, "a binary document"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason):
        decode(raw)


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html><p>x", "\n <html><body>", '<?xml version="1.0"?>\n<!-- a -->\n<HTML>', "<div class='a'>x</div>"],
)
def test_pages_are_told_from_their_beginning(text: str) -> None:
    assert decode(text.encode()).media_type == HTML


@pytest.mark.parametrize("text", ["12 June, 2018\n\n<b>", "< 5 people came", "Headline"])
def test_other_texts_are_plain(text: str) -> None:
    assert decode(text.encode()).media_type == PLAIN


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except DecodeError:
        return
    assert decoded.text.strip("\0").strip()
