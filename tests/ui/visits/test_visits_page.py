"""The page Appointments: nothing typed is lost; questions are settled, moved and asked again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.case.entities import Appointment, Decision, NextStep, Question
from app.case.partial_date import PartialDate
from app.casefile import Insert
from app.errors import CasebookError
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.ui.visits.ask_again import AskAgainDialog
from app.ui.visits.note_dialog import NoteDialog
from app.ui.visits.outcome_card import OutcomeRow
from app.ui.visits.question_row import QuestionRow
from app.ui.visits.saved_text import SavedText
from app.ui.visits.visit_choices import LISTS, LOOSE
from app.ui.visits.visits_page import VisitsPage
from app.usecases import visits_questions
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from tests.ui.answers import Answers


@pytest.fixture
def page(window: MainWindow) -> VisitsPage:
    window.resize(1280, 800)
    window.open_page("appointments")
    found = window.pages.page
    assert isinstance(found, VisitsPage)
    return found


def visit(session: Session, number: str = "ap-14") -> Appointment:
    return next(row for row in session.case.all(Appointment) if row.imported_id == number)


def question(session: Session, number: str = "q-02") -> Question:
    return next(row for row in session.case.all(Question) if row.imported_id == number)


def row_of(page: VisitsPage, session: Session, number: str) -> QuestionRow:
    found = page.detail.questions.row(question(session, number).id)
    assert found is not None
    return found


def no(_dialog: object) -> bool:
    return False


def disk_full(*_: object) -> None:
    raise CasebookError("The disk is full. Nothing was changed.")


NOT_SAVED = (
    "The disk is full. Nothing was changed. What you typed is still on the page. "
    "Saving it is tried again by itself."
)


def during(page: VisitsPage) -> VisitsPage:
    page.detail._choose_phase("during")
    return page


def type_answer(page: VisitsPage, session: Session, number: str, text: str) -> QuestionRow:
    page.detail._open_question(question(session, number).id)
    row = row_of(page, session, number)
    assert row.answer is not None
    row.answer.text.setPlainText(text)
    return row


def test_the_next_visit_is_shown_with_its_questions(page: VisitsPage, session: Session) -> None:
    assert page.detail.visit_id == visit(session).id
    assert page.detail.head.heading.text() == "Thursday 14 May 2026, 10:30"
    assert len(page.detail.questions.rows) == 5
    assert page.summary() == "Tuesday, 12 May 2026"
    assert page.adds == "appointment"
    assert row_of(page, session, "q-01").shown.origin == "XT-107"
    assert row_of(page, session, "q-02").shown.origin == "Expanded access, step 3"


def test_an_answer_is_saved_when_the_page_goes_away(
    page: VisitsPage, session: Session, window: MainWindow
) -> None:
    type_answer(page, session, "q-02", "Not yet. Tess will call")
    assert question(session).answer is None
    window.open_page("overview")
    assert question(session).answer == "Not yet. Tess will call"
    assert question(session).status == "open"


def test_an_answer_is_saved_on_a_pause_and_typing_goes_on(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    row = type_answer(page, session, "q-02", "Not")
    assert row.answer is not None
    row.answer.text._pause.setInterval(1)
    qtbot.keyClicks(row.answer.text, "hing")
    qtbot.waitUntil(lambda: bool(question(session).answer))
    assert row_of(page, session, "q-02") is row
    assert row.answer.text.toPlainText().endswith("t") or "hing" in row.answer.text.toPlainText()


def test_an_answer_is_saved_when_another_visit_is_chosen(
    page: VisitsPage, session: Session
) -> None:
    type_answer(page, session, "q-01", "Yes")
    page.visits.select(visit(session, "ap-16").id)
    assert question(session, "q-01").answer == "Yes"
    assert page.detail.visit_id == visit(session, "ap-16").id


def test_an_answer_survives_a_window_that_closes(
    page: VisitsPage, session: Session, window: MainWindow
) -> None:
    type_answer(page, session, "q-01", "Yes")
    path = session.path
    window.close()
    with Session.open(path) as again:
        assert question(again, "q-01").answer == "Yes"


def test_what_is_typed_stays_while_the_case_changes(page: VisitsPage, session: Session) -> None:
    row = type_answer(page, session, "q-02", "Typing")
    visits_questions.add_question(session, visit(session).id, "One more?")
    assert row.answer is not None
    assert row.answer.text.toPlainText() == "Typing"
    assert row.answer.text.unsaved


def test_answered_goes_on_with_the_next_question(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    row = type_answer(page, session, "q-01", "Yes")
    assert row.answer is not None
    radio = row.answer._radios["answered"]
    with qtbot.waitSignal(page.done) as said:
        radio.click()
    assert said.args == ["Question answered"]
    assert (question(session, "q-01").status, question(session, "q-01").answer) == (
        "answered",
        "Yes",
    )
    assert row.answer is None
    assert row._state_line.words == "Answered Yes"
    assert row_of(page, session, "q-02").answer is not None
    assert session.undo_name is not None


@pytest.mark.parametrize(("code", "status"), [("dropped", "dropped"), ("asked", "asked")])
def test_the_other_choices_settle_it_too(
    page: VisitsPage, session: Session, code: str, status: str
) -> None:
    row = type_answer(page, session, "q-02", "Later")
    assert row.answer is not None
    row.answer._radios[code].click()
    assert question(session).status == status
    asked_again = visits_questions.questions_of(session.case, visit(session, "ap-15").id)
    assert len(asked_again) == (1 if code == "asked" else 0)
    if code == "asked":
        assert row.shown.state == "Ask again on 18 May"


def ask_on(day: str) -> Callable[[AskAgainDialog], bool]:
    def answer(dialog: AskAgainDialog) -> bool:
        dialog.date.line.setText("no day")
        dialog.finish()
        assert dialog._problem.text()
        dialog.date.line.setText("")
        dialog.finish()
        assert dialog._problem.text() == "Write the day, such as 20 May 2026"
        dialog.date.line.setText(day)
        dialog.finish()
        return dialog.result() == 1

    return answer


def test_a_question_is_asked_again_on_a_day(
    page: VisitsPage, session: Session, answers: Answers
) -> None:
    answers.dialogs = [ask_on("20 May 2026")]
    during(page).detail._ask_when(question(session).id)
    (step,) = session.case.all(NextStep)
    assert step.due == PartialDate.from_iso("2026-05-20")
    assert question(session).status == "asked"


def test_a_question_is_asked_again_at_a_visit_of_choice(
    page: VisitsPage, session: Session, answers: Answers
) -> None:
    def second(dialog: AskAgainDialog) -> bool:
        dialog.radios[1].setChecked(True)
        dialog.finish()
        return True

    answers.dialogs = [lambda dialog: False, second]
    during(page).detail._ask_when(question(session).id)
    assert question(session).status == "open"
    page.detail._ask_when(question(session).id)
    found = visits_questions.questions_of(session.case, visit(session, "ap-16").id)
    assert [row.text for row in found] == [question(session).text]
    page.detail._ask_when("gone")


def order(page: VisitsPage, session: Session) -> list[str | None]:
    rows = visits_questions.questions_of(session.case, page.detail.visit_id)
    return [row.imported_id for row in rows]


def test_questions_move_by_keys_menu_and_dragging(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    words = row_of(page, session, "q-02").words
    qtbot.keyClick(words, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(page, session)[:2] == ["q-02", "q-01"]
    menu = row_of(page, session, "q-02").menu()
    chosen(menu, "down").trigger()
    assert order(page, session)[:2] == ["q-01", "q-02"]
    last = row_of(page, session, "q-05")
    grip = row_of(page, session, "q-01")._grip
    below = QPointF(last.mapToGlobal(last.rect().bottomLeft()))
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    grip.dragged.emit(below)
    assert page.detail.questions._mark.isVisible()
    grip.dropped.emit(below)
    assert order(page, session)[-1] == "q-01"
    assert not page.detail.questions._mark.isVisible()
    top = QPointF(page.detail.questions.mapToGlobal(page.detail.questions.rect().topLeft()))
    row_of(page, session, "q-01")._grip.dropped.emit(top)
    assert order(page, session)[0] == "q-01"


def chosen(menu: QMenu, act: str) -> QAction:
    return next(action for action in menu.actions() if action.data() == act)


def test_a_grip_follows_the_mouse(page: VisitsPage, session: Session, qtbot: QtBot) -> None:
    grip = row_of(page, session, "q-01")._grip
    told: list[str] = []
    grip.dragged.connect(lambda _where: told.append("dragged"))
    grip.dropped.connect(lambda _where: told.append("dropped"))
    qtbot.mouseMove(grip)
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert told[-1] == "dropped"
    assert told.count("dropped") == 1


@pytest.mark.parametrize(
    ("act", "signal"),
    [
        ("edit", "edit_wanted"),
        ("duplicate", "duplicate_wanted"),
        ("delete", "delete_wanted"),
    ],
)
def test_a_question_is_changed_from_its_menu(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot, act: str, signal: str
) -> None:
    answers.dialogs = [no]
    key = question(session, "q-03").id
    with qtbot.waitSignal(getattr(page, signal)) as wanted:
        chosen(row_of(page, session, "q-03").menu(), act).trigger()
    assert wanted.args == ["question", key]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_question_answers_to_keys(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [no]
    row = row_of(page, session, "q-03")
    row._open_menu()
    assert row.findChild(QMenu) is not None
    qtbot.keyClick(row.words, Qt.Key.Key_Home)
    with qtbot.waitSignal(page.edit_wanted):
        qtbot.keyClick(row.words, Qt.Key.Key_F2)
    with qtbot.waitSignal(page.delete_wanted):
        qtbot.keyClick(row.words, Qt.Key.Key_Delete)
    assert page.detail.questions.row(row.key) is None


def test_enter_opens_the_answer(page: VisitsPage, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(row_of(page, session, "q-03").words, Qt.Key.Key_Return)
    assert page.detail.phase == "during"
    assert row_of(page, session, "q-03").answer is not None
    qtbot.mouseClick(row_of(page, session, "q-04").words, Qt.MouseButton.LeftButton)
    assert row_of(page, session, "q-04").answer is not None
    assert row_of(page, session, "q-03").answer is None


def test_settled_questions_open_again_or_leave_the_visit(
    page: VisitsPage, session: Session
) -> None:
    visits_questions.mark_answered(session, question(session).id)
    chosen(row_of(page, session, "q-02").menu(), "open_again").trigger()
    assert question(session).status == "open"
    chosen(row_of(page, session, "q-02").menu(), "no_visit").trigger()
    assert page.detail.questions.row(question(session).id) is None
    page.visits.select(LOOSE)
    assert page.detail.questions.row(question(session).id) is not None
    assert not page.detail.head.isVisible()
    chosen(row_of(page, session, "q-02").menu(), "answer").trigger()
    assert row_of(page, session, "q-02").answer is not None


def test_the_next_question_is_written_below(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    card = page.detail.questions
    card._add.click()
    assert len(card.rows) == 5
    qtbot.keyClicks(card.line, "Is a port needed?")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert [row.text for row in session.case.all(Question)][-1] == "Is a port needed?"
    assert (len(card.rows), card.line.text()) == (6, "")


def test_many_questions_are_shown_when_asked_for(page: VisitsPage, session: Session) -> None:
    rows = [
        Question(id=f"n{n}", text=f"{n}?", status="open", for_appointment_id=visit(session).id)
        for n in range(60)
    ]
    session.run("add many", map(Insert, rows))
    assert len(page.detail.questions.rows) == 40
    page.detail.questions._show_all()
    assert len(page.detail.questions.rows) == 65


def test_large_type_shows_the_first_three_alone(page: VisitsPage, session: Session) -> None:
    during(page).detail.questions.large.click()
    assert page.detail.large
    assert not page.both.chooser.isVisible()
    assert [row_of(page, session, f"q-0{n}").answer is not None for n in (1, 2, 3, 4)] == [
        *(True, True, True, False)
    ]
    page.grab()
    page.detail._choose_phase("after")
    assert not page.detail.large
    assert page.both.chooser.isVisible()


def test_the_bring_list_is_ticked_at_once(page: VisitsPage, session: Session, qtbot: QtBot) -> None:
    line = page.detail.head.bring
    line.add.click()
    assert line.line.isVisible()
    qtbot.keyClicks(line.line, "Insurance card & list")
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    box = line.boxes["Insurance card & list"]
    assert not line.line.isVisible()
    box.click()
    assert visit(session).extras["packed"] == ["Insurance card & list"]
    assert line.boxes["Insurance card & list"] is box
    session.undo()
    assert not box.isChecked()
    box.actions()[0].trigger()
    assert visit(session).prepare is None


def test_decisions_and_next_steps_are_written_in_place(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    card = during(page).detail.outcome
    card._add_decision.click()
    qtbot.keyClicks(card.decision, "Prepare for the trial")
    qtbot.keyClick(card.decision, Qt.Key.Key_Return)
    assert session.case.all(Decision)[-1].appointment_id == visit(session).id
    assert card.decision.text() == ""
    card._add_step.click()
    card.step.setText("Call")
    card.owner.setText("Tess")
    card.due.line.setText("no day")
    card._add_step.click()
    assert card._problem.isVisible()
    card.due.line.setText("15 May 2026")
    card._add_step.click()
    (step,) = session.case.all(NextStep)
    assert (step.owner, step.due) == ("Tess", PartialDate.from_iso("2026-05-15"))
    row = card._steps.itemAt(0).widget()  # type: ignore[union-attr]
    assert isinstance(row, OutcomeRow)
    row.box.click()
    assert session.case.all(NextStep)[0].done_on is not None
    page.detail._tick_step("gone", True)


@pytest.mark.parametrize("act", ["edit", "duplicate", "delete"])
@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_decision_is_changed_from_its_menu(
    page: VisitsPage, answers: Answers, qtbot: QtBot, act: str
) -> None:
    answers.dialogs = [no]
    page.detail._add_decision("Go on")
    during(page)
    row = page.detail.outcome._decisions.itemAt(0).widget()
    with qtbot.waitSignal(getattr(page, f"{act}_wanted")) as wanted:
        chosen(row.menu(), act).trigger()  # type: ignore[union-attr]
    assert wanted.args is not None
    assert wanted.args[0] == "decision"
    row = page.detail.outcome._decisions.itemAt(0)
    if row is not None:
        row.widget()._open_menu()  # type: ignore[union-attr]


def test_what_came_of_it_is_saved_by_itself(
    page: VisitsPage, session: Session, window: MainWindow
) -> None:
    during(page).detail.outcome.outcome.setPlainText("A good talk.")
    window.open_page("team")
    assert visit(session).outcome == "A good talk."


def test_the_note_is_shown_and_saved(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "note.pdf"
    answers.files = [None, target]
    answers.choices = [1, 0]

    def look(dialog: NoteDialog) -> bool:
        dialog.save()
        dialog.print_it()
        qtbot.waitUntil(lambda: dialog.printed is not None, timeout=20_000)
        assert dialog.preview.page_count == 1
        dialog.save()
        dialog.save()
        answers.files = [None]
        dialog.print_it()
        dialog.print_it()
        return True

    answers.dialogs = [look]
    page.detail._choose_phase("after")
    page.detail.note.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert "knows no printer" in answers.told[0]


def test_a_visit_that_is_over_offers_its_note(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    page.visits.select(visit(session, "ap-13").id)
    assert page.detail.phase == "after"
    assert page.detail.head.print.text() == "Visit note"
    dialogs: list[NoteDialog] = []
    answers.dialogs = [lambda dialog: not dialogs.append(dialog)]  # type: ignore[func-returns-value]
    page.detail.head.print.click()
    qtbot.waitUntil(lambda: dialogs[0].printed is not None, timeout=20_000)


def test_print_for_this_visit_opens_print_with_it(page: VisitsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as wanted:
        page.detail.head.print.click()
    assert wanted.args == ["print", page.detail.visit_id]


@pytest.mark.parametrize("act", ["edit", "duplicate", "delete"])
@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_visit_is_changed_from_list_and_head(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot, act: str
) -> None:
    answers.dialogs = [no, no]
    key = visit(session).id
    signal = getattr(page, f"{act}_wanted")
    for menu in (page.detail.head.menu(), page.menu(key)):
        with qtbot.waitSignal(signal) as wanted:
            next(a for a in menu.actions() if a.data() == act).trigger()
        assert wanted.args == ["appointment", key]
        session.undo() if session.undo_name else None
    page.detail.head._open_menu()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_list_answers_to_keys(
    page: VisitsPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [no, no]
    key = visit(session).id
    page._open_menu(key, QPoint(10, 10))
    with qtbot.waitSignal(page.edit_wanted):
        page.visits.opened.emit(key)
    with qtbot.waitSignal(page.wanted) as wanted:
        chosen_print = next(a for a in page.menu(key).actions() if a.data() == "print")
        chosen_print.trigger()
    assert wanted.args == ["print", key]
    with qtbot.waitSignal(page.delete_wanted):
        page.visits.deleted.emit(key)
    with qtbot.assertNotEmitted(page.delete_wanted):
        page.visits.deleted.emit("question")
    with qtbot.waitSignal(page.add_wanted):
        page._add.click()


@pytest.mark.parametrize("table", LISTS)
def test_every_kind_is_reached_as_a_list(page: VisitsPage, table: str) -> None:
    page.open_target(table) if table not in ("question", "appointment") else page._choose(table)
    assert page.adds == table
    page.find_here()
    shown = page.lists[table]
    shown.show_case()
    assert shown.isVisible()


def test_links_lead_to_visits_and_questions(page: VisitsPage, session: Session) -> None:
    page.open_target(("question", question(session, "q-06").id))
    assert page.detail.visit_id == ""
    page.open_target(("question", question(session, "q-04").id))
    assert page.detail.visit_id == visit(session).id
    page.open_target(("question", "gone"))
    page.open_target(("appointment", visit(session, "ap-16").id))
    assert page.detail.visit_id == visit(session, "ap-16").id
    page.open_target("question")
    assert page.detail.visit_id == visit(session).id
    page.open_target(("note", "gone"))
    assert page.adds == "note"
    page._choose(visit(session).id)
    page.find_here()
    assert page.visits.hasFocus()


def test_an_origin_is_a_link(page: VisitsPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as wanted:
        row_of(page, session, "q-01")._origin.click()
    assert wanted.args is not None
    assert wanted.args[0] == "trials"
    assert wanted.args[1][0] == "saved_trial"
    row_of(page, session, "q-03")._tell_origin()


def test_without_visits_a_day_is_enough(empty_window: MainWindow) -> None:
    empty_window.open_page("appointments")
    page = empty_window.pages.page
    assert isinstance(page, VisitsPage)
    assert page.empty.isVisible()
    page.empty.add.click()
    assert not page.around.case.case.all(Appointment)
    page.empty.date.line.setText("no day")
    page.empty.date.left.emit()
    page.empty.add.click()
    page.empty.date.line.setText("may 2031")
    page.empty.date.left.emit()
    page.empty.date.line.setText("14 May 2031")
    page.empty.date.left.emit()
    page.empty.add.click()
    assert page.detail.isVisible()
    assert page.detail.head.heading.text() == "Wednesday 14 May 2031"


def test_a_case_of_another_window_is_only_read(
    session: Session, surround: Callable[[Session], Surroundings], answers: Answers, qtbot: QtBot
) -> None:
    with Session.open(session.path, read_only=True) as reading:
        page = VisitsPage(surround(reading))
        qtbot.addWidget(page)
        page.resize(1040, 700)
        page.refresh()
        page.show()
        during(page)
        row = page.detail.questions.row(question(reading, "q-01").id)
        assert row is not None
        assert row.answer is not None
        assert row.answer.text.isReadOnly()
        assert not any(line.isVisible() for line in page.detail.typing.lines.values())
        assert not page.detail.head.bring.add.isVisible()
        assert not page.detail.outcome._add_decision.isVisible()
        assert not page.detail.outcome._add_step.isVisible()
        assert page.detail._why.text() == reading.read_only_because
        assert page.detail._why.isVisible()
        assert not page.detail.head.bring.boxes or not any(
            box.isEnabled() for box in page.detail.head.bring.boxes.values()
        )
        assert not any(radio.isEnabled() for radio in row.answer._radios.values())
        assert not any(
            step.box.isEnabled()
            for step in page.detail.outcome.findChildren(OutcomeRow)
            if hasattr(step, "box")
        )
        assert not page.empty.date.isEnabled()
        assert not page.empty.add.isEnabled()
        row.answer._radios["answered"].click()
        page.detail._add_question("Why?")
        page._add_visit(PartialDate.from_iso("2026-06-01"))
        assert len(answers.told) == 2
        assert question(reading, "q-01").status == "open"


def test_what_cannot_be_saved_stays_in_the_field(
    page: VisitsPage, session: Session, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = type_answer(page, session, "q-01", "Yes")
    assert row.answer is not None
    monkeypatch.setattr(session, "run", disk_full)
    row.answer.text.save_now()
    assert answers.told == [NOT_SAVED]
    assert row.answer.text.unsaved
    monkeypatch.undo()
    row.answer.text.save_now()
    assert question(session, "q-01").answer == "Yes"


def test_what_cannot_be_put_on_the_bring_list_stays_in_its_line(
    page: VisitsPage, session: Session, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring = page.detail.head.bring
    bring.add.click()
    bring.line.setText("Insurance card")
    monkeypatch.setattr(session, "run", disk_full)
    bring.line.editingFinished.emit()
    assert answers.told == ["The disk is full. Nothing was changed."]
    assert bring.line.isVisible()
    assert bring.line.text() == "Insurance card"
    monkeypatch.undo()
    bring.line.editingFinished.emit()
    assert list(bring.boxes) == ["Insurance card"]
    assert not bring.line.isVisible()
    assert bring.line.text() == ""


def test_what_is_begun_stays_with_its_own_visit(
    page: VisitsPage, session: Session, window: MainWindow
) -> None:
    first, other = visit(session).id, visit(session, "ap-16").id
    begun = {name: f"begun {name}" for name in during(page).detail.typing.lines}
    for name, line in page.detail.typing.lines.items():
        line.setText(begun[name])
    page.visits.select(other)
    assert {line.text() for line in page.detail.typing.lines.values()} == {""}
    page.detail.questions.line.setText("For the other visit")
    page.visits.select(first)
    assert {name: line.text() for name, line in page.detail.typing.lines.items()} == begun
    during(page)
    page.detail.outcome._add_decision.click()
    assert session.case.all(Decision)[-1].appointment_id == first
    # The page is made anew, as after another theme or a lock.
    window.pages.forget_all()
    window.pages.come_back()
    anew = window.pages.page
    assert isinstance(anew, VisitsPage)
    anew.visits.select(first)
    texts = {name: line.text() for name, line in anew.detail.typing.lines.items()}
    assert texts == {**begun, "decision": ""}
    anew.visits.select(other)
    assert anew.detail.questions.line.text() == "For the other visit"


def test_words_that_cannot_be_saved_are_not_filed_under_another_visit(
    page: VisitsPage, session: Session
) -> None:
    first, other = visit(session).id, visit(session, "ap-16").id
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(session, "run", disk_full)
        during(page).detail.outcome.outcome.setPlainText("A good talk.")
        page.visits.select(other)
    during(page)
    page.detail.save_now()
    assert page.detail.outcome.outcome.toPlainText() == ""
    page.visits.select(first)
    assert during(page).detail.outcome.outcome.toPlainText() == "A good talk."
    page.detail.save_now()
    assert visit(session).outcome == "A good talk."
    assert not visit(session, "ap-16").outcome
    session.undo()
    page.visits.select(other)
    page.visits.select(first)
    page.detail.save_now()
    assert not visit(session).outcome


def test_an_answer_that_cannot_be_saved_comes_back_with_its_question(
    page: VisitsPage, session: Session
) -> None:
    first, other = visit(session).id, visit(session, "ap-16").id
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(session, "run", disk_full)
        type_answer(page, session, "q-01", "Yes")
        page.visits.select(other)
    page.visits.select(first)
    page.detail._open_question(question(session, "q-01").id)
    row = row_of(page, session, "q-01")
    assert row.answer is not None
    assert row.answer.text.toPlainText() == "Yes"
    row.answer.text.setPlainText("Yes, in June")
    page.detail.save_now()
    assert question(session, "q-01").answer == "Yes, in June"
    assert row.answer.text.toPlainText() == "Yes, in June"
    session.undo()
    page.detail.save_now()
    assert not question(session, "q-01").answer


@pytest.mark.parametrize("percent", [100, 200])
def test_a_narrow_page_shows_one_of_the_two(
    page: VisitsPage, window: MainWindow, theme: Theme, percent: int
) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(percent)
    window.grab()
    assert page.both.narrow == (percent == 200)
    if page.both.narrow:
        page.visits.opened.emit(page.visits.key)
        assert page.detail.isVisible()
        row = next(iter(page.detail.questions.rows.values()))
        assert row.width() <= page.width()
        page.visits.deleted.emit("nothing")


@pytest.fixture(params="abc")
def shared(request: pytest.FixtureRequest, shared_data: Path, tmp_path: Path) -> Iterator[Session]:
    found = sorted((shared_data / "cases").glob(f"case-{request.param}-*.json"))
    source = next(path for path in found if "oracle" not in path.name)
    path = tmp_path / "case.casebook"
    case_from_json(path, source)
    with Session.open(path) as session:
        yield session


@pytest.mark.shared_data
def test_the_shared_cases_are_shown(
    shared: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    page = VisitsPage(surround(shared))
    qtbot.addWidget(page)
    page.resize(1060, 900)
    page.show()
    page.refresh()
    for phase in ("before", "during", "after"):
        page.detail._choose_phase(phase)
        page.grab()
    for row in shared.case.all(Appointment):
        page.visits.select(row.id)
    assert page.detail.head.heading.text()


def test_a_visit_and_what_came_of_it_lead_to_their_earlier_values(
    page: VisitsPage, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.wanted) as wanted:
        chosen(page.detail.head.menu(), "earlier").trigger()
    assert wanted.args == ["log", ("appointment", page.detail.visit_id)]
    page.detail.set_phase("after")
    page.detail._add_decision("Go on")
    page.refresh()
    row = page.detail.outcome.findChildren(OutcomeRow)[-1]
    with qtbot.waitSignal(page.wanted) as wanted:
        chosen(row.menu(), "earlier").trigger()
    assert wanted.args[0] == "log"
    assert wanted.args[1][0] == "decision"


@pytest.mark.parametrize("percent", [100, 200])
def test_an_answer_is_as_high_as_its_lines(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.set_text_percent(percent)
    field = SavedText(theme, "Answer")
    qtbot.addWidget(field)
    field.resize(500, 50)
    field.show()
    for lines in (1, 2, 5):
        field.show_text("\n".join(["A line, gy"] * lines))
        assert field.verticalScrollBar().maximum() == 0
