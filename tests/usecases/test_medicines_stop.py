"""Stopping a medicine is one step; no known allergies is not the same as not asked."""

import pytest

from app.case.entities import Allergy, Medication
from app.case.partial_date import PartialDate
from app.casefile import Insert
from app.errors import CasebookError
from app.usecases.medicines_allergies import note_none_known
from app.usecases.medicines_stop import stop_medicine, take_again
from app.usecases.session import Session


@pytest.fixture
def taken(session: Session) -> Session:
    start = PartialDate.from_iso("2026-04-20")
    row = Medication(id="m", name="dexamethasone", start=start, status="active", note="With food")
    session.run("add", [Insert(row)])
    return session


def medicine(session: Session) -> Medication:
    return session.case.all(Medication)[0]


def test_a_medicine_is_stopped_on_a_day_and_undone_in_one_step(taken: Session) -> None:
    day = PartialDate.from_iso("2026-05")
    stop_medicine(taken, "m", day, "counts low")
    row = medicine(taken)
    assert (row.status, row.stop, row.note) == (
        "stopped",
        day,
        "With food\nStopped: counts low",
    )
    assert taken.undo_name == "stop dexamethasone"
    take_again(taken, "m")
    assert (medicine(taken).status, medicine(taken).stop) == ("active", None)
    stop_medicine(taken, "m", None)
    assert medicine(taken).stop is None
    taken.undo()
    assert medicine(taken).status == "active"


def test_a_day_before_the_first_one_is_not_taken(taken: Session) -> None:
    with pytest.raises(CasebookError, match="before the day noted"):
        stop_medicine(taken, "m", PartialDate.from_iso("2026-03"))
    with pytest.raises(CasebookError, match="no longer"):
        stop_medicine(taken, "gone", None)


def test_none_known_is_noted_with_its_day(session: Session) -> None:
    assert session.facts().allergies.none_known is None
    note_none_known(session)
    (row,) = session.case.all(Allergy)
    assert row.date == PartialDate.of(session.as_of())
    found = session.facts().allergies
    assert found.none_known is not None
    assert found.items == ()
