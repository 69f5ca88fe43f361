"""An age behind "woman or man" is asked of both."""

import pytest

from app.eligibility.check_lines import check_lines
from tests.eligibility.check.building import case


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("text", ["Woman or man aged 18 to 75", "Man or woman aged 18 to 75"])
def test_a_child_of_either_sex_does_not_fit(text: str, sex: str) -> None:
    facts = case(patient={"birth_date": "2016-12-03", "sex_at_birth": sex})
    (found,) = check_lines(facts, [{"id": "1", "section": "inclusion", "text": text}])
    assert found["state"] != "met"


def test_an_adult_fits() -> None:
    facts = case(patient={"birth_date": "1980-12-03", "sex_at_birth": "female"})
    line = {"id": "1", "section": "inclusion", "text": "Woman or man aged 18 to 75"}
    (found,) = check_lines(facts, [line])
    assert found["state"] == "met"
