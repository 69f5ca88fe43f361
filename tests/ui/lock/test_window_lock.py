"""Locking: nothing of the case on the screen, nothing typed is lost, only the password unlocks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import Question
from app.settings import AUTOLOCK_MINUTES
from app.ui.ask import Ask
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.lock.idle_watch import IdleWatch
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.question_dialog import QuestionDialog
from app.ui.theme import Theme
from app.usecases import entries
from app.usecases.make_case import new_case
from app.usecases.session import Session
from tests.ui.answers import Answers

PASSWORD = "four words are good"


@pytest.fixture(scope="session")
def protected_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protected") / "Zelda.casebook"
    new_case(path, name="Zelda Quint", password=PASSWORD)
    return path


@pytest.fixture
def protected(tmp_path: Path, protected_file: Path) -> Iterator[Session]:
    path = tmp_path / "Zelda.casebook"
    path.write_bytes(protected_file.read_bytes())
    with Session.open(path, password=PASSWORD) as session:
        yield session


@pytest.fixture
def locking(
    protected: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> MainWindow:
    window = MainWindow(surround(protected))
    qtbot.addWidget(window)
    window.show()
    return window


def unlock(window: MainWindow, qtbot: QtBot, password: str = PASSWORD) -> None:
    window.lock.screen.line.setText(password)
    window.lock.screen.unlock_button.click()
    qtbot.waitUntil(lambda: not window.lock._trying, timeout=20_000)


def visible_words(window: QWidget) -> str:
    """Everything that can be read on the screen or by a screen reader."""
    words = [window.windowTitle()]
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            words += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
            if isinstance(widget, QLabel):
                words.append(widget.text())
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None:
                words.append(interface.text(QAccessible.Text.Name))
    return " ".join(words)


def test_nothing_of_the_case_is_left(locking: MainWindow, qtbot: QtBot) -> None:
    session = locking.case.session
    entries.save(session, entries.blank(Question, text="Secret thing?", status="open"))
    locking.open_page("team")
    locking.search.setText("Zelda")
    locking.undo_bar.say("Question Secret thing added")
    assert "Zelda" in visible_words(locking)
    locking.lock.lock()
    said = visible_words(locking)
    assert "Zelda" not in said
    assert "Secret" not in said
    assert locking.windowTitle() == "Casebook"
    assert locking.search.text() == ""
    assert "Secret" not in locking.menus.action("undo").text()
    assert locking.pages.page is None
    assert locking.pages.count() == 0


def test_only_the_end_of_the_program_is_offered_while_locked(locking: MainWindow) -> None:
    locking.lock.lock()
    actions = locking.menus._menus.actions
    assert sorted(name for name, action in actions.items() if action.isEnabled()) == [
        "close",
        "quit",
    ]
    assert not locking.menuBar().isVisible()


def test_a_wrong_password_does_not_unlock(locking: MainWindow, qtbot: QtBot) -> None:
    locking.lock.lock()
    unlock(locking, qtbot, "something else")
    assert locking.lock.locked
    assert locking.lock.screen.field.note == (
        "This password does not open the case. Please try again."
    )
    locking.lock.screen.line.clear()
    locking.lock.screen.unlock_button.click()
    assert locking.lock.screen.field.note == "Please type the password of this case."


def test_the_password_brings_everything_back(locking: MainWindow, qtbot: QtBot) -> None:
    session = locking.case.session
    entries.save(session, entries.blank(Question, text="Why?", status="open"))
    locking.open_page("team")
    locking.lock.lock()
    unlock(locking, qtbot)
    assert not locking.lock.locked
    assert locking.windowTitle() == "Zelda Quint – Casebook"
    assert locking.header.title.accessibleName() == "Care team"
    assert locking.menus.action("undo").text() == "Undo: add question Why?"
    assert not locking.menus.action("redo").isEnabled()
    assert locking.lock.screen.line.text() == ""
    assert locking.menuBar().isVisible()


def test_what_changes_behind_the_lock_shows_nothing(locking: MainWindow, qtbot: QtBot) -> None:
    locking.lock.lock()
    session = locking.case.session
    entries.save(session, entries.blank(Question, text="Why?", status="open"))
    locking.case.look_at_file()
    assert locking.windowTitle() == "Casebook"
    unlock(locking, qtbot)
    assert locking.menus.action("undo").text() == "Undo: add question Why?"


def test_other_colours_and_sizes_come_behind_the_lock(
    locking: MainWindow, qtbot: QtBot, theme: Theme
) -> None:
    locking.lock.lock()
    theme.set_text_percent(200)
    assert "Zelda" not in visible_words(locking)
    unlock(locking, qtbot)
    assert locking.pages.page is not None


def test_typed_text_survives_behind_the_lock(locking: MainWindow, qtbot: QtBot) -> None:
    """With the real door for questions: hiding a dialog must not answer it."""
    object.__setattr__(locking._around, "ask", Ask())
    seen: list[str] = []

    def dialog() -> EntryDialog:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, EntryDialog)]
        return shown[-1]

    def type_and_lock() -> None:
        try:
            look()
        except BaseException:
            dialog().reject()  # else the dialog waits for ever
            raise

    def look() -> None:
        dialog().field("text").focus_widget.setText("Half a quest")
        locking.lock.lock()
        assert not dialog().isVisible()
        assert "Half" not in visible_words(locking)
        assert locking.lock.holds_typed_text
        assert not locking.close(), "a window with typed text behind its lock stays"
        assert locking.isVisible()
        unlock(locking, qtbot)
        assert dialog().isVisible()
        seen.append(dialog().field("text").focus_widget.text())
        dialog().finish()

    QTimer.singleShot(0, type_and_lock)
    locking.acts.add("question")
    assert seen == ["Half a quest"]
    assert [q.text for q in locking.case.case.all(Question)] == ["Half a quest"]


def test_lists_and_the_systems_own_dialogs_go(locking: MainWindow) -> None:
    over = QLabel("Zelda", locking, Qt.WindowType.Tool)
    over.show()
    files = QFileDialog(locking)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    files.show()
    locking.lock.lock()
    assert not over.isVisible()
    assert not files.isVisible()
    assert not locking.lock.holds_typed_text


def test_what_is_asked_meanwhile_waits_for_the_password(locking: MainWindow, qtbot: QtBot) -> None:
    """Work that ends behind the lock must not show its result above it."""
    ask = Ask()
    locking.lock.lock()

    def look() -> None:
        assert "Zelda" not in visible_words(locking)
        assert QApplication.activeModalWidget() is None
        assert locking.lock.holds_typed_text
        unlock(locking, qtbot)
        box = QApplication.activeModalWidget()
        assert isinstance(box, QuestionDialog)
        box.answers[1].click()

    def look_or_give_up() -> None:
        try:
            look()
        except BaseException:
            for box in locking.findChildren(QuestionDialog):
                box.reject()
            raise

    QTimer.singleShot(0, look_or_give_up)
    assert ask.choose(locking, "Zelda", "Zelda's records were read.", ("Take", "Leave")) == 1
    assert not locking.lock._held.some


def test_a_question_stays_a_question(locking: MainWindow, qtbot: QtBot) -> None:
    ask = Ask()

    def lock_and_unlock() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QuestionDialog)
        try:
            locking.lock.lock()
            assert not box.isVisible()
            unlock(locking, qtbot)
            assert box.isVisible()
        finally:
            box.answers[0].click()

    QTimer.singleShot(0, lock_and_unlock)
    assert ask.choose(locking, "Casebook", "Keep it?", ("Keep", "Change")) == 0


def test_a_case_without_a_password_offers_one(window: MainWindow, answers: Answers) -> None:
    answers.choices = [1]
    window.lock.lock()
    assert not window.lock.locked
    assert answers.told == ["Locking needs a password, and this case has none yet."]


def test_setting_one_begins_from_there(window: MainWindow, answers: Answers) -> None:
    answers.choices = [0]
    asked: list[str] = []

    def look(dialog: object) -> bool:
        asked.append(type(dialog).__name__)
        return False

    answers.dialogs = [look]
    window.lock.lock()
    assert asked == ["PasswordDialog"]


def test_the_case_can_be_closed_while_locked(locking: MainWindow, qtbot: QtBot) -> None:
    locking.lock.lock()
    with qtbot.waitSignal(locking.closed):
        locking.lock.screen.close_button.click()


def test_it_locks_by_itself(locking: MainWindow) -> None:
    watch, now = locking.lock.watch, [0.0]
    watch._now = lambda: now[0]
    watch._last = 0.0
    now[0] = 14 * 60
    watch.look()
    assert not locking.lock.locked
    now[0] = 15 * 60
    watch.look()
    assert locking.lock.locked


def test_it_does_not_lock_by_itself_where_that_is_off(locking: MainWindow) -> None:
    locking._around.settings.set(AUTOLOCK_MINUTES, 0)
    watch = locking.lock.watch
    watch._now = lambda: 1e9
    watch.look()
    assert not locking.lock.locked
    locking._around.settings.set(AUTOLOCK_MINUTES, 15)


def test_input_begins_the_wait_anew_and_sleep_counts(qapp: QApplication, qtbot: QtBot) -> None:
    now = [0.0]
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch = IdleWatch(lambda: 1, widget, lambda: now[0])
    watch.set_on(True)
    said: list[float] = []
    watch.idle.connect(lambda: said.append(now[0]))
    now[0] = 50
    qtbot.keyClick(widget, "a")
    now[0] = 100
    watch.look()
    assert said == []
    now[0] = 1000  # the computer slept; the first key finds it locked
    qtbot.keyClick(widget, "a")
    assert said == [1000]
    watch.set_on(False)


def test_a_stick_pulled_out_while_locked(locking: MainWindow, qtbot: QtBot) -> None:
    locking.lock.lock()
    path = locking.case.session.path
    path.rename(path.with_suffix(".away"))
    unlock(locking, qtbot)
    assert locking.lock.locked
    assert locking.lock.screen.field.note
    path.with_suffix(".away").rename(path)
    unlock(locking, qtbot)
    assert not locking.lock.locked
