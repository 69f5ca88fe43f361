"""Points and commas: a table writes its decimals one way, or a person has to look."""

import pytest

from app.records.decimal_marks import DecimalMark, decimal_mark, is_doubtful, with_point


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["9,8", "4.500", "1,500"], DecimalMark.COMMA),
        (["1,125", "0,670-1,170"], DecimalMark.COMMA),
        (["1.234,5"], DecimalMark.COMMA),
        (["9.8", "150,000"], DecimalMark.POINT),
        (["1,234.5"], DecimalMark.POINT),
        (["1,200", "4.500"], DecimalMark.UNKNOWN),
        (["9,8", "9.8"], DecimalMark.UNKNOWN),
        (["positive", "12.03.2024"], DecimalMark.UNKNOWN),
    ],
)
def test_the_whole_table_tells(texts: list[str], mark: DecimalMark) -> None:
    assert decimal_mark(texts) is mark


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("9,8", "9.8"),
        ("4.500", "4500"),
        ("3.900-10.200", "3900-10200"),
        ("1.234,5", "1234.5"),
        ("< 0,5", "< 0.5"),
        ("1,500 H", "1.500 H"),
        ("(1,3)-beta-D-glucan 12,5", "(1,3)-beta-D-glucan 12,5"),
    ],
)
def test_commas_become_points(printed: str, plain: str) -> None:
    assert with_point(printed, DecimalMark.COMMA) == plain


def test_points_stay() -> None:
    assert with_point("150,000", DecimalMark.POINT) == "150,000"
    assert with_point("9,8", DecimalMark.UNKNOWN) == "9.8"


def test_only_what_may_be_a_thousand_times_as_much_is_doubtful() -> None:
    assert is_doubtful("1,125", DecimalMark.UNKNOWN)
    assert not is_doubtful("1,125", DecimalMark.COMMA)
    assert not is_doubtful("1.125", DecimalMark.UNKNOWN)
    assert not is_doubtful("0,125", DecimalMark.UNKNOWN)
