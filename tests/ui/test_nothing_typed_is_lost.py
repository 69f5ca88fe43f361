"""Nothing typed is lost: a stick pulled out, a full disk, a lock, a closed or killed window."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.case.entities import Appointment, Question
from app.case.partial_date import PartialDate
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.saving import AGAIN_MS
from app.ui.unsaved_dialog import UnsavedDialog
from app.ui.visits.visits_page import VisitsPage
from app.usecases import entries
from app.usecases.make_case import new_case
from app.usecases.session import Session
from tests.casefile.test_trouble import fill, small_disk
from tests.ui.answers import Answers
from tests.ui.lock.test_window_lock import unlock, visible_words

__all__ = ["small_disk"]

PASSWORD = "four words are good"
WORDS = "Yes, but only after the second scan."


class Stick:
    """The folder of a case, which can be pulled out and put back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.away = folder.with_name(f"{folder.name} away")

    def pull_out(self) -> None:
        self.folder.rename(self.away)

    def put_back(self) -> None:
        self.away.rename(self.folder)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    made = Stick(tmp_path / "stick")
    made.folder.mkdir()
    yield made
    if made.away.exists():
        made.put_back()


def make_case(folder: Path, password: str | None = None) -> Path:
    """A case with a visit today and one question for it."""
    path = folder / "Ana.casebook"
    new_case(path, name="Ana", password=password)
    with Session.open(path, password=password) as session:
        visit = entries.blank(Appointment, date=PartialDate.of(session.as_of()), purpose="Check-up")
        entries.save(session, visit)
        asked = {"text": "Can she swim?", "status": "open", "for_appointment_id": visit.id}
        entries.save(session, entries.blank(Question, **asked))
    return path


Open = Callable[..., MainWindow]


@pytest.fixture
def opened(surround: Callable[[Session], Surroundings], qtbot: QtBot) -> Open:
    def show(path: Path, password: str | None = None) -> MainWindow:
        window = MainWindow(surround(Session.open(path, password=password)))
        qtbot.addWidget(window, before_close_func=let_go)
        window.show()
        return window

    return show


def let_go(window: MainWindow) -> None:
    """Have a window that a failing test left close without its words."""
    window.case.saving.drafts.forget_unsaved()
    window.closing.may_close = lambda: True  # type: ignore[method-assign]


def visits(window: MainWindow) -> VisitsPage:
    window.open_page("appointments")
    page = window.pages.page
    assert isinstance(page, VisitsPage)
    return page


def question(window: MainWindow) -> Question:
    return window.case.case.all(Question)[0]


def type_answer(window: MainWindow, words: str = WORDS) -> VisitsPage:
    page = visits(window)
    page.detail._open_question(question(window).id)
    row = page.detail.questions.row(question(window).id)
    assert row is not None
    assert row.answer is not None
    row.answer.text.setPlainText(words)
    return page


def shown_answer(window: MainWindow) -> str:
    page = visits(window)
    page.detail._open_question(question(window).id)
    row = page.detail.questions.row(question(window).id)
    assert row is not None
    assert row.answer is not None
    return row.answer.text.toPlainText()


def saved_answer(path: Path, password: str | None = None) -> str | None:
    with Session.open(path, password=password) as session:
        return session.case.all(Question)[0].answer


def test_a_window_does_not_close_over_words_it_cannot_save(
    stick: Stick, opened: Open, answers: Answers
) -> None:
    path = make_case(stick.folder)
    window = opened(path)
    type_answer(window)
    stick.pull_out()
    seen: list[str] = []

    def stay(dialog: UnsavedDialog) -> bool:
        assert dialog.accept_button.text() == "Stay here"
        seen.extend([dialog.why.text(), dialog.words.toPlainText()])
        dialog.reject()  # as Esc does
        return False

    answers.dialogs = [stay]
    assert not window.close()
    assert window.isVisible()
    assert shown_answer(window) == WORDS
    assert answers.told == [], "one box, however often saving was tried"
    assert seen[0].startswith("The case file can no longer be reached")
    assert seen[1] == f"Answer to: Can she swim?\n{WORDS}"
    assert window.status.saved.words.startswith("Not saved yet. The case file can no longer be")
    assert window.status.saved.words.endswith("Your words are still here.")
    stick.put_back()
    assert window.close()
    assert answers.told == []
    assert saved_answer(path) == WORDS


