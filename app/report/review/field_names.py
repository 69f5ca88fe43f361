"""Names of the fields of a review sheet: the same for drawing and for reading."""

from typing import Literal

Tick = Literal["meets", "does_not", "test"]
TICKS: tuple[Tick, ...] = ("meets", "does_not", "test")

REFER = "doctor-refer"
LATER = "doctor-later"
LATER_AFTER = "doctor-later-after"
NOT_SUITABLE = "doctor-not-suitable"
NOT_SUITABLE_BECAUSE = "doctor-not-suitable-because"
OTHER = "doctor-other"
OTHER_WHAT = "doctor-other-what"
TEST_OTHER = "doctor-test-other"
TEST_OTHER_WHAT = "doctor-test-other-what"
CLINIC_CALLS = "doctor-clinic-calls"
FAMILY_CALLS = "doctor-family-calls"
CALL_BY = "doctor-call-by"
NAME = "doctor-name"
SIGNATURE = "doctor-signature"
DATE = "doctor-date"


def line_field(line_id: str, what: Tick | Literal["note"]) -> str:
    """Return the name of a field of a line, such as `line-07-exclusion-3_a-meets`."""
    return f"line-{line_id}-{what}"


def order_field(place: int) -> str:
    """Return the name of the box of one of the tests to order, counted from 1."""
    return f"doctor-test-{place}"
