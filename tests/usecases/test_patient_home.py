"""Where home is: a place, and coordinates that are somewhere on earth."""

from decimal import Decimal

import pytest

from app.errors import CasebookError
from app.usecases.patient_home import set_home
from app.usecases.session import Session


def test_a_place_and_its_coordinates_are_kept(session: Session) -> None:
    set_home(session, " Boston ", "42,36", "−71.06°")
    patient = session.case.patient
    assert patient.home_place == "Boston"
    assert (patient.home_latitude, patient.home_longitude) == (Decimal("42.36"), Decimal("-71.06"))
    set_home(session, "", "", "")
    assert session.case.patient.home_latitude is None
    assert session.case.patient.display_name == "Maya Ellison"


@pytest.mark.parametrize(
    ("latitude", "longitude", "why"),
    [
        ("north", "1", "are numbers"),
        ("NaN", "1", "are numbers"),
        ("42", "", "both numbers"),
        ("91", "0", "between"),
        ("0", "-181", "between"),
    ],
)
def test_what_is_no_place_is_not_taken(
    session: Session, latitude: str, longitude: str, why: str
) -> None:
    with pytest.raises(CasebookError, match=why):
        set_home(session, "Boston", latitude, longitude)
    assert session.case.patient.home_place is None
