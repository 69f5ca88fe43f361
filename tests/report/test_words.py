import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.report.outline.words import (
    NBSP,
    Shape,
    clean,
    joined,
    say,
    shape,
    shortened,
    shortened_words,
    strong,
    text_of,
)


def test_markup_is_only_text() -> None:
    assert text_of(say("<b>5 & 6</b>")) == "<b>5 & 6</b>"


def test_ends_of_lines_and_tabs_become_spaces() -> None:
    assert clean("one\ntwo\tthree\r\nfour") == "one two three  four"


def test_what_has_no_look_goes_and_everything_else_stays() -> None:
    assert clean("a\u200bb\u202ec\x07") == "abc"
    assert clean("👩\u200d👧 李明 مرحبا") == "👩👧 李明 مرحبا"
    assert clean(f"5{NBSP}mg") == f"5{NBSP}mg"


def test_letters_are_composed() -> None:
    assert clean("e\u0301") == "é"


def test_a_long_text_is_cut_at_a_word_and_marked() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("short", 12) == "short"
    assert shortened("x" * 10_000, 20) == "x" * 19 + "…"


@given(st.text(max_size=300), st.integers(min_value=2, max_value=60))
def test_shortened_keeps_its_length(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


@given(st.lists(st.text(max_size=20), max_size=6), st.integers(min_value=1, max_value=60))
def test_shortened_words_keep_about_their_length(parts: list[str], most: int) -> None:
    words = say(*(strong(part) for part in parts))
    assert len(text_of(shortened_words(words, most))) <= most + 1


@given(st.text())
def test_clean_never_leaves_control_characters(text: str) -> None:
    assert all(unicodedata.category(char) not in ("Cc", "Cf") for char in clean(text))


def test_empty_words_are_not_joined() -> None:
    assert text_of(joined([say("a"), (), say("b")], "; ")) == "a; b"


def test_a_shape_is_read_in_words() -> None:
    assert text_of(say("x ", shape(Shape.MAY_RULE_OUT))) == "x [may rule out]"
