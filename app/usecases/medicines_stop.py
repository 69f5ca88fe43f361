"""Noting that a medicine is no longer taken, or taken again. It never says what to take."""

from dataclasses import replace

from app.case.entities import Medication
from app.case.partial_date import PartialDate
from app.casefile import Changes, Update
from app.errors import CasebookError
from app.usecases.entries import GONE
from app.usecases.session import Session

ACTIVE, STOPPED = "active", "stopped"
BEFORE_START = (
    "That day lies before the day noted as the first one. Nothing was changed. "
    "Please look at both days."
)


def stop_medicine(
    session: Session, medicine_id: str, on: PartialDate | None, why: str = ""
) -> Changes:
    """Note that a medicine was stopped.

    Args:
        session: the open case.
        medicine_id: the medicine.
        on: the day it was last taken, as far as it is known; None where nobody knows.
        why: kept at the end of the note, "" for nothing.

    Raises:
        CasebookError: the medicine is gone, or the day lies before the first one; nothing was
            changed.
    """
    row = _medicine(session, medicine_id)
    if on is not None and row.start is not None and on.latest < row.start.earliest:
        raise CasebookError(BEFORE_START)
    said = f"Stopped: {why.strip()}" if why.strip() else ""
    note = "\n".join(part for part in (row.note or "", said) if part) or None
    stopped = replace(row, status=STOPPED, stop=on or row.stop, note=note)
    return session.run(f"stop {row.name or 'a medicine'}", [Update(stopped)])


def take_again(session: Session, medicine_id: str) -> Changes:
    """Note that a medicine is taken after all; raises `CasebookError`."""
    row = _medicine(session, medicine_id)
    taken = replace(row, status=ACTIVE, stop=None)
    return session.run(f"move {row.name or 'a medicine'} back to now", [Update(taken)])


def _medicine(session: Session, medicine_id: str) -> Medication:
    row = session.case.get(Medication, medicine_id)
    if row is None:
        raise CasebookError(GONE)
    return row