def test_words_can_be_copied_or_written_down_before_closing_without_them(
    stick: Stick, opened: Open, answers: Answers, tmp_path: Path
) -> None:
    path = make_case(stick.folder)
    window = opened(path)
    type_answer(window)
    stick.pull_out()
    nowhere, there = tmp_path / "not there" / "words.txt", tmp_path / "words.txt"
    answers.files = [None, nowhere, there]
    expected = f"Answer to: Can she swim?\n{WORDS}"
    QGuiApplication.clipboard().clear()

    def use_all(dialog: UnsavedDialog) -> bool:
        dialog.again.click()
        assert dialog.done_words.text() == "It still cannot be saved. Your words are here."
        dialog.copy.click()
        copied = "Your words are copied. Paste them into a letter or a message."
        assert dialog.done_words.text() == copied
        assert QGuiApplication.clipboard().text() == expected
        dialog.write.click()
        assert dialog.done_words.text() == copied, "who goes back finds the box as it was"
        dialog.write.click()
        assert "not there" in dialog.done_words.text()
        dialog.write.click()
        assert dialog.done_words.text() == "Your words are saved in words.txt."
        dialog.cancel_button.click()
        return True

    answers.dialogs = [use_all]
    window.close()
    assert not window.isVisible()
    assert there.read_text("utf-8") == expected
    stick.put_back()
    assert saved_answer(path) is None


def test_nothing_of_a_protected_case_is_offered_as_a_plain_file(
    stick: Stick, opened: Open, answers: Answers
) -> None:
    window = opened(make_case(stick.folder, PASSWORD), PASSWORD)
    type_answer(window)
    stick.pull_out()

    def look(dialog: UnsavedDialog) -> bool:
        assert dialog.copy.isVisible()
        assert not dialog.write.isVisible()
        stick.put_back()
        dialog.again.click()
        return True

    answers.dialogs = [look]
    assert window.close()


def test_a_full_disk_is_said_once_and_saving_is_tried_again(
    small_disk: Path, opened: Open, answers: Answers, qtbot: QtBot
) -> None:
    window = opened(make_case(small_disk))
    words = "long " * 20_000
    page = type_answer(window, words)
    filler = fill(small_disk, leave=8192)
    row = page.detail.questions.row(question(window).id)
    assert row is not None
    assert row.answer is not None
    row.answer.text.save_now()
    page.save_now()
    window.open_page("overview")
    visits(window)
    row.answer.text.setPlainText(words + "more")
    row.answer.text.save_now()
    assert len(answers.told) == 1
    assert answers.told[0].startswith("There is no room left where the case is kept.")
    assert answers.told[0].endswith("Saving it is tried again by itself.")
    said = "Not saved yet. There is no room left where the case is kept. Your words are still here."
    assert window.status.saved.words == said
    window.say_saved()
    assert window.status.said == said
    filler.unlink()
    window.case.saving._again.start(1)
    qtbot.waitUntil(lambda: bool(question(window).answer))
    assert question(window).answer == (words + "more").strip()
    assert window.status.saved.words.startswith("All changes saved")
    assert not window.case.saving._again.isActive()
    # Another trouble later is told again.
    filler = fill(small_disk, leave=8192)
    row.answer.text.setPlainText(words * 2)
    row.answer.text.save_now()
    assert len(answers.told) == 2
    filler.unlink()
    window.undo()  # something could be saved, so what waits follows at once
    assert window.case.saving._again.interval() in (0, AGAIN_MS)
    window.case.saving.try_again()
    assert question(window).answer == (words * 2).strip()
    assert window.close()


