import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trials import json_stream
from app.trials.json_stream import BrokenJson, JsonObject, JsonObjects


def pieces(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def read(text: str, size: int = 7) -> list[JsonObject | BrokenJson]:
    return list(JsonObjects(pieces(text, size)))


def values(text: str, size: int = 7) -> list[Any]:
    return [each.value for each in read(text, size) if isinstance(each, JsonObject)]


STUDY = {"protocolSection": {"identificationModule": {"nctId": "NCT99990001"}}}
OTHER = {"protocolSection": {"identificationModule": {"nctId": "NCT99990002"}}, "n": 'a ] } " b'}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
objects = st.dictionaries(st.text(max_size=8), json_values, max_size=4)


@given(st.lists(objects, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]))
def test_an_array_read_in_pieces_of_any_size_is_the_array(
    wanted: list[Any], size: int, indent: int | None
) -> None:
    text = json.dumps(wanted, indent=indent, ensure_ascii=False)
    assert values(text, size) == wanted


@given(objects, st.integers(1, 40))
def test_one_object_is_one_object(wanted: dict[str, Any], size: int) -> None:
    text = json.dumps({"x": 1, **wanted})
    assert values(text, size) == [{"x": 1, **wanted}]


@given(st.lists(objects, max_size=4), st.integers(1, 40), st.booleans())
def test_a_search_page_gives_its_studies(wanted: list[Any], size: int, count_first: bool) -> None:
    before = {"totalCount": 12} if count_first else {}
    text = json.dumps({**before, "studies": wanted, "nextPageToken": "ab}]"})
    assert values(text, size) == wanted


def test_several_values_one_after_another_are_all_read() -> None:
    text = json.dumps(STUDY) + "\n" + json.dumps([OTHER]) + "\n" + json.dumps({"studies": [STUDY]})
    assert values(text) == [STUDY, OTHER, STUDY]


def test_the_text_of_an_object_is_exactly_what_stood_in_the_file() -> None:
    text = '[ {"a" : 1.0,\n "b":"\\u00e9" } , {"c":2}]'
    assert [each.text for each in read(text) if isinstance(each, JsonObject)] == [
        '{"a" : 1.0,\n "b":"\\u00e9" }',
        '{"c":2}',
    ]


def test_a_broken_record_is_left_out_and_reading_goes_on() -> None:
    good, broken = json.dumps(STUDY), json.dumps(OTHER).replace('"n"', "n")
    found = read(f"[{good},\n{broken},\n{good}]")
    assert [type(each) for each in found] == [JsonObject, BrokenJson, JsonObject]
    assert found[1] == BrokenJson(2, "NCT99990002", "it is damaged and cannot be read")


def test_a_file_that_is_cut_off_says_so() -> None:
    text = json.dumps([STUDY, OTHER])
    found = read(text[:-9])
    assert values(text[:-9]) == [STUDY]
    assert found[1:] == [BrokenJson(2, "NCT99990002", "the file ends in the middle of it")]
    assert read("[")[0] == BrokenJson(0, None, "the file ends before its list is complete")


@pytest.mark.parametrize("text", ["[[[1], 2], 3]", "[1, null]", "12", '"text"', "[-", "[tru"])
def test_what_is_no_object_is_reported_not_raised(text: str) -> None:
    assert all(isinstance(each, BrokenJson) for each in read(text))


def test_absurd_nesting_and_numbers_are_reported() -> None:
    assert isinstance(read("[" + '{"a":' * 100_000, 1000)[0], BrokenJson)
    assert isinstance(read('[{"n":' + "9" * 5000 + "}]")[0], BrokenJson)


def test_a_record_far_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_OBJECT", 200)
    long = json.dumps({"protocolSection": {"text": "x" * 5000}})
    found = read(f"[{long},{json.dumps(STUDY)}]")
    assert isinstance(found[0], BrokenJson)
    assert "too long" in found[0].reason
    assert values(f"[{long},{json.dumps(STUDY)}]") == [STUDY]


@given(st.text(alphabet='{}[]",:\\ u0eE-+.truefalsn1protocolSection', max_size=60))
def test_any_text_ends_without_an_error(text: str) -> None:
    read(text, 3)
