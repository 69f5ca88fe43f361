import json
from decimal import Decimal

import pytest

from app.casefile.case_json.parsing import parsed
from app.errors import CasebookError


def places(text: str) -> tuple[str, ...]:
    with pytest.raises(CasebookError) as caught:
        parsed(text.encode())
    assert "Nothing was made" in caught.value.sentence
    return caught.value.places


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_case_may_come_in_any_unicode_encoding(encoding):
    document = {"title": "Łódź 😀 中"}
    assert parsed(json.dumps(document, ensure_ascii=False).encode(encoding)) == document


def test_numbers_keep_their_digits():
    found = parsed(b'{"a": 0.90, "b": 5, "c": -0, "d": 1E3, "e": ' + b"9" * 5000 + b"}")
    assert [str(value) for value in found.values()] == ["0.90", "5", "-0", "1E+3", "9" * 5000]
    assert isinstance(found["a"], Decimal)
    assert isinstance(found["b"], int)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80\x81\x82\xff" * 5, "Füße".encode("latin-1"), b"hello", b"[1]", b"3", b'{"a": 1'],
)
def test_what_is_no_json_object_is_said_calmly(content):
    with pytest.raises(CasebookError, match="Nothing was made"):
        parsed(content)


def test_where_the_text_breaks_off_is_named():
    assert places('{"a": 1,\n "b" 2}') == ("line 2, column 6: Expecting ':' delimiter",)


@pytest.mark.parametrize("levels", [100, 5000, 200_000])
def test_deep_nesting_is_refused(levels):
    with pytest.raises(CasebookError):
        parsed(b'{"a": ' + b"[" * levels + b"]" * levels + b"}")


def test_every_broken_place_is_listed_at_once():
    found = places(
        '{"a": NaN, "labs": [{"x": 1, "x": 2, "x": 3}, {"y": Infinity}],'
        ' "b": "\\u0000", "c": {"\\ud800": "\\udfff"}, "d": 1e99999999999999999999}'
    )
    assert found == (
        "a: NaN is not a number that can be kept",
        "labs[0].x: stands here twice",
        "labs[1].y: Infinity is not a number that can be kept",
        "b: holds a character that cannot be kept (NUL)",
        "c.\\ud800: the name holds a broken character",
        "c.\\ud800: holds a broken character",
        "d: 1e99999999999999999999 is not a number that can be kept",
    )


def test_a_key_with_nul_is_named_in_characters_that_can_be_shown():
    assert places('{"a\\u0000b": 1}') == (
        "a\\x00b: the name holds a character that cannot be kept (NUL)",
    )
