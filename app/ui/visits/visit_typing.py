"""What is typed into a visit saves itself; what is begun or unsaved stays with its visit."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.case.entities import Appointment, Question
from app.errors import CasebookError
from app.ui.drafts import DraftFields, Unsaved
from app.ui.page import Surroundings, tell_unsaved
from app.ui.visits.outcome_card import OutcomeCard
from app.ui.visits.questions_card import QuestionsCard
from app.usecases import visits_outcome, visits_questions
from app.usecases.visits_questions import NO_VISIT


class VisitTyping(QObject):
    """Saves answers and what came of a visit as they are typed, and keeps what is begun.

    Attributes:
        lines: the lines whose text stays with its visit until it is added, by name.
    """

    def __init__(
        self,
        above: QWidget,
        around: Surroundings,
        questions: QuestionsCard,
        outcome: OutcomeCard,
        bring: QLineEdit,
    ) -> None:
        super().__init__(above)
        self._above = above
        self._around = around
        self._questions = questions
        self._outcome = outcome
        self._visit_id = NO_VISIT
        self._drafts = around.case.saving.drafts
        self.lines: Mapping[str, QLineEdit] = {
            "question": questions.line,
            "decision": outcome.decision,
            "step": outcome.step,
            "owner": outcome.owner,
            "due": outcome.due.line,
            "bring": bring,
        }
        self._begun = DraftFields(self, self._drafts, self.lines)
        self._begun.show_subject(NO_VISIT)
        questions.typed.connect(self._keep_answer)
        outcome.outcome_typed.connect(self._keep_outcome)

    def save_now(self) -> bool:
        """Have everything saved that is being typed; return False where that was impossible."""
        self._questions.save_now()
        self._outcome.save_now()
        return not (self._questions.unsaved or self._outcome.outcome.unsaved)

    def leave_visit(self, visit_id: str) -> None:
        """Save what belongs to the shown visit, and show what was begun for another one."""
        self.save_now()
        self._questions.forget()
        self._outcome.outcome.unsaved = False
        self._visit_id = visit_id
        self._begun.show_subject(visit_id)

    def bring_back_outcome(self) -> None:
        """Put back the words of this visit that could not be saved."""
        words = self._drafts.text(self._visit_id, "outcome")
        if words and self._writable:
            self._outcome.outcome.setPlainText(words)

    def bring_back_answers(self) -> None:
        """Put back answers that could not be saved."""
        for question_id, row in self._questions.rows.items():
            text = self._drafts.text(question_id, "answer")
            if text and self._writable and row.answer and not row.answer.text.unsaved:
                row.answer.text.setPlainText(text)

    @property
    def _writable(self) -> bool:
        return self._around.case.session.read_only_because is None

    @Slot(str, str)
    def _keep_answer(self, question_id: str, text: str) -> None:
        session = self._around.case.session
        row = session.case.get(Question, question_id)
        if row is None:
            return
        name = self.tr("Answer to: {question}").format(question=row.text or "")
        save = partial(visits_questions.save_answer, session, question_id, text)
        kept = self._save((question_id, "answer"), Unsaved(name, text, save))
        shown = self._questions.row(question_id)
        if not kept and shown is not None and shown.answer is not None:
            shown.answer.text.not_saved()

    @Slot(str)
    def _keep_outcome(self, words: str) -> None:
        session, visit_id = self._around.case.session, self._visit_id
        if session.case.get(Appointment, visit_id) is None:
            return
        name = self.tr("What came of the visit")
        save = partial(visits_outcome.set_outcome, session, visit_id, words)
        if not self._save((visit_id, "outcome"), Unsaved(name, words, save)):
            self._outcome.outcome.not_saved()

    def _save(self, place: tuple[str, str], words: Unsaved) -> bool:
        """Save what saves itself; where that fails the words wait with what they are about."""
        return self._around.case.saving.attempt(place, words, self._tell_unsaved)

    def _tell_unsaved(self, error: CasebookError) -> None:
        tell_unsaved(self._around, self._above, error)
