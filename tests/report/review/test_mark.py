"""The mark by which a sheet is known again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.facts import Facts
from app.eligibility.checking.verdict import State
from app.report.review.mark import NotAMark, code_in, mark_of, read_mark, words_hash
from app.report.review.sheet import review_sheet
from tests.report.review.sheets import trial, with_line


@pytest.fixture(scope="module")
def text(example_facts: Facts) -> str:
    return mark_of(review_sheet(trial(), example_facts)).text()


def test_a_mark_comes_back_as_it_was(example_facts: Facts, text: str) -> None:
    mark = mark_of(review_sheet(trial(), example_facts))
    assert read_mark(text) == mark
    assert code_in(f"NCT1, Sheet {mark.code}, page 1 of 2") == mark.code


def test_a_mark_holds_no_names_and_no_results(text: str) -> None:
    assert text.isascii()
    for private in ("Maya", "Ellison", "Okoye", "Platelet", "GVHD"):
        assert private not in text


def test_another_line_or_state_gives_another_code(example_facts: Facts) -> None:
    one = mark_of(review_sheet(trial(), example_facts))
    other = mark_of(review_sheet(with_line(2, state=State.MET), example_facts))
    assert one.code != other.code


@given(place=st.integers(0, 10_000), char=st.characters(min_codepoint=32, max_codepoint=126))
def test_a_changed_mark_is_noticed(text: str, place: int, char: str) -> None:
    place %= len(text)
    changed = text[:place] + char + text[place + 1 :]
    if json_equal(changed, text):
        assert read_mark(changed) == read_mark(text)
    else:
        with pytest.raises(NotAMark):
            read_mark(changed)


def json_equal(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_other_json_is_no_mark(value: object) -> None:
    with pytest.raises(NotAMark):
        read_mark(json.dumps(value))


@given(st.text())
def test_any_text_is_no_mark(text: str) -> None:
    with pytest.raises(NotAMark):
        read_mark(text)


def test_a_newer_form_is_told_apart(text: str) -> None:
    newer = json.dumps({**json.loads(text), "form": 2})
    with pytest.raises(NotAMark) as refused:
        read_mark(newer)
    assert refused.value.form == 2


def test_layout_and_capitals_do_not_change_the_words() -> None:
    assert words_hash("Age  12\nor older") == words_hash("age 12 OR older")
    assert words_hash("Age 12 or older") != words_hash("Age 13 or older")
