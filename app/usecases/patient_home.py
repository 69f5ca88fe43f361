"""Where home is, for distances: a place in words, and its coordinates where one has them."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from app.casefile import Changes, Insert, Update, new_id
from app.errors import CasebookError
from app.usecases.session import Session

NO_NUMBER = (
    "The coordinates are numbers such as 42.36 and -71.06. Nothing was changed. "
    "Leave both fields empty if you do not know them."
)
ONE_MISSING = (
    "Coordinates need both numbers, latitude and longitude. Nothing was changed. "
    "Leave both fields empty if you do not know them."
)
NOT_ON_EARTH = (
    "Latitude lies between -90 and 90 degrees, longitude between -180 and 180. "
    "Nothing was changed. Please look at both numbers."
)
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180
_ZERO = Decimal(0)


def set_home(session: Session, place: str, latitude: str = "", longitude: str = "") -> Changes:
    """Keep where home is.

    Args:
        session: the open case.
        place: postcode or city, "" for nothing.
        latitude, longitude: degrees as typed, both or neither.

    Raises:
        CasebookError: the coordinates are no numbers, not both there, or no place on earth;
            nothing was changed.
    """
    north, east = _degrees(latitude), _degrees(longitude)
    if (north is None) != (east is None):
        raise CasebookError(ONE_MISSING)
    if abs(north or _ZERO) > _MOST_LATITUDE or abs(east or _ZERO) > _MOST_LONGITUDE:
        raise CasebookError(NOT_ON_EARTH)
    patient = session.case.patient
    known = bool(patient.id)
    changed = replace(
        patient,
        id=patient.id or new_id(),
        home_place=place.strip() or None,
        home_latitude=north,
        home_longitude=east,
    )
    return session.run("change where home is", [Update(changed) if known else Insert(changed)])


def _degrees(text: str) -> Decimal | None:
    typed = text.strip().replace("−", "-").replace(",", ".").removesuffix("°").strip()
    if not typed:
        return None
    try:
        number = Decimal(typed)
    except InvalidOperation as error:
        raise CasebookError(NO_NUMBER) from error
    if not number.is_finite():
        raise CasebookError(NO_NUMBER)
    return number
