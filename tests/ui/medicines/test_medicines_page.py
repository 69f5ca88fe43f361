"""The page Medicines: allergies, now and stopped; a medicine is stopped in one step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.case.entities import Allergy, Medication
from app.case.partial_date import PartialDate
from app.casefile import Insert
from app.ui.main_window import MainWindow
from app.ui.medicines.medicines_page import MedicinesPage
from app.ui.medicines.stop_dialog import StopDialog
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.session import Session
from tests.ui.answers import Answers

LISTS = ("allergy", "problem", "infection", "transfusion", "immunization", "exposure")


def no(_dialog: object) -> bool:
    return False


@pytest.fixture
def page(window: MainWindow, answers: Answers) -> MedicinesPage:
    window.resize(1280, 800)
    window.open_page("medicines")
    found = window.pages.page
    assert isinstance(found, MedicinesPage)
    return found


def medicine(session: Session, name: str) -> Medication:
    return next(row for row in session.case.all(Medication) if row.name == name)


def names(page: MedicinesPage, *, stopped: bool) -> list[str]:
    table = page.medicines.stopped if stopped else page.medicines.now
    model = table.model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert all(name[0].isupper() for name in shown)
    return [name[0].lower() + name[1:] for name in shown]


def test_letters_of_a_prescription_are_told_in_words(page: MedicinesPage) -> None:
    model = page.medicines.now.model()
    doses = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert "8 mg, by mouth, twice a day" in doses
    assert not any("PO" in dose or "IV" in dose for dose in doses)


def test_now_and_stopped_stand_apart(page: MedicinesPage) -> None:
    assert "dexamethasone" in names(page, stopped=False)
    assert "ondansetron, as needed" in names(page, stopped=False)
    assert names(page, stopped=True) == ["cyclosporine"]
    dose = page.medicines.now.model().index(0, 1).data()
    assert dose == "8 mg, by mouth, twice a day"
    assert page.summary() == "8 now"


def stop_on(dialog: StopDialog) -> bool:
    accepted: list[int] = []
    dialog.accepted.connect(lambda: accepted.append(1))
    dialog.date.line.setText("no day")
    dialog.finish()
    assert accepted == []
    dialog.date.line.setText("2 May 2026")
    dialog.why.setText("counts low")
    dialog.finish()
    return accepted == [1]


def too_early(dialog: StopDialog) -> bool:
    dialog.date.line.setText("2020")
    dialog.finish()
    return True


def test_a_medicine_is_stopped_in_one_step(
    page: MedicinesPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [too_early, stop_on]
    page.open_target(("medication", medicine(session, "dexamethasone").id))
    with qtbot.waitSignal(page.done) as said:
        page.medicines.stop_button.click()
    assert said.args == ["dexamethasone noted as stopped"]
    assert "before the day noted" in answers.told[0]
    row = medicine(session, "dexamethasone")
    assert (row.status, row.stop) == ("stopped", PartialDate.from_iso("2026-05-02"))
    assert "dexamethasone" in names(page, stopped=True)
    session.undo()
    assert "dexamethasone" in names(page, stopped=False)


def test_a_stopped_medicine_is_taken_again(page: MedicinesPage, session: Session) -> None:
    page.medicines.now.setCurrentIndex(page.medicines.now.model().index(0, 0))
    page.medicines.stopped.setCurrentIndex(page.medicines.stopped.model().index(0, 0))
    assert page.medicines.now.current_id() == ""
    assert page.medicines.again_button.isVisible()
    assert not page.medicines.stop_button.isVisible()
    page.medicines.again_button.click()
    assert medicine(session, "cyclosporine").status == "active"
    page.medicines.now.setCurrentIndex(page.medicines.now.model().index(0, 0))
    assert page.medicines.stop_button.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_row_is_changed_by_keys_buttons_and_menu(
    page: MedicinesPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [no] * 8
    table, key = page.medicines.now, medicine(session, "venetoclax").id
    page.medicines.open_medicine(key)
    with qtbot.waitSignal(page.edit_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == ["medication", key]
    edit, stop, earlier, copy, delete = table.row_menu().actions()
    stop.trigger()
    for action, signal in (
        (edit, page.edit_wanted),
        (copy, page.duplicate_wanted),
    ):
        with qtbot.waitSignal(signal):
            action.trigger()
    page.medicines._edit()
    page.medicines._duplicate()
    table._open_menu(table.visualRect(table.currentIndex()).center())
    with qtbot.waitSignal(page.delete_wanted):
        delete.trigger()
    assert "venetoclax" not in names(page, stopped=False)
    page.medicines.stopped.setCurrentIndex(page.medicines.stopped.model().index(0, 0))
    assert page.medicines.stopped.row_menu().actions()[1].text() == "Taken again"
    page.medicines._delete()
    assert names(page, stopped=True) == []
    with qtbot.waitSignal(page.wanted) as wanted:
        earlier.trigger()
    assert wanted.args == ["log", ("medication", key)]


def test_without_a_choice_the_keyboard_goes_to_the_list(page: MedicinesPage) -> None:
    page.medicines._stop()
    assert page.medicines.now.hasFocus()
    page.find_here()
    page.medicines.filter.setText("DEXA")
    assert names(page, stopped=False) == ["dexamethasone"]


def test_allergies_are_links_and_lead_to_the_list(
    page: MedicinesPage, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [no] * 3
    card = page.medicines.allergies
    assert [link.text() for link in card._ids] == [
        "Pegaspargase (severe, pancreatitis)",
        "Vancomycin (mild, flushing when given fast)",
    ]
    with qtbot.waitSignal(page.edit_wanted) as wanted:
        next(iter(card._ids)).click()
    assert wanted.args is not None
    assert wanted.args[0] == "allergy"
    card.add.click()
    assert not card.none.isVisible()
    card.all.click()
    assert page.shown == "allergy"
    assert page.summary() == "2 entries"


def test_none_known_is_not_the_same_as_not_asked(
    empty_window: MainWindow, answers: Answers
) -> None:
    answers.dialogs = [no] * 2
    empty_window.open_page("medicines")
    page = empty_window.pages.page
    assert isinstance(page, MedicinesPage)
    card = page.medicines.allergies
    assert card.words.text().startswith("Nobody has said yet")
    assert page.medicines._empty.isVisible()
    add = page.medicines._empty.findChild(QPushButton)
    assert add is not None
    add.click()
    card.none.click()
    assert card.words.text().startswith("No known drug allergies")
    assert not card.none.isVisible()
    session = page.around.case.session
    session.run("add", [Insert(Allergy(id="t", substance="tape", severity="mild"))])
    assert card.words.text() == "No known drug allergies otherwise."


@pytest.mark.parametrize("table", LISTS)
def test_the_rest_of_the_health_is_one_click_away(page: MedicinesPage, table: str) -> None:
    page.open_target(table)
    assert page.adds == table
    assert page.lists[table].isVisible()


def test_a_case_of_another_window_is_only_read(
    session: Session, surround: Callable[[Session], Surroundings], answers: Answers, qtbot: QtBot
) -> None:
    with Session.open(session.path, read_only=True) as reading:
        page = MedicinesPage(surround(reading))
        qtbot.addWidget(page)
        page.refresh()
        page.stop(medicine(reading, "dexamethasone").id)
        page._take_again(medicine(reading, "cyclosporine").id)
        page._note_none()
        page.stop("gone")
        assert len(answers.told) == 3
        assert page.medicines.allergies.add.isHidden()
        assert page.medicines.allergies.none.isHidden()


def test_planned_medicines_and_large_text(
    page: MedicinesPage, session: Session, window: MainWindow, theme: Theme
) -> None:
    session.run("add", [Insert(Medication(id="p", name="letermovir", status="planned"))])
    assert "letermovir, planned" in names(page, stopped=False)
    window.resize(1024, 640)
    theme.set_text_percent(200)
    page.grab()
    assert page.medicines.width() <= page.width()
