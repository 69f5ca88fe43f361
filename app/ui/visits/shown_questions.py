"""What each row of a visit's questions shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.case.entities import Question
from app.ui.open_case import OpenCase
from app.ui.visits.question_row import ShownQuestion
from app.ui.visits.questions_card import AFTER, DURING, FIRST
from app.ui.visits.visit_choices import coming_up
from app.ui.visits.visit_words import ORIGIN_ICONS, again_words, origin_words, state_words
from app.usecases.visits_origin import Origins
from app.usecases.visits_questions import ASKED, is_settled


@dataclass(frozen=True, slots=True)
class QuestionView:
    """How the questions are looked at.

    Attributes:
        phase: before, during or after the visit.
        large: in large type, with answer fields for all of the first three.
        current: id of the question whose answer is being written.
        writable: the case may be changed.
    """

    phase: str
    large: bool
    current: str
    writable: bool


def shown_questions(
    case: OpenCase, visit_id: str, rows: Sequence[Question], view: QuestionView
) -> list[ShownQuestion]:
    """Return what to show of the questions of a visit, in their order."""
    following = [v for v in coming_up(case.case, case.as_of) if v.id != visit_id and v.date]
    again = again_words(following[0] if following else None, case.as_of)
    origins = Origins(case.session)
    return [_shown(case, origins, number, row, again, view) for number, row in enumerate(rows, 1)]


def _shown(
    case: OpenCase, origins: Origins, number: int, row: Question, again: str, view: QuestionView
) -> ShownQuestion:
    origin = origins.of(row)
    icon, state = state_words(case.case, row, case.as_of)
    key = (origin.table, origin.row_id) if origin and origin.row_id else None
    return ShownQuestion(
        row=row,
        number=number,
        state_icon=icon,
        state=state,
        origin_icon=ORIGIN_ICONS[origin.kind] if origin else "",
        origin=origin_words(origin, case.as_of) if origin else "",
        origin_key=key,
        again=state if row.status == ASKED else again,
        answering=_answering(number, row, view),
        writable=view.writable,
    )


def _answering(number: int, row: Question, view: QuestionView) -> bool:
    if view.phase == DURING:
        in_front = view.large and number <= FIRST and not is_settled(row)
        return row.id == view.current or in_front
    return view.phase == AFTER and (not is_settled(row) or row.id == view.current)
