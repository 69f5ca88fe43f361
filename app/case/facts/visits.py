"""Appointments ahead, decisions to look at again, and what a visit should decide."""

from collections.abc import Sequence
from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import Appointment, Decision
from app.case.facts.records import by_reference, evidence, order_of
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.visits import DecisionDue, DecisionWanted, Visit
from app.case.facts.wording import commas
from app.case.partial_date import DayRange, PartialDate, days_between


def visits_ahead(case: Case, as_of: date) -> tuple[Visit, ...]:
    """Return appointments from the as-of day on, the next one first.

    A partial date counts as ahead as long as it may be; a visit of the day itself with its
    outcome written down is over.
    """
    rows = [row for row in case.all(Appointment) if is_ahead(row, as_of)]
    rows.sort(key=lambda row: (order_of(row.date), row.time or "", row.position))
    return tuple(_visit(case, row, as_of) for row in rows)


def is_ahead(row: Appointment, as_of: date) -> bool:
    """Whether an appointment lies on or after a day."""
    if row.date is None or row.date.latest < as_of:
        return False
    return not (row.outcome and row.date.exact == as_of)


def next_visit(case: Case, ahead: Sequence[Visit]) -> Visit | None:
    """Return the appointment the case names as next while it is ahead, else the earliest."""
    named = by_reference(case, Appointment, case.info.next_appointment_id)
    if named is not None:
        for visit in ahead:
            if visit.evidence.id == named.id:
                return visit
    return ahead[0] if ahead else None


def _visit(case: Case, row: Appointment, as_of: date) -> Visit:
    kind = codes.label("appointment.type", row.type) if row.type else "Appointment"
    words = commas((row.purpose or kind, row.with_whom))
    return Visit(
        date=row.date,
        time=row.time or None,
        type=row.type or None,
        with_whom=row.with_whom or None,
        place=row.place or None,
        purpose=row.purpose or None,
        days_ahead=_ahead(row.date, as_of),
        evidence=evidence(case, row, words),
    )


def _ahead(day: PartialDate | None, as_of: date) -> DayRange | None:
    if day is None:
        return None
    days = days_between(as_of, day)
    return DayRange(max(0, days.low), max(0, days.high))


def decisions_due(case: Case, as_of: date, by: date) -> tuple[DecisionDue, ...]:
    """Return decisions to be looked at again up to a day, the latest first."""
    rows = [
        (row, row.revisit_on)
        for row in case.all(Decision)
        if row.decision and row.revisit_on is not None and row.revisit_on.earliest <= by
    ]
    rows.sort(key=lambda pair: order_of(pair[1]), reverse=True)
    return tuple(
        DecisionDue(
            decision=row.decision or "",
            revisit_on=day,
            visit_since=_visit_since(case, row, as_of),
            evidence=evidence(case, row, row.decision or ""),
        )
        for row, day in rows
    )


def _visit_since(case: Case, decision: Decision, as_of: date) -> Evidence | None:
    """Return a visit with an outcome between the day to look again and the as-of day."""
    day = decision.revisit_on
    for row in case.all(Appointment):
        if day is None or row.date is None or not row.outcome:
            continue
        if row.date.earliest >= day.earliest and row.date.latest <= as_of:
            return evidence(case, row, commas((row.purpose, row.outcome)))
    return None


def decision_wanted(case: Case, as_of: date, appointment_id: str | None) -> DecisionWanted | None:
    """Return what a visit should decide (contract, "decision wanted").

    The visit's own field; else the decisions to be looked at again by the visit day that no
    visit since has taken up; else the visit's purpose. None without a visit.
    """
    visit = by_reference(case, Appointment, appointment_id)
    if visit is None:
        return None
    if visit.decision_wanted:
        found = evidence(case, visit, visit.decision_wanted)
        return DecisionWanted((visit.decision_wanted,), "visit", (found,))
    by = visit.date.latest if visit.date else as_of
    due = [item for item in decisions_due(case, as_of, by) if item.visit_since is None]
    if due:
        words = tuple(item.decision for item in due)
        return DecisionWanted(words, "decisions", tuple(item.evidence for item in due))
    if visit.purpose:
        return DecisionWanted((visit.purpose,), "purpose", (evidence(case, visit, visit.purpose),))
    return None
