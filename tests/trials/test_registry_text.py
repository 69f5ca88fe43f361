import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trials.registry_text import dedented, for_comparison, one_line, plain_text, unwrapped


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (r"platelets \>= 50", "platelets >= 50"),
        (r"10\^9/L \[local lab\] \*", "10^9/L [local lab] *"),
        ("ANC &gt; 500 &amp; stable", "ANC > 500 & stable"),
        (r"ANC \&gt; 500", "ANC > 500"),
        ("ANC &amp;lt; 500", "ANC < 500"),
        (r"age \\>12", "age >12"),
        ("info&#64;hospital.invalid", "info@hospital.invalid"),
        ("R&D &copy and &region", "R&D &copy and &region"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("≥ 18 岁，；", "≥ 18 岁，；"),
        ("a\x00b\ud800c", "abc"),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        (r"a\b and C:\dir", r"a\b and C:\dir"),
    ],
)
def test_escapes_and_entities_are_resolved(received: str, shown: str) -> None:
    assert plain_text(received) == shown


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_what_was_escaped_once_or_twice_comes_back(text: str) -> None:
    plain = plain_text(text)
    once = html.escape(plain, quote=False)
    assert plain_text(once) == plain_text(plain)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    plain_text(text).encode("utf-8")
    assert "\n" not in one_line(text)
    assert for_comparison(text) == for_comparison(plain_text(text).replace("\n", "\r\n"))


def test_older_texts_lose_their_margin_but_keep_their_layout() -> None:
    text = "\n        Inclusion:\n\n          -  first\n             line\n      "
    assert dedented(text) == "Inclusion:\n\n  -  first\n     line"


def test_wrapped_lines_are_joined_to_items() -> None:
    text = "Inclusion:\n\n  -  first\n     line\n  -  second\n\n  a paragraph\n  goes on"
    assert unwrapped(text) == "Inclusion:\n\n-  first line\n-  second\n\na paragraph goes on"


def test_two_layouts_of_one_text_compare_equal() -> None:
    assert for_comparison("* Age \\>18\n* CD7") == for_comparison("  -  Age >18\n\n  -  CD7")
