"""How a visit lies to a day."""

from datetime import date

import pytest

from app.case.entities import Appointment
from app.case.partial_date import PartialDate
from app.ui.visits.questions_card import AFTER, BEFORE, DURING
from app.ui.visits.visit_phase import is_over, usual_phase

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("day", "outcome", "phase", "over"),
    [
        (None, None, BEFORE, False),
        (PartialDate(2026, 3, 13), None, BEFORE, False),
        (PartialDate(2026, 3, 12), None, DURING, False),
        (PartialDate(2026, 3, 12), "Told", AFTER, True),
        (PartialDate(2026, 3), None, BEFORE, False),
        (PartialDate(2026, 3, 11), None, AFTER, True),
    ],
)
def test_a_visit_lies_before_on_or_after_a_day(
    day: PartialDate | None, outcome: str | None, phase: str, over: bool
) -> None:
    visit = Appointment(id="v", date=day, outcome=outcome)
    assert usual_phase(visit, TODAY) == phase
    assert is_over(visit, TODAY) == over


def test_no_visit_is_never_over() -> None:
    assert usual_phase(None, TODAY) == BEFORE
    assert not is_over(None, TODAY)
