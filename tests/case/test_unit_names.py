"""The one spelling of a unit."""

import pytest

from app.case.unit_names import normal_unit


@pytest.mark.parametrize(
    ("misread", "right"), [("/ÂµL", "/µL"), ("10^3/Î¼L", "10^3/uL"), ("10Â³/ÂµL", "10^3/uL")]
)
def test_signs_that_were_read_in_another_encoding(misread: str, right: str) -> None:
    assert normal_unit(misread) == normal_unit(right) != misread
