"""The plain form keeps every offset and has one sign for each meaning."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.eligibility.plain_text import BLANK, as_line, blanked, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Platelets ≧ 50 × 10⁹/L", "platelets ≥ 50 x 109/l"),
        ("AST，ALT ＜ 3 × ULN；", "ast,alt < 3 x uln;"),
        ("18–70 years", "18-70 years"),
        ("ALT \\>= 3", "alt  >= 3"),
        ("naïve CD19⁺", "naive cd19+"),
        ("creatinine 80 µmol", "creatinine 80 umol"),
    ],
)
def test_signs_have_one_spelling(written: str, read: str) -> None:
    assert plain(written) == read


def test_an_entity_becomes_its_sign_and_blanks() -> None:
    assert plain("ANC &gt; 500") == "anc >    500"
    assert plain("ANC &amp;ge; 500") == "anc ≥        500"


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("&gtl;#x123456789\\ \u2265\u00a0abc"), max_size=40))
def test_the_length_stays_with_entities_and_escapes(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_a_line_knows_its_words_and_their_beginnings() -> None:
    line = as_line("Prior CD19-directed therapy")
    assert [word for _, word, _ in line.words] == ["prior", "cd19", "directed", "therapy"]
    assert all(line.plain.startswith(word, start) for start, word, _ in line.words)
    assert line.leads == {"prio", "cd19", "dire", "ther"}
    assert line.names_a_cd


def test_masking_keeps_offsets_and_the_registrys_words() -> None:
    line = as_line("active infection, except a cold")
    masked = line.masked(16, 31)
    assert masked.plain == "active infection" + BLANK * 15
    assert masked.text == line.text


def test_blanked_words_are_bridged_by_no_pattern() -> None:
    gone = blanked(re.compile("b+"), "a bb c")
    assert gone == f"a {BLANK * 2} c"
    assert re.search(r"a\s+c", gone) is None
