"""One visit: its head, its questions, what came of it; and everything one may do there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.case.entities import Appointment, NextStep, Question
from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.forms.form_draft import FormDraft
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_12
from app.ui.visits.ask_again import AskAgainDialog
from app.ui.visits.note_dialog import NoteDialog
from app.ui.visits.outcome_card import OutcomeCard
from app.ui.visits.questions_card import AFTER, BEFORE, DURING, QuestionsCard
from app.ui.visits.shown_questions import QuestionView, shown_questions
from app.ui.visits.visit_choices import coming_up
from app.ui.visits.visit_head import VisitHead
from app.ui.visits.visit_phase import is_over, usual_phase
from app.ui.visits.visit_typing import VisitTyping
from app.usecases import visits_bring_list, visits_outcome, visits_questions
from app.usecases.session import Changes
from app.usecases.visits_bring_list import bring_list
from app.usecases.visits_questions import ANSWERED, ASKED, NO_VISIT, is_settled, questions_of


class VisitDetail(QWidget):
    """A visit, or the questions of no visit.

    Attributes:
        visit_id: the visit that is shown, `NO_VISIT` for the questions of none.
        phase: before, during or after the visit.

    Signals:
        done(str): something was done that Undo takes back.
        print_wanted(str): print the page for a visit.
        edit_wanted, duplicate_wanted, delete_wanted(str, str): as those of a page.
        back_wanted(str, str): show the earlier values of an entry.
        origin_wanted(str, str): open a row that a question comes from.
        large_changed(bool): the visit is read from some distance, or no longer.
    """

    done = Signal(str)
    print_wanted = Signal(str)
    edit_wanted = Signal(str, str)
    duplicate_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    back_wanted = Signal(str, str)
    origin_wanted = Signal(str, str)
    large_changed = Signal(bool)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.visit_id = NO_VISIT
        self.phase = BEFORE
        self.large = False
        self._current = ""
        self.head = VisitHead(around.theme)
        self.questions = QuestionsCard(around.theme)
        self.outcome = OutcomeCard(around.theme)
        self.note = Button(around.theme, self.tr("Visit note on one page"), icon="file-text")
        bring = self.head.bring.line
        self.typing = VisitTyping(self, around, self.questions, self.outcome, bring)
        self._why = make_label("", "small-text", wrap=True)
        self._lay_out()
        self._connect()

    def show_visit(self, visit_id: str) -> None:
        """Show a visit; a change of visit saves what was being typed first."""
        if visit_id != self.visit_id:
            self.typing.leave_visit(visit_id)
            self.visit_id = visit_id
            self._current = ""
            self.head.bring.line.setVisible(bool(self.head.bring.line.text()))
            self.set_phase(usual_phase(self._visit(), self._around.case.as_of))
            self.refresh()
            self.typing.bring_back_outcome()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the case again; what is being typed stays."""
        case = self._around.case.case
        visit = self._visit()
        why = self._around.case.session.read_only_because
        writable = why is None
        self._why.setText(why or "")
        self._why.setVisible(not writable)
        self.head.setVisible(visit is not None)
        after = visit is not None and self.phase != BEFORE
        self.outcome.setVisible(after)
        self.note.setVisible(visit is not None and self.phase == AFTER and not self._is_over())
        if visit is not None:
            self.head.show_visit(visit, bring_list(visit), over=self._is_over())
        if visit is not None and after:
            decisions = visits_outcome.decisions_of(case, visit.id)
            self.outcome.show_outcome(visit, decisions, visits_outcome.steps_of(case, visit.id))
            self.outcome.set_writable(writable)
        self.head.bring.set_writable(writable)
        self.questions.set_writable(writable)
        self._show_questions(writable)

    def show_question(self, question_id: str) -> None:
        """Put the keyboard at a question."""
        row = self.questions.row(question_id)
        if row is not None:
            row.take_focus()
            self._area.ensureWidgetVisible(row)

    def save_now(self) -> bool:
        """Have everything saved that is being typed; return False where that was impossible."""
        return self.typing.save_now()

    def set_phase(self, phase: str) -> None:
        """Show what is needed before, during or after the visit."""
        self.save_now()
        self.phase = phase
        self.questions.phase.choose(phase)
        self.questions.large.setVisible(phase == DURING)
        if phase != DURING and self.questions.large.isChecked():
            self.questions.large.setChecked(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save before the page goes away."""
        self.save_now()
        super().hideEvent(event)

    def _is_over(self) -> bool:
        """Whether the visit lies behind; then there is no page to print for it."""
        return is_over(self._visit(), self._around.case.as_of)

    def _visit(self) -> Appointment | None:
        return self._around.case.case.get(Appointment, self.visit_id)

    def _show_questions(self, writable: bool) -> None:
        rows = questions_of(self._around.case.case, self.visit_id)
        view = QuestionView(
            phase=self.phase,
            large=self.large,
            current=self._current_of(rows),
            writable=writable,
        )
        self.questions.show_questions(
            shown_questions(self._around.case, self.visit_id, rows, view), large=self.large
        )
        self.typing.bring_back_answers()

    def _current_of(self, rows: Sequence[Question]) -> str:
        """Return the question whose answer is being written: the chosen, else the first open."""
        if self._current in {row.id for row in rows}:
            return self._current
        return next((row.id for row in rows if not is_settled(row)), "")

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, SPACE_12, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self._why)
        column.addWidget(self.head)
        column.addWidget(self.questions)
        column.addWidget(self.outcome)
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = ScrollColumn(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def _connect(self) -> None:
        head, asked, outcome = self.head, self.questions, self.outcome
        head.print_wanted.connect(self._print)
        head.edit_wanted.connect(self._edit)
        head.duplicate_wanted.connect(self._duplicate)
        head.delete_wanted.connect(self._delete)
        head.back_wanted.connect(self._look_back)
        head.packed.connect(self._pack)
        head.bring_added.connect(self._bring)
        head.bring_removed.connect(self._leave)
        asked.phase_chosen.connect(self._choose_phase)
        asked.large.toggled.connect(self._set_large)
        asked.question_added.connect(self._add_question)
        asked.opened.connect(self._open_question)
        asked.settled.connect(self._settle)
        asked.other_day_wanted.connect(self._ask_when)
        asked.moved.connect(self._move)
        asked.placed.connect(self._put_at)
        asked.origin_wanted.connect(self.origin_wanted)
        asked.act_wanted.connect(self._act_on_question)
        outcome.decision_added.connect(self._add_decision)
        outcome.step_added.connect(self._add_step)
        outcome.step_ticked.connect(self._tick_step)
        outcome.act_wanted.connect(self._act_on_row)
        self.note.clicked.connect(self._show_note)

    # what is done

    def _do(self, act: Callable[[], Changes], said: str = "") -> bool:
        """Run a use case; an error of the world is told, and False returned."""
        session = self._around.case.session
        why = session.read_only_because
        if why is not None:
            self._around.ask.tell(self, self._around.case.title, why)
            self.refresh()
            return False
        try:
            changes = act()
        except CasebookError as error:
            self._around.ask.tell_error(self, self._around.case.title, error)
            return False
        if changes and said:
            self.done.emit(said)
        return True

    @Slot(str)
    def _choose_phase(self, phase: str) -> None:
        self.set_phase(phase)
        self.refresh()

    @Slot(bool)
    def _set_large(self, large: bool) -> None:
        self.save_now()
        self.large = large
        self.large_changed.emit(large)
        self.refresh()

    @Slot(str)
    def _open_question(self, question_id: str) -> None:
        self.questions.save_now()
        self._current = question_id
        if self.phase == BEFORE:
            self.set_phase(DURING)
        self.refresh()
        self.show_question(question_id)

    @Slot(str)
    def _add_question(self, text: str) -> None:
        session, visit = self._around.case.session, self.visit_id
        if self._do(lambda: visits_questions.add_question(session, visit, text)):
            self.questions.line.clear()

    @Slot(str, str)
    def _settle(self, question_id: str, code: str) -> None:
        session = self._around.case.session
        if code == ASKED:
            following = self._following()
            visit = following[0].id if following else NO_VISIT
            act = visits_questions.ask_again
            said = self.tr("Question kept to ask again")
            done = self._do(lambda: act(session, question_id, visit), said)
        elif code == ANSWERED:
            said = self.tr("Question answered")
            done = self._do(lambda: visits_questions.mark_answered(session, question_id), said)
        else:
            said = self.tr("Question no longer needed")
            done = self._do(lambda: visits_questions.no_longer_needed(session, question_id), said)
        if done:
            self._go_on(question_id)

    def _go_on(self, question_id: str) -> None:
        """Go on with the next open question."""
        rows = questions_of(self._around.case.case, self.visit_id)
        self._current = next((row.id for row in rows if not is_settled(row)), "")
        self.refresh()
        self.show_question(self._current or question_id)

    @Slot(str)
    def _ask_when(self, question_id: str) -> None:
        case = self._around.case
        row = case.case.get(Question, question_id)
        if row is None:
            return
        self.questions.save_now()
        dialog = AskAgainDialog(self._around.theme, self, row.text or "", self._following())
        draft = FormDraft(dialog, case.saving.drafts, f"ask again {question_id}")
        if not self._around.ask.run(dialog):
            self.refresh()
            return
        visit, on, again = dialog.visit_id, dialog.on, visits_questions.ask_again
        said = self.tr("Question kept to ask again")
        if self._do(lambda: again(case.session, question_id, visit, on), said):
            draft.forget()
            self._go_on(question_id)

    def _following(self) -> list[Appointment]:
        """Return the visits ahead but for this one."""
        case = self._around.case
        ahead = coming_up(case.case, case.as_of)
        return [v for v in ahead if v.id != self.visit_id and v.date is not None]

    @Slot(str, int)
    def _move(self, question_id: str, places: int) -> None:
        session = self._around.case.session
        if self._do(lambda: visits_questions.move(session, question_id, places)):
            row = self.questions.row(question_id)
            if row is not None:
                row.words.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, int)
    def _put_at(self, question_id: str, place: int) -> None:
        ids = [row.id for row in questions_of(self._around.case.case, self.visit_id)]
        ids.insert(place, ids.pop(ids.index(question_id)))
        session = self._around.case.session
        self._do(lambda: visits_questions.put_in_order(session, ids), self.tr("Question moved"))

    @Slot(str, str)
    def _act_on_question(self, question_id: str, act: str) -> None:
        session = self._around.case.session
        if act == "open_again":
            said = self.tr("Question is open again")
            self._do(lambda: visits_questions.open_again(session, question_id), said)
        elif act == "no_visit":
            said = self.tr("Question kept for another visit")
            give = visits_questions.give_to_visit
            self._do(lambda: give(session, question_id, NO_VISIT), said)
        else:
            self._act_on_row(act, Question.spec.table, question_id)

    @Slot(str, str, str)
    def _act_on_row(self, act: str, table: str, row_id: str) -> None:
        self.save_now()
        wanted = {
            "edit": self.edit_wanted,
            "duplicate": self.duplicate_wanted,
            "delete": self.delete_wanted,
            "earlier": self.back_wanted,
        }
        wanted[act].emit(table, row_id)

    @Slot(str)
    def _add_decision(self, words: str) -> None:
        session, visit = self._around.case.session, self.visit_id
        said = self.tr("Decision added")
        if self._do(lambda: visits_outcome.add_decision(session, visit, words), said):
            self.outcome.clear_decision()

    @Slot(str, str, object)
    def _add_step(self, words: str, owner: str, due: object) -> None:
        session, visit = self._around.case.session, self.visit_id
        add = visits_outcome.add_next_step
        said = self.tr("Next step added")
        if self._do(lambda: add(session, visit, words, owner, due), said):  # type: ignore[arg-type]
            self.outcome.clear_step()

    @Slot(str, bool)
    def _tick_step(self, step_id: str, done: bool) -> None:
        session = self._around.case.session
        if session.case.get(NextStep, step_id) is not None:
            self._do(lambda: visits_outcome.set_step_done(session, step_id, done))

    @Slot(str, bool)
    def _pack(self, what: str, packed: bool) -> None:
        session, visit = self._around.case.session, self.visit_id
        self._do(lambda: visits_bring_list.set_packed(session, visit, what, packed))

    @Slot(str)
    def _bring(self, what: str) -> None:
        session, visit = self._around.case.session, self.visit_id
        if self._do(lambda: visits_bring_list.add_to_bring(session, visit, what)):
            self.head.bring.clear_line()

    @Slot(str)
    def _leave(self, what: str) -> None:
        session, visit = self._around.case.session, self.visit_id
        said = self.tr("Taken off the list of what to bring")
        self._do(lambda: visits_bring_list.remove_from_bring(session, visit, what), said)

    @Slot()
    def _show_note(self) -> None:
        self.save_now()
        self._around.ask.run(NoteDialog(self._around, self.visit_id, self))

    @Slot()
    def _print(self) -> None:
        if self._is_over():
            self._show_note()
            return
        self.save_now()
        self.print_wanted.emit(self.visit_id)

    @Slot()
    def _edit(self) -> None:
        self._act_on_row("edit", Appointment.spec.table, self.visit_id)

    @Slot()
    def _duplicate(self) -> None:
        self._act_on_row("duplicate", Appointment.spec.table, self.visit_id)

    @Slot()
    def _look_back(self) -> None:
        self._act_on_row("earlier", Appointment.spec.table, self.visit_id)

    @Slot()
    def _delete(self) -> None:
        self._act_on_row("delete", Appointment.spec.table, self.visit_id)
