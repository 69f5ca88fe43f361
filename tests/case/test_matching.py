"""Written names in one form for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.matching import hyphened, joined, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WU CART 007", "WU-CART-007"),
        ("WU–CART–007", "wucart007"),
        ("haemoglobin", "Hemoglobin"),
        ("leukaemia", "leukemia"),
        ("BCR::ABL1", "BCR-ABL1"),
        ("TCRαβ", "TCR alpha/beta"),
        ("Waldenström", "Waldenstrom"),
        ("ALK+ ALCL", "ALK-positive ALCL"),
        ("Richter's syndrome", "Richter syndrome"),
        ("vincristine sulphate", "vincristine sulfate"),
        ("CD７", "CD7"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert joined(words(one)) == joined(words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("ALK+ ALCL", "ALK- ALCL"), ("Neutrophils", "Neutrophils %"), ("CD7", "CD79")],
)
def test_two_names(one: str, other: str) -> None:
    assert joined(words(one)) != joined(words(other))


def test_gaps_can_be_kept() -> None:
    assert hyphened(words("6-MP")) == hyphened(words("6 mp")) != hyphened(words("6MP"))


@given(st.text(max_size=40))
def test_places_lie_in_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.end
        assert 0 <= word.start < word.end <= len(text)
        end = word.start
