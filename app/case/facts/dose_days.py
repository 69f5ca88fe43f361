"""The last possible days of one row, and of several together."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.case.entities import Medication
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.therapy import LastDay, LastDayKind, TreatmentState
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@value_class
class Given:
    """One row that says a drug was given, and when for the last time."""

    last: LastDay
    evidence: Evidence


def noted_day(day: PartialDate, as_of: date) -> LastDay:
    """Return a last day that is noted as such."""
    latest = min(day.latest, as_of)
    kind: LastDayKind = "exact" if day.is_day else "within"
    return LastDay(kind, min(day.earliest, latest), latest, day)


def with_treatment(
    state: TreatmentState, start: PartialDate | None, end: PartialDate | None, as_of: date
) -> LastDay | None:
    """Return the last day of a drug that has none of its own, by its treatment's days.

    Only a treatment of one single day tells the day; otherwise it is no later than the end
    (contract, "Last doses"). None for a treatment that has not begun.
    """
    if state == "planned":
        return None
    begun = start.earliest if start else None
    if state == "ongoing":
        return _between("continuing", begun, as_of, None)
    if end is None:
        return _between("no_end_noted", begun, as_of, None)
    if start is not None and start == end and end.is_day:
        return noted_day(end, as_of)
    return _between("no_later_than", begun, min(end.latest, as_of), end)


def _between(
    kind: LastDayKind, earliest: date | None, latest: date, noted: PartialDate | None
) -> LastDay:
    # A start noted after the end cannot be right; the end stays what it is.
    first = min(earliest, latest) if earliest is not None else None
    return LastDay(kind, first, latest, noted)


def of_medicine(row: Medication, as_of: date) -> LastDay | None:
    """Return the last day a medicine was taken; None for one that is planned or lies ahead."""
    if row.start is not None and row.start.earliest > as_of:
        return None
    if row.stop is not None and row.stop.earliest <= as_of:
        return noted_day(row.stop, as_of)
    if row.status == "planned":
        return None
    begun = row.start.earliest if row.start else None
    if row.status == "active" or row.stop is not None:
        return LastDay("continuing", as_of, as_of, None)
    if row.status == "as_needed":
        return _between("continuing", begun, as_of, None)
    return _between("no_end_noted", begun, as_of, None)


def together(rows: Sequence[Given]) -> tuple[LastDay, tuple[Evidence, ...]]:
    """Return the last day over several rows, and the rows, the latest first.

    The last of all lies no earlier than the earliest possible day of any row.
    """
    ordered = sorted(rows, key=_lateness, reverse=True)
    top = ordered[0].last
    earliest = max((g.last.earliest for g in rows if g.last.earliest), default=None)
    kind = top.kind
    if kind == "no_later_than" and earliest == top.latest:
        kind = "exact"
    last = LastDay(kind, earliest, top.latest, top.noted)
    return last, one_each(given.evidence for given in ordered)


def one_each(rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return every row once, in their order: a spinal fluid entry names several drugs."""
    found: dict[tuple[str, str], Evidence] = {}
    for row in rows:
        found.setdefault((row.table, row.id), row)
    return tuple(found.values())


def _lateness(given: Given) -> tuple[bool, date, bool, date]:
    last = given.last
    surest = last.kind == "exact"
    return last.kind == "continuing", last.latest, surest, last.earliest or date.min
