"""The quote: white space folded, cut between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.quotes import LONGEST_QUOTE, shorten
from tests.unit.pipelines.extract.facts import facts

BLANKS = " \n\t\r\x0b\x1f\x85\xa0\u2003\u2028\u3000"
texts = st.text(st.sampled_from(f"ab.–,-\u00ad\u200b😀{BLANKS}"), max_size=40)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Officers met.", "Officers met."),
        (" – Officers\n met\u00a0twice. \n", "Officers met twice."),
        (".- Officers met.", "Officers met."),
        (" -. ", None),
        ("", None),
        ("word " * 60, "word " * 38 + "word…"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_shorten(sentence: str, quote: str | None) -> None:
    assert shorten(sentence) == quote


@given(texts)
def test_no_white_space_stays_but_single_blanks(sentence: str) -> None:
    quote = shorten(sentence)
    assert quote is None or (len(quote) <= LONGEST_QUOTE and quote == " ".join(quote.split()))
    assert quote == shorten(" ".join(sentence.split()))


def test_the_quote_says_what_happened_when_and_where() -> None:
    done = "On 3 May 2018 forty nurses completed a course in Lomé, Togo."
    named = "The week was planned with UNHCR, UNICEF, WHO, UNDP and the Red Cross for many nurses."
    assert facts("A course", f"{named} {done}", "2018-05-15").quote == done
