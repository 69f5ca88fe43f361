"""The saved trials with the status that the newest saved record gives, for pages that are printed.

What the family noted when it saved a trial stays in the case as it is. On paper a doctor reads one
status with its day: that of the record, unless the family noted one of a later day.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.case.case import Case
from app.case.declaration import EntitySpec
from app.case.entities import SavedTrial
from app.case.rows import Table
from app.trials.words import status_label
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session


def case_with_status_now(session: Session) -> Case:
    """Return the case with the statuses of now; the very case where no record says another one."""
    case = session.case
    before = list(case.all(SavedTrial))
    now = list(_rows(session))
    if now == before:
        return case
    trials = Table.of(SavedTrial.spec, now)

    def load(spec: EntitySpec) -> Table[Any]:
        return trials if spec is SavedTrial.spec else case.all(spec.entity)

    return Case(load)


def _rows(session: Session) -> Iterator[SavedTrial]:
    for kept in kept_trials(session):
        yield _of_now(kept) if kept.kept else kept.saved


def _of_now(kept: KeptTrial) -> SavedTrial:
    saved, record = kept.saved, kept.shown
    if record is None or not (record.status or record.status_printed):
        return saved
    day, noted_on = record.status_as_of or record.as_of, saved.status_checked_on
    if day is None or (noted_on is not None and noted_on.earliest > day.latest):
        return saved
    words = status_label(record.status, record.status_printed)
    return replace(saved, status_at_save=words, status_checked_on=day)
