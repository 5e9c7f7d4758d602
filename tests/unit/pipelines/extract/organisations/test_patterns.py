"""What a chunk names by the letters and marks of its tokens."""

import pytest

from pipelines.extract.organisations.patterns import Form, Mark, pattern

PLACE, COUNTRY = Mark.IN_COUNTRY, Mark.IN_COUNTRY | Mark.COUNTRY


def named(letters: str, marks: dict[int, int] | None = None, is_bound: bool = False) -> list[tuple[Form, str, int]]:
    """Of each span its form, the letters of its name, and the token that tells its country."""
    flags = bytearray((marks or {}).get(token, 0) for token in range(len(letters)))
    flags[-1] |= Mark.BOUND * is_bound
    found = pattern(letters.encode(), bytes(flags)).names
    return [(span.form, letters[span.first : span.last], span.country) for span in found]


@pytest.mark.parametrize(
    ("letters", "marks", "wanted"),
    [
        ("HoC", {}, [(Form.GRAMMAR, "HoC", -1)]),
        ("HoCoP", {4: COUNTRY}, [(Form.GRAMMAR, "HoC", 4)]),
        ("HoCoP", {4: PLACE}, [(Form.GRAMMAR, "HoCoP", -1)]),
        ("P'xHoC", {0: COUNTRY}, [(Form.GRAMMAR, "HoC", 0)]),
        ("DCH", {0: PLACE}, [(Form.GRAMMAR, "CH", 0)]),
        ("H", {}, []),
        ("CH", {0: Mark.WEAK}, []),
        ("CH", {}, [(Form.GRAMMAR, "CH", -1)]),
        ("HoP", {2: COUNTRY}, [(Form.GRAMMAR, "H", 2)]),
        ("Or", {}, [(Form.REGISTERED, "Or", -1)]),
        ("OroP", {3: COUNTRY}, [(Form.REGISTERED, "Or", 3)]),
        ("O'xCHfP", {4: Mark.OFFICE, 6: PLACE}, [(Form.REGISTERED, "O", -1)]),
        ("CC", {}, [(Form.PLAIN, "CC", -1)]),
        ("CG", {}, []),
        ("ToH", {}, []),
    ],
    ids=str,
)
def test_names_by_letters(letters: str, marks: dict[int, int], wanted: list[tuple[Form, str, int]]) -> None:
    assert named(letters, marks) == wanted


def test_letters_behind_a_lone_head_noun_make_it_a_name() -> None:
    assert named("H") == []
    assert named("H", is_bound=True) == [(Form.GRAMMAR, "H", -1)]


def test_a_lone_head_noun_is_mentioned_with_its_country() -> None:
    (span,) = pattern(b"HoP", bytes([0, 0, COUNTRY])).names
    assert span.is_alone
    assert (span.start, span.stop) == (0, 3)


def test_what_ends_a_chunk() -> None:
    programme, plain, body = (
        pattern(letters, bytes([0] * (len(letters) - 1) + [Mark.BOUND])) for letters in (b"CG", b"CC", b"HoC")
    )
    assert (programme.sets_aside, plain.sets_aside, body.sets_aside) == (True, False, False)
    assert (programme.ends_plainly, plain.ends_plainly, body.ends_plainly) == (False, True, False)
