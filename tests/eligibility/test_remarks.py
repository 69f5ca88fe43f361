"""Remarks and methods that leave a limit as it is."""

import pytest

from app.eligibility.plain_text import as_line
from app.eligibility.remarks import without_remarks
from tests.eligibility.check.building import case, labs
from tests.eligibility.check.test_whole_lines import state

BLOOD = labs({"code": "hgb", "value": 9.2, "unit": "g/dL"})


@pytest.mark.parametrize(
    "text",
    [
        "hemoglobin >= 9.0 g/dl (may have been transfused)",
        "Hemoglobin >= 9 g/dL (participant may receive red blood cell [RBC] transfusion)",
        "Hemoglobin >= 9 grams per deciliters (g/dL) (transfusion is allowed)",
    ],
)
def test_a_transfusion_that_is_allowed_leaves_the_limit(text: str) -> None:
    assert state(text, "inclusion", case(**BLOOD)) == "met"


@pytest.mark.parametrize(
    "text",
    [
        "Hemoglobin >= 9 g/dL (without transfusion; growth factors may be used)",
        "Hemoglobin >= 9 g/dL (transfusion not allowed)",
        "Hemoglobin >= 9 g/dL (must be met before transfusion)",
    ],
)
def test_a_bracket_that_demands_stays(text: str) -> None:
    line = as_line(text)
    assert without_remarks(line) is line


def test_methods_are_taken_out_with_their_places_kept() -> None:
    line = as_line("LVEF >= 50% by either echocardiogram (ECHO) or MUGA scan at screening")
    clear = without_remarks(line)
    assert "echo" not in clear.plain
    assert clear.plain.index("screening") == line.plain.index("screening")
