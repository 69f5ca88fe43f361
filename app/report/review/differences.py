"""A filled sheet against the case: what changed since it was made, and what the doctor says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.case.entities import CriterionAnswer
from app.case.partial_date import PartialDate
from app.eligibility.answers import evidence_text
from app.report.contents.wording import long_date
from app.report.review.filled import DoctorsView, FilledLine, FilledSheet
from app.report.review.mark import MarkedLine, words_hash
from app.report.review.refusals import OlderSheet, OtherCase, OtherTrial
from app.report.review.sheet import ReviewSheet, SheetLine, line_name

DOCTOR = "doctor"
"""What stands in place of a line for the doctor's block."""

BOTH = "both boxes are ticked"
_SHOWN = {"met": "fits", "not_met": "may rule out", "needs_test": "needs a test"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something on the sheet that the case does not say.

    Attributes:
        line: list and number (`inclusion 3.a`), or `DOCTOR`.
        field: `answer`, `note`, or a field of the doctor's block (`refer`, `later_after` ...).
        ours, theirs: codes of `criterion.answer` or states for an answer, else words; "" for
            nothing.
        asked: the registry's own words, "" in the doctor's block.
        by, on: the doctor's name and the day, as written on the sheet; None where they are not.
    """

    line: str
    field: str
    ours: str
    theirs: str
    asked: str = ""
    by: str | None = None
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A doctor's answer to a line, ready to be kept; also where it agrees with ours.

    Attributes:
        answer: code of `criterion.answer`; "" where there is only a note.
        our_state, our_evidence: the program's check and record it stands beside.
        earlier: the answer that stood until now, None where nobody answered.
    """

    number: str
    section: str
    text: str
    answer: str
    note: str
    by: str | None
    on: PartialDate | None
    our_state: str
    our_evidence: str
    earlier: CriterionAnswer | None


def refuse_unless_current(sheet: FilledSheet, current: ReviewSheet) -> None:
    """Refuse a sheet that is not about the case and the trial as they are now.

    Raises:
        OtherCase, OtherTrial: the sheet is about something else.
        OlderSheet: the record or our answers changed since; it carries the sheet and the changes.
    """
    if sheet.mark.case_id != current.case_id:
        raise OtherCase(sheet.mark)
    if sheet.mark.trial != current.trial:
        raise OtherTrial(sheet.mark)
    changes = changes_since(sheet, current)
    if changes:
        raise OlderSheet(sheet, changes)


def changes_since(sheet: FilledSheet, current: ReviewSheet) -> tuple[str, ...]:
    """Return what changed in the record and in our answers since the sheet was made."""
    return tuple(_changes(sheet, current))


def _changes(sheet: FilledSheet, current: ReviewSheet) -> Iterator[str]:
    then, now = sheet.mark.record_date, current.record_date
    if then != now:
        yield f"The registry's record was of {_date(then)}; now it is of {_date(now)}."
    filled = {line.name: line for line in sheet.lines}
    known: set[str] = set()
    for marked in sheet.mark.lines:
        line = _line_of(marked, current.lines)
        known.add(line.name if line else "")
        change = _line_change(marked, line, filled.get(_name(marked)))
        if change:
            yield f"{_name(marked).capitalize()}: {change}"
    for line in current.lines:
        if line.name not in known:
            yield f"{line.name.capitalize()}: the line is new in the registry's record."


def _line_change(marked: MarkedLine, line: SheetLine | None, filled: FilledLine | None) -> str:
    """Return what changed in a line since the sheet was made; "" where nothing did."""
    if line is None:
        return "the line is no longer in the registry's record."
    if words_hash(line.criterion.text) != marked.words:
        return "the registry's words have changed."
    then, now = _shown(marked.state), _shown(line.state)
    if then == now or _is_taken(filled, line):
        return ""
    return f"our check was “{then}”, now it is “{now}”."


def _date(day: PartialDate | None) -> str:
    return long_date(day) if day else "an unknown day"


def _name(marked: MarkedLine) -> str:
    return line_name(marked.section, marked.number)


def _shown(state: str) -> str:
    return _SHOWN.get(state, "ask the team")


def _line_of(marked: MarkedLine | FilledLine, lines: Sequence[SheetLine]) -> SheetLine | None:
    """Return the line with the same words, else the one with the same number."""
    same_list = [line for line in lines if line.criterion.section == marked.section]
    same_words = [line for line in same_list if words_hash(line.criterion.text) == marked.words]
    numbered = [line for line in same_list if line.criterion.number == marked.number]
    both = [line for line in same_words if line in numbered]
    return next(iter((*both, *same_words, *numbered)), None)


def _is_taken(filled: FilledLine | None, line: SheetLine) -> bool:
    """Whether our answer is new because it was taken from this very sheet before."""
    given = line.answered.answer
    return filled is not None and given is not None and given.answer == filled.answer


# What the doctor says


def differences(sheet: FilledSheet, current: ReviewSheet) -> tuple[Difference, ...]:
    """Return what the sheet says and the case does not, line by line in the registry's order."""
    by, on = sheet.doctor.name or None, sheet.doctor.day
    found = [*_line_differences(sheet, current), *_doctors(sheet.doctor)]
    return tuple(
        Difference(one.line, one.field, one.ours, one.theirs, one.asked, by, on) for one in found
    )


def _line_differences(sheet: FilledSheet, current: ReviewSheet) -> Iterator[Difference]:
    for filled in sheet.lines:
        line = _line_of(filled, current.lines)
        ours = line.state if line else ""
        asked = line.criterion.text if line else ""
        theirs = BOTH if filled.is_unclear else filled.answer
        if theirs and theirs != ours:
            yield Difference(filled.name, "answer", ours, theirs, asked)
        note = _our_note(line)
        if filled.note and filled.note != note:
            yield Difference(filled.name, "note", note, filled.note, asked)


def _our_note(line: SheetLine | None) -> str:
    answer = line.answered.answer if line else None
    return (answer.note if answer else None) or ""


def _doctors(view: DoctorsView) -> Iterator[Difference]:
    """Yield what the doctor's block says; the name and the date go with every difference."""
    ticked = {
        "refer": view.refer,
        "later": view.later,
        "not_suitable": view.not_suitable,
        "other": view.other,
        "other_tests": view.other_tests,
        "clinic_calls": view.clinic_calls,
        "family_calls": view.family_calls,
    }
    written = {
        "later": view.later_after,
        "not_suitable": view.not_suitable_because,
        "other": view.other_what,
        "other_tests": view.other_tests_what,
        "call_by": view.call_by,
        "tests": ", ".join(view.tests),
    }
    for field in dict.fromkeys((*ticked, *written)):
        theirs = written.get(field) or ("yes" if ticked.get(field) else "")
        if theirs:
            yield Difference(DOCTOR, field, "", theirs)


def answers_of(sheet: FilledSheet, current: ReviewSheet) -> tuple[SheetAnswer, ...]:
    """Return the doctor's answers and notes to lines whose words are still the same.

    Lines with both boxes ticked have no answer here: what is meant has to be asked.
    """
    return tuple(_answers(sheet, current))


def _answers(sheet: FilledSheet, current: ReviewSheet) -> Iterator[SheetAnswer]:
    for filled in sheet.lines:
        line = _line_of(filled, current.lines)
        if line is None or words_hash(line.criterion.text) != filled.words:
            continue
        if filled.answer or filled.note:
            checked = line.answered.checked
            yield SheetAnswer(
                number=line.criterion.number,
                section=line.criterion.section,
                text=line.criterion.text,
                answer=filled.answer,
                note=filled.note,
                by=sheet.doctor.name or None,
                on=sheet.doctor.day,
                our_state=str(checked.state),
                our_evidence=evidence_text(checked),
                earlier=line.answered.answer,
            )