def test_a_lock_hides_words_it_cannot_save_and_brings_them_back(
    stick: Stick, opened: Open, answers: Answers, qtbot: QtBot
) -> None:
    path = make_case(stick.folder, PASSWORD)
    window = opened(path, PASSWORD)
    page = type_answer(window)
    stick.pull_out()
    window.lock._lock_when_idle()
    assert window.lock.locked
    assert answers.told == [], "nobody may be there to read it"
    seen = visible_words(window)
    for words in (WORDS, "swim", "Ana"):
        assert words not in seen
    assert not page.isVisible()
    assert not window.close(), "a window with unsaved words behind its lock stays"
    assert "Unlock to save it first" in window.lock.screen.field.note
    stick.put_back()
    unlock(window, qtbot, PASSWORD)
    assert not window.lock.locked
    assert window.pages.page is page
    assert shown_answer(window) == WORDS
    assert window.close()
    assert saved_answer(path, PASSWORD) == WORDS


def test_what_was_begun_comes_back_in_the_next_window(
    stick: Stick, opened: Open, answers: Answers
) -> None:
    path = make_case(stick.folder)
    window = opened(path)
    visits(window).detail.questions.line.setText("Half a quest")
    assert window.close()
    assert answers.told == []
    window = opened(path)
    page = visits(window)
    assert page.detail.questions.line.text() == "Half a quest"
    page.detail.questions._add_question()
    assert window.close()
    window = opened(path)
    assert visits(window).detail.questions.line.text() == ""
    assert window.close()


def test_what_was_begun_is_not_lost_where_not_even_a_draft_can_be_kept(
    stick: Stick, opened: Open, answers: Answers
) -> None:
    path = make_case(stick.folder)
    window = opened(path)
    visits(window).detail.questions.line.setText("Half a quest")
    stick.pull_out()
    seen: list[str] = []

    def stay(dialog: UnsavedDialog) -> bool:
        seen.append(dialog.words.toPlainText())
        dialog.finish()
        return True

    answers.dialogs = [stay]
    assert not window.close()
    assert seen == ["Begun, not added yet\nHalf a quest"]
    stick.put_back()
    assert window.close()


_KILLED = """
import os, sys, signal
from pathlib import Path
from PySide6.QtCore import QTimer
from app.settings import Settings
from app.ui.application import Casebook, make_application
from tests.ui.answers import Answers
from app.case.entities import Question

app = make_application(["casebook"])
casebook = Casebook(app, Settings(), Answers())
casebook.open_file(Path(sys.argv[1]))
window = casebook.windows[0]
window.open_page("appointments")
detail = window.pages.page.detail
asked = window.case.case.all(Question)[0].id
detail._open_question(asked)
words = iter("one two three four five six seven eight nine ten".split())

def type_on():
    said = next(words, None)
    if said is None:
        return
    text = detail.questions.row(asked).answer.text
    text.setPlainText(f"{text.toPlainText()} {said}".strip())
    detail.questions.line.setText(f"{detail.questions.line.text()} {said}".strip())

timer = QTimer(interval=20)
timer.timeout.connect(type_on)
timer.start()
QTimer.singleShot(200 + 2_000, lambda: os.kill(os.getpid(), signal.SIGKILL))
app.exec()
"""


@pytest.mark.skipif(os.name != "posix", reason="killed by a signal of POSIX")
def test_a_killed_window_loses_no_more_than_two_seconds(tmp_path: Path, opened: Open) -> None:
    path = make_case(tmp_path)
    here = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": here, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], env=env, check=False)
    assert done.returncode == -signal.SIGKILL
    said = "one two three four five six seven eight nine ten"
    window = opened(path)
    assert question(window).answer == said
    assert visits(window).detail.questions.line.text() == said
    assert window.close()
