"""Reading a filled review sheet back: what the doctor wrote, beside what we have."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.case.entities import CriterionAnswer, Note
from app.case.partial_date import PartialDate
from app.casefile import Edit, Insert, new_id
from app.errors import CasebookError
from app.report.read_sheet import read_sheet
from app.report.review.differences import (
    DOCTOR,
    Difference,
    SheetAnswer,
    answers_of,
    changes_since,
    differences,
)
from app.report.review.filled import FilledSheet
from app.report.review.sheet import ReviewSheet, review_sheet
from app.report.trials.on_paper import trial_on_paper
from app.usecases.check_trials import TrialCheck
from app.usecases.find_trial import find_check, trial_name
from app.usecases.session import Session

NO_NAME = "the doctor (no name on the sheet)"
LARGEST = 64 * 2**20
"""Bytes of the largest PDF that is read as a sheet."""


@dataclass(frozen=True, slots=True)
class SheetReadBack:
    """A sheet that came home.

    Attributes:
        case, trial, made: what the sheet says about itself.
        differences: what it says and the case does not, line by line.
        notes: what changed since it was made, and lines whose fields are gone.
        taken: how many of its answers were taken into the case.
    """

    case: str
    trial: str
    made: PartialDate
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]
    taken: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as JSON values."""
        return {
            "sheet": {"case": self.case, "trial": self.trial, "made": self.made.iso},
            "differences": [
                {
                    "line": each.line,
                    "field": each.field,
                    "ours": each.ours,
                    "theirs": each.theirs,
                    "asked": each.asked,
                    "by": each.by,
                    "on": each.on.iso if each.on else None,
                }
                for each in self.differences
            ],
            "notes": list(self.notes),
            "taken": self.taken,
        }


def read_back(session: Session, path: Path, *, accept: bool = False) -> SheetReadBack:
    """Read a filled sheet; with `accept`, take it in as one step that can be undone.

    Raises:
        CasebookError: the file is not ours, is of another case, lost its fields, or its trial is
            not saved here; nothing was changed.
    """
    sheet = read_sheet(_content(path), session.case.info.shown_id)
    check = find_check(session, sheet.mark.trial)
    paper = trial_on_paper(session.case, check.kept.saved, check.checked, check.kept.shown)
    current = review_sheet(paper, session.facts())
    found = differences(sheet, current)
    taken = _take(session, check, sheet, current, found) if accept else 0
    gone = tuple(f"The fields of {line} are gone from the sheet." for line in sheet.missing)
    mark = sheet.mark
    notes = (*changes_since(sheet, current), *gone, *_unusual(sheet, session.as_of()))
    return SheetReadBack(mark.case_id, mark.trial, mark.made, found, notes, taken)


def _unusual(sheet: FilledSheet, today: datetime.date) -> Iterator[str]:
    """Yield what a person has to know of the doctor's block before the sheet is taken in."""
    if sheet.is_blank:
        yield "Nothing is ticked or written on this sheet."
        return
    written, day = sheet.doctor.date.strip(), sheet.doctor.day
    if written and day is None:
        yield f"The date on the sheet, “{written}”, cannot be told for certain. Ask which it is."
    if day is not None and day.earliest > today:
        yield f"The date on the sheet, {day.words()}, is still to come. Ask which day it is."
    if not sheet.doctor.name:
        yield "There is no name on the sheet. Ask who filled it in."


def _source_note(sheet: FilledSheet) -> str:
    """Return where an answer comes from, with a date on it that could not be read as one."""
    made = f"Review sheet of {sheet.mark.made.words()}"
    written = sheet.doctor.date.strip()
    return f"{made}, dated “{written}”" if written and sheet.doctor.day is None else made


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CasebookError(
                f"{path.name} is too large for a review sheet. Nothing was changed."
            )
        return path.read_bytes()
    except OSError as error:
        raise CasebookError(f"{path.name} could not be read. Nothing was changed.") from error


def _take(
    session: Session,
    check: TrialCheck,
    sheet: FilledSheet,
    current: ReviewSheet,
    found: tuple[Difference, ...],
) -> int:
    saved = check.kept.saved
    answers = [each for each in answers_of(sheet, current) if _says_something_new(each)]
    edits: list[Edit] = [Insert(_row(each, saved.id, sheet)) for each in answers]
    edits += [Insert(note) for note in _doctors_note(session, check, sheet, found)]
    if not edits:  # nothing new: no step that does nothing
        return 0
    who = sheet.doctor.name or NO_NAME
    session.run(f"take in the review sheet of {trial_name(saved)} from {who}", edits)
    return len(edits)


def _says_something_new(answer: SheetAnswer) -> bool:
    earlier = answer.earlier
    if earlier is None:
        return True
    said_before = (earlier.answer or "", earlier.note or "", earlier.answered_by)
    answered = answer.answer or earlier.answer or ""
    return (answered, answer.note, answer.by or NO_NAME) != said_before


def _row(answer: SheetAnswer, saved_id: str, sheet: FilledSheet) -> CriterionAnswer:
    earlier = answer.earlier
    kept = earlier.answer if earlier is not None and not answer.answer else answer.answer
    return CriterionAnswer(
        id=new_id(),
        parent_id=saved_id,
        criterion_number=answer.number,
        criterion_text=answer.text,
        record_date=sheet.mark.record_date,
        answer=kept or None,
        answered_by=answer.by or NO_NAME,
        answered_on=answer.on,
        our_state=answer.our_state,
        our_evidence=answer.our_evidence,
        note=answer.note or None,
        source_kind="document",
        source_note=_source_note(sheet),
    )


def _doctors_note(
    session: Session, check: TrialCheck, sheet: FilledSheet, found: tuple[Difference, ...]
) -> Iterator[Note]:
    said = [f"{each.field}: {each.theirs}" for each in found if each.line == DOCTOR]
    if not said:
        return
    who = sheet.doctor.name or NO_NAME
    text = f"Review sheet of {trial_name(check.kept.saved)}, {who}: {'; '.join(said)}"
    if text in session.case.all(Note).stored("text"):
        return
    yield Note(
        id=new_id(),
        date=sheet.doctor.day,
        text=text,
        source_kind="document",
        source_note=_source_note(sheet),
    )
