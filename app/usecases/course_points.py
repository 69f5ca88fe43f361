"""How much leukemia each assessment of the course found.

Nothing is judged here: whether leukemia was found, the entry itself says. A share of blasts seen
under the microscope alone says neither "found" nor "not found" (domain 1.3).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.case.case import Case
from app.case.entities import StatusEvent
from app.case.facts.records import order_of
from app.case.numbers import number_text
from app.usecases.course_values import FoundPoint, FoundState

_FOUND_BY_TYPE = frozenset({"diagnosis", "relapse", "refractory", "progression"})


def points(case: Case) -> Iterator[FoundPoint]:
    """Yield what the dated assessments found, oldest first."""
    rows: Sequence[StatusEvent] = [row for row in case.all(StatusEvent) if row.date is not None]
    for row in sorted(rows, key=lambda row: order_of(row.date)):
        point = point_of(row)
        if point is not None:
            yield point


def point_of(row: StatusEvent) -> FoundPoint | None:
    """Return how much one assessment found; MRD before the share seen under the microscope."""
    if row.date is None:
        return None
    key = f"status_event/{row.id}"
    if row.mrd_qualifier == "negative":
        return FoundPoint(key, row.date, None, "not_found", "not found")
    if row.mrd_value is not None and row.mrd_unit == "%":
        return FoundPoint(key, row.date, row.mrd_value, "found", _share(row))
    if row.mrd_qualifier in ("positive", "positive_nonquantifiable"):
        return FoundPoint(key, row.date, None, "found", "found")
    blasts = row.marrow_blasts_percent
    if blasts is None:
        return None
    found = row.type in _FOUND_BY_TYPE and blasts > 0
    state: FoundState = "found" if found else "share_only"
    return FoundPoint(key, row.date, blasts, state, f"{number_text(blasts)}%")


def _share(row: StatusEvent) -> str:
    sign = row.mrd_comparator or ""
    return f"{sign}{number_text(row.mrd_value or Decimal(0))}%"
