"""Numbers of saved trials as lines behind a test."""

from decimal import Decimal

import pytest

from app.errors import Cancelled
from app.usecases.session import Session
from app.usecases.trial_limits import Limit, limits_for, short_name, stated_numbers
from tests.usecases.conftest import Bring

CRITERIA = "eligibilityModule__eligibilityCriteria"
TEXT = (
    "Inclusion Criteria:\n\n* Platelets >= 75 x 10^9/L\n* ALT <= 5 x ULN\n\n"
    "Exclusion Criteria:\n\n* Absolute neutrophil count < 0.5 x 10^9/L\n* Pregnancy\n"
)


def limits(session: Session, lab: str, unit: str) -> list[Limit]:
    return limits_for(stated_numbers(session), lab, unit, Decimal(5), Decimal(45))


def test_a_limit_is_a_line_in_the_unit_of_the_chart(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: TEXT})
    (found,) = limits(session, "plt", "10^3/uL")
    assert found.value == 75
    assert found.words.endswith(": at least 75")
    assert "75" in found.text


def test_a_multiple_is_counted_from_the_end_of_the_usual_range(
    session: Session, bring: Bring
) -> None:
    bring(**{CRITERIA: TEXT})
    (found,) = limits(session, "alt", "U/L")
    assert found.value == 225
    assert found.words.endswith("at most 225 (5 times the top of the usual range)")
    assert limits_for(stated_numbers(session), "alt", "U/L", None, None) == []


def test_what_keeps_people_out_is_said_the_other_way_round(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: TEXT})
    (found,) = limits(session, "anc", "10^3/uL")
    assert found.words.endswith(": at least 0.5")


def test_an_unknown_unit_has_no_line(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: TEXT})
    assert limits(session, "plt", "furlong") == []
    assert limits(session, "hgb", "g/dL") == []


def test_reading_can_be_stopped(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: TEXT})

    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        stated_numbers(session, stop)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Off-the-shelf CD7 CAR-T (XT-107). Example", "XT-107"),
        ("T-RRex (sofi-cel / WU-CART-007)", "T-RRex"),
        ("A very long name of a study that goes on and on", "A very long name of a study…"),
        ("NCT99990001", "NCT99990001"),
        ("", ""),
    ],
)
def test_names_are_short_enough_for_a_chart(name: str, short: str) -> None:
    assert short_name(name) == short
