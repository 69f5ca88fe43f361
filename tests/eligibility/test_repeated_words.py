"""A word that is repeated, as a spoiled file has it, is read in no time."""

import pytest

from app.eligibility.read_criteria import read_line


@pytest.mark.parametrize(
    "word", ["viral", "fungal", "bacterial", "systemic", "viral or", "fungal,"]
)
def test_a_repeated_word_is_read(word: str) -> None:
    """It would not come to an end where a separator can be read in two ways."""
    text = f"Active, uncontrolled bacterial, fungal, or {f'{word} ' * 50}"
    assert read_line(text, "inclusion").criterion.text


def test_the_kinds_of_an_infection_are_one_name() -> None:
    read = read_line("No active bacterial, viral, fungal and/or parasitic infection", "inclusion")
    assert "not_read" not in str(read.requirement)
