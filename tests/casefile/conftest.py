"""Case files for the tests of the case file: real ones, on a real disk."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.case.entities import Allergy, CaseInfo, LabPanel, LabResult, Patient
from app.casefile import CaseFile, Insert, new_id


class TickingClock:
    """A clock that goes on by one minute whenever it is asked."""

    def __init__(self, start: datetime = datetime(2026, 5, 12, 14, 30, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Eliot.casebook"


def first_rows() -> list[Insert]:
    return [
        Insert(CaseInfo(id=new_id(), title="Eliot")),
        Insert(Patient(id=new_id(), display_name="Eliot")),
    ]


@pytest.fixture
def case_file(path: Path, clock: TickingClock) -> Iterator[CaseFile]:
    """An open case with a patient, an allergy and a lab report with two results."""
    panel = LabPanel(id=new_id(), lab_name="Northgate")
    rows = [
        *first_rows(),
        Insert(Allergy(id=new_id(), substance="penicillin", severity="mild")),
        Insert(panel),
        Insert(LabResult(id=new_id(), parent_id=panel.id, code="wbc")),
        Insert(LabResult(id=new_id(), parent_id=panel.id, code="hgb")),
    ]
    with CaseFile.create(path, rows, author="Ana", clock=clock) as opened:
        yield opened


Make = Callable[..., CaseFile]
