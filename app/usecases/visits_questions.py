"""The questions of a visit: their order, answers as they are typed, and what becomes of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from app.case.case import Case
from app.case.entities import Appointment, NextStep, Question
from app.case.facts.records import by_reference, order_of
from app.case.partial_date import PartialDate
from app.casefile import Changes, Delete, Edit, Insert, Update, new_id
from app.errors import CasebookError
from app.usecases.author import author_here
from app.usecases.entries import GONE
from app.usecases.session import Session

OPEN, ASKED, ANSWERED, DROPPED = "open", "asked", "answered", "dropped"
NO_VISIT = ""
WHICH_QUESTION = "Please write the question first. Nothing was changed."

_NO_PRIORITY = 9
_LONGEST_NAME = 50


class Asked(NamedTuple):
    """How many questions a visit has: all of them, open ones, answered ones, dropped ones."""

    every: int = 0
    open: int = 0
    answered: int = 0
    dropped: int = 0


def asked_by_visit(case: Case) -> dict[str, Asked]:
    """Return how many questions each visit has; those of none stand under `NO_VISIT`.

    The rows stay undecoded: a list of visits asks for this after every change.
    """
    visits = _visits(case)
    counted = Counter(
        (visits.get(visit, NO_VISIT), status)
        for visit, status in case.all(Question).stored("for_appointment_id", "status")
    )
    found: dict[str, Asked] = {}
    for (visit, status), number in counted.items():
        known = found.get(visit, Asked())
        found[visit] = Asked(
            known.every + number,
            known.open + number * (status == OPEN),
            known.answered + number * (status == ANSWERED),
            known.dropped + number * (status == DROPPED),
        )
    return found


def questions_of(case: Case, visit_id: str) -> tuple[Question, ...]:
    """Return the questions of one visit in their order: by priority, then the oldest first."""
    visits, table = _visits(case), case.all(Question)
    named = enumerate(table.stored("for_appointment_id"))
    rows = [table[at] for at, visit in named if visits.get(visit, NO_VISIT) == visit_id]
    return tuple(sorted(rows, key=_place))


def _visits(case: Case) -> dict[str | None, str]:
    """Return the id of each visit by its id and by the one it was imported with."""
    pairs = case.all(Appointment).stored("id", "imported_id")
    return {imported: own for own, imported in pairs if imported} | {own: own for own, _ in pairs}


def _place(row: Question) -> tuple[object, ...]:
    # The order of the printed page, so that what stands first here stands first there.
    priority = row.priority if row.priority is not None else _NO_PRIORITY
    return priority, row.created is None, order_of(row.created), row.position


def is_settled(row: Question) -> bool:
    """Whether a question needs nothing more at its visit."""
    return row.status in (ANSWERED, DROPPED, ASKED)


def follow_up(case: Case, row: Question) -> Question | None:
    """Return the same question as it was put down to be asked again, None where it was not."""
    if row.status != ASKED:
        return None
    wanted = _key(row)
    later = [
        other
        for other in case.all(Question)
        if other.position > row.position and other.id != row.id and _key(other) == wanted
    ]
    return later[0] if later else None


def _key(row: Question) -> str:
    return " ".join((row.text or "").split()).casefold()


def add_question(session: Session, visit_id: str, text: str) -> Changes:
    """Put a question at the end of a visit's list; with `NO_VISIT`, for no visit yet.

    Raises:
        CasebookError: nothing was written, or the visit is gone; nothing was changed.
    """
    if not text.strip():
        raise CasebookError(WHICH_QUESTION)
    today = PartialDate.of(session.as_of())
    row = Question(
        id=new_id(),
        text=text.strip(),
        priority=_last_priority(session.case, visit_id),
        created=today,
        status=OPEN,
        for_appointment_id=_visit(session, visit_id).id if visit_id else None,
        noted_by=author_here() or None,
        noted_on=today,
    )
    return session.run(f"add question {short(row)}", [Insert(row)])


def _last_priority(case: Case, visit_id: str) -> int | None:
    rows = questions_of(case, visit_id)
    known = [row.priority for row in rows if row.priority is not None]
    if not rows or len(known) < len(rows):
        return None if rows else 1
    return max(known) + 1


def save_answer(session: Session, question_id: str, text: str) -> Changes:
    """Keep what was answered so far, as it is typed; whether that settles it is said apart.

    Raises:
        CasebookError: the question is gone, or nothing could be written.
    """
    row = _question(session, question_id)
    if (row.answer or "") == text.strip():
        return Changes(None, "")
    answered = replace(row, answer=text.strip() or None)
    return session.run(f"note the answer to {short(row)}", [Update(answered)])


def mark_answered(session: Session, question_id: str, by: str = "") -> Changes:
    """Note that a question is answered, today; `by` where it is known. Raises `CasebookError`."""
    row = _question(session, question_id)
    on = row.answered_on or PartialDate.of(session.as_of())
    who = by.strip() or row.answered_by
    marked = replace(row, status=ANSWERED, answered_on=on, answered_by=who)
    return session.run(
        f"mark {short(row)} as answered", [Update(marked), *_taken_back(session, row)]
    )


def no_longer_needed(session: Session, question_id: str) -> Changes:
    """Note that a question need not be asked any more; raises `CasebookError`."""
    row = _question(session, question_id)
    marked = replace(row, status=DROPPED)
    name = f"mark {short(row)} as no longer needed"
    return session.run(name, [Update(marked), *_taken_back(session, row)])


def open_again(session: Session, question_id: str) -> Changes:
    """Put a question back onto the list of its visit; raises `CasebookError`."""
    row = _question(session, question_id)
    opened = replace(row, status=OPEN, answered_on=None)
    name = f"open {short(row)} again"
    return session.run(name, [Update(opened), *_taken_back(session, row)])


def ask_again(
    session: Session, question_id: str, visit_id: str = NO_VISIT, on: PartialDate | None = None
) -> Changes:
    """Put a question down for another time; what was said at this visit stays with this visit.

    Args:
        session: the open case.
        question_id: the question that was asked here.
        visit_id: the visit to ask it at; `NO_VISIT` for whichever comes next.
        on: a day without a visit; it becomes a next step, so that the day is not forgotten.

    Raises:
        CasebookError: the question or the visit is gone; nothing was changed.
    """
    row = _question(session, question_id)
    today = PartialDate.of(session.as_of())
    again = replace(
        row,
        id=new_id(),
        position=0,
        imported_id=None,
        status=OPEN,
        created=today,
        for_appointment_id=_visit(session, visit_id).id if visit_id else None,
        answer=None,
        answered_by=None,
        answered_on=None,
        noted_by=author_here() or None,
        noted_on=today,
    )
    edits: list[Edit] = [Update(replace(row, status=ASKED)), *_taken_back(session, row)]
    edits.append(Insert(again))
    if on is not None:
        step = NextStep(
            id=new_id(),
            text=f"Ask again: {row.text or ''}",
            due=on,
            appointment_id=row.for_appointment_id,
        )
        edits.append(Insert(step))
    return session.run(f"ask {short(row)} again", edits)


def give_to_visit(session: Session, question_id: str, visit_id: str) -> Changes:
    """Put a question on the list of another visit, or of none; raises `CasebookError`."""
    row = _question(session, question_id)
    moved = replace(row, for_appointment_id=_visit(session, visit_id).id if visit_id else None)
    return session.run(f"move {short(row)} to another visit", [Update(moved)])


def move(session: Session, question_id: str, places: int) -> Changes:
    """Move a question up (negative) or down among those of its visit; raises `CasebookError`."""
    row = _question(session, question_id)
    visit = by_reference(session.case, Appointment, row.for_appointment_id)
    rows = questions_of(session.case, visit.id if visit else NO_VISIT)
    ids = [each.id for each in rows]
    at = ids.index(row.id)
    ids.insert(max(0, min(at + places, len(ids) - 1)), ids.pop(at))
    return put_in_order(session, ids)


def put_in_order(session: Session, question_ids: Sequence[str]) -> Changes:
    """Give questions the order of their ids, first to last; raises `CasebookError`."""
    rows = [_question(session, each) for each in question_ids]
    edits = [
        Update(replace(row, priority=number))
        for number, row in enumerate(rows, 1)
        if row.priority != number
    ]
    if not edits:
        return Changes(None, "")
    return session.run("reorder questions", edits)


def short(row: Question) -> str:
    """Return a question in a few words and quotes, for the name of what was done."""
    words = " ".join((row.text or "").split())
    if len(words) > _LONGEST_NAME:
        words = f"{words[:_LONGEST_NAME].rsplit(' ', 1)[0]} …"
    return f"“{words}”"


def _taken_back(session: Session, row: Question) -> list[Edit]:
    """Take back an earlier "ask again" as long as nobody has used it."""
    again = follow_up(session.case, row)
    if again is None or again.status != OPEN or again.answer:
        return []
    edits: list[Edit] = [Delete(Question.spec.table, again.id)]
    reminder = f"Ask again: {row.text or ''}"
    edits += [
        Delete(NextStep.spec.table, step.id)
        for step in session.case.all(NextStep)
        if step.text == reminder and step.done_on is None
    ]
    return edits


def _question(session: Session, question_id: str) -> Question:
    row = session.case.get(Question, question_id)
    if row is None:
        raise CasebookError(GONE)
    return row


def _visit(session: Session, visit_id: str) -> Appointment:
    visit = session.case.get(Appointment, visit_id)
    if visit is None:
        raise CasebookError(GONE)
    return visit
