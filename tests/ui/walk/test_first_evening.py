"""The first evening of a new user, from an empty machine to a saved page and back the next day.

Everything goes through the window's own buttons, fields and dialogs. The pictures of the way lie in
`build/shots/walk-*.png` afterwards.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import (
    Appointment,
    Document,
    LabResult,
    Medication,
    Question,
    SavedTrial,
    Treatment,
    TrialRecord,
)
from app.resource_files import resource_file
from app.settings import Settings
from app.ui.application import Casebook
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from tests.ui.answers import Answers

REPOSITORY = Path(__file__).resolve().parents[3]
SHOTS = REPOSITORY / "build" / "shots"
SECONDS = 60_000
TRIALS = ("NCT99990107", "NCT99990318")


class Walker:
    """Somebody at the keyboard."""

    def __init__(self, program: Casebook, answers: Answers, qtbot: QtBot) -> None:
        self.program, self.answers, self.qtbot = program, answers, qtbot
        self._pictures = 0

    @property
    def window(self) -> MainWindow:
        return self.program.windows[-1]

    @property
    def page(self) -> Any:
        return self.window.pages.page

    def rest(self) -> None:
        """Wait until nothing is being worked on."""
        jobs = self.window._around.jobs
        self.qtbot.waitUntil(lambda: not jobs.busy, timeout=SECONDS)
        for _ in range(5):
            QApplication.processEvents()

    def picture(self, widget: QWidget, name: str) -> None:
        self._pictures += 1
        SHOTS.mkdir(parents=True, exist_ok=True)
        QApplication.processEvents()
        widget.grab().save(str(SHOTS / f"walk-{self._pictures:02}-{name}.png"))

    def open(self, key: str) -> Any:
        self.window.open_page(key)
        self.rest()
        return self.page

    def press_add(self) -> None:
        """Press the filled button of the page."""
        button = self.page.main_button()
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def will_fill(self, picture: str, /, **fields: str) -> None:
        """Fill the next form and press its button."""

        def fill(dialog: Any) -> bool:
            for field, text in fields.items():
                write(dialog.field(field), text)
            self.picture(dialog, picture)
            dialog.finish()
            return bool(dialog.result())

        self.answers.dialogs.append(fill)


def write(editor: QWidget, text: str) -> None:
    """Type into a field of a form, of whatever kind it is."""
    box = editor if isinstance(editor, QComboBox) else editor.findChild(QComboBox)
    if box is not None and not box.isEditable():
        place = box.findText(text, Qt.MatchFlag.MatchFixedString)
        assert place >= 0, [box.itemText(i) for i in range(box.count())]
        box.setCurrentIndex(place)
        box.activated.emit(place)
        return
    kinds = (QLineEdit, QPlainTextEdit)
    found = editor if isinstance(editor, kinds) else _first(editor, kinds)
    found.setFocus()
    QTest.keyClicks(found, text)
    QTest.keyClick(found, Qt.Key.Key_Tab)


def _first(editor: QWidget, kinds: tuple[type[QWidget], ...]) -> QWidget:
    return next(child for kind in kinds for child in editor.findChildren(kind))


@pytest.fixture
def program(qapp: QApplication, answers: Answers, theme: Theme) -> Iterator[Casebook]:
    made = Casebook(qapp, Settings(), answers)
    yield made
    for window in list(made.windows):
        window.close()
    if made.welcome is not None:
        made.welcome.close()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    theme.apply()
    qapp.setStyle("Fusion")


@pytest.fixture
def walker(program: Casebook, answers: Answers, qtbot: QtBot) -> Walker:
    return Walker(program, answers, qtbot)


def test_a_first_evening(walker: Walker, tmp_path: Path) -> None:
    for step in STEPS:
        step(walker, tmp_path)


def begin(walker: Walker, folder: Path) -> None:
    walker.program.show_welcome()
    welcome = walker.program.welcome
    assert welcome is not None
    walker.picture(welcome, "welcome")

    def fill(dialog: Any) -> bool:
        dialog.place.put(folder / "Ana.casebook")
        dialog.name.setText("Ana")
        walker.picture(dialog, "new-case")
        dialog.finish()
        return True

    walker.answers.dialogs.append(fill)
    QTest.mouseClick(welcome.new_choice, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    walker.window.resize(1280, 800)
    walker.rest()
    walker.picture(walker.window, "empty-overview")


def enter_history(walker: Walker, _folder: Path) -> None:
    walker.open("history")
    walker.will_fill("treatment", name="Vincristine, steroids", start_date="March 2024")
    walker.press_add()
    walker.picture(walker.window, "history")
    assert [row.name for row in walker.window.case.case.all(Treatment)] == ["Vincristine, steroids"]


def enter_labs(walker: Walker, _folder: Path) -> None:
    def paste(dialog: Any) -> bool:
        dialog.day.line.setText("11 May 2026")
        dialog.show_way("paste")
        dialog.paste.setPlainText(
            "Hemoglobin 10.2 g/dL 12.0 - 16.0\nPlatelets 42 10*3/uL 150 - 400\nWBC 1.4 10*3/uL"
        )
        dialog.finish()
        walker.picture(dialog, "look-at-results")
        dialog.finish()
        return bool(dialog.result())

    walker.open("labs")
    walker.answers.dialogs.append(paste)
    walker.press_add()
    walker.picture(walker.window, "labs")
    assert len(walker.window.case.case.all(LabResult)) == 3


def enter_medicines(walker: Walker, _folder: Path) -> None:
    walker.open("medicines")
    walker.will_fill("medicine", name="Dexamethasone", start="20 April 2026")
    walker.press_add()
    walker.picture(walker.window, "medicines")
    assert [row.name for row in walker.window.case.case.all(Medication)] == ["Dexamethasone"]


def keep_a_document(walker: Walker, folder: Path) -> None:
    letter = folder / "letter.txt"
    letter.write_text("Discharge letter. Second relapse found.", "utf-8")
    walker.open("documents")
    walker.answers.files.append(letter)
    walker.answers.several = [letter]
    walker.answers.dialogs.append(lambda dialog: bool(dialog.finish() or dialog.result()))
    walker.press_add()
    walker.answers.dialogs.clear()
    walker.answers.files.clear()
    walker.picture(walker.window, "documents")
    assert len(walker.window.case.case.all(Document)) == 1


def save_trials(walker: Walker, _folder: Path) -> None:
    walker.open("trials")
    for number in TRIALS:

        def choose(dialog: Any, number: str = number) -> bool:
            dialog.take_file(resource_file(f"example/trials/{number}.json"))
            walker.rest()
            walker.picture(dialog, "save-a-trial")
            dialog.finish()
            return bool(dialog.result())

        walker.answers.dialogs.append(choose)
        walker.press_add()
    walker.rest()
    walker.picture(walker.window, "trials")
    case = walker.window.case.case
    assert {row.nct_id for row in case.all(SavedTrial)} == set(TRIALS)
    assert len(case.all(TrialRecord)) == len(TRIALS)
    for row in case.all(SavedTrial):
        check = walker.window.case.trial_checks.check(row.id)
        assert check.answered.lines


def plan_a_visit(walker: Walker, _folder: Path) -> None:
    walker.open("appointments")
    walker.will_fill("appointment", date="14 May 2030", purpose="Clinic visit")
    walker.press_add()
    for text in ("Can dexamethasone be stopped in time?", "When is the next heart ultrasound?"):
        card = walker.page.detail.questions
        card.line.setFocus()
        QTest.keyClicks(card.line, text)
        QTest.keyClick(card.line, Qt.Key.Key_Return)
        walker.rest()
    walker.picture(walker.window, "appointments")
    case = walker.window.case.case
    assert len(case.all(Appointment)) == 1
    assert len(case.all(Question)) == 2


def save_the_page(walker: Walker, folder: Path) -> None:
    page = walker.open("print")
    walker.qtbot.waitUntil(lambda: page.printed is not None, timeout=SECONDS)
    walker.rest()
    walker.picture(walker.window, "print")
    walker.answers.files.append(folder / "for-the-visit.pdf")
    page.save()
    assert (folder / "for-the-visit.pdf").read_bytes().startswith(b"%PDF-")


def come_back(walker: Walker, folder: Path) -> None:
    window = walker.window
    path = window.case.session.path
    window.close()
    walker.qtbot.waitUntil(lambda: not walker.program.windows, timeout=SECONDS)
    assert walker.program.open_file(path)
    walker.window.resize(1280, 800)
    walker.rest()
    walker.picture(walker.window, "the-next-day")
    case = walker.window.case.case
    counted = {kind: len(case.all(kind)) for kind in (Treatment, LabResult, Medication, Document)}
    assert counted == {Treatment: 1, LabResult: 3, Medication: 1, Document: 1}
    assert len(case.all(SavedTrial)) == 2


def undo_still_works(walker: Walker, _folder: Path) -> None:
    assert walker.window.case.session.undo_name
    walker.window.undo()
    assert len(walker.window.case.case.all(Question)) == 1
    walker.window.redo()
    assert len(walker.window.case.case.all(Question)) == 2


STEPS: tuple[Callable[[Walker, Path], None], ...] = (
    begin,
    enter_history,
    enter_labs,
    enter_medicines,
    keep_a_document,
    save_trials,
    plan_a_visit,
    save_the_page,
    come_back,
    undo_still_works,
)
"""The evening, step by step."""
