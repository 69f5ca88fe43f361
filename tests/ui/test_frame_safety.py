"""The world around the window: a stick pulled out, a case open elsewhere, notes at the end."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.case.entities import Question
from app.settings import BACKUP_FOLDER, Settings
from app.ui.addable import addable
from app.ui.application import Casebook
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.lists.page_lists import list_pages
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers


def test_a_folder_that_goes_away_is_told_calmly_and_nothing_typed_is_lost(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    folder = window.case.session.path.parent
    away = tmp_path.with_name(f"{tmp_path.name} away")
    seen: list[str] = []

    def type_something(dialog: EntryDialog) -> bool:
        dialog.field("text").focus_widget.setText("Half a question")
        folder.rename(away)
        dialog.finish()
        return True

    def see_it_again(dialog: EntryDialog) -> bool:
        seen.append(dialog.field("text").focus_widget.text())
        away.rename(folder)
        dialog.finish()
        return True

    answers.dialogs = [type_something, see_it_again]
    window.acts.add("question")
    assert len(answers.told) == 1
    assert "can no longer be reached" in answers.told[0]
    assert seen == ["Half a question"]
    # With the stick back in its place, the same form is saved.
    texts = [question.text for question in window.case.case.all(Question)]
    assert "Half a question" in texts


def test_closing_says_what_could_not_be_done(
    session: Session, surround: Callable[[Session], Surroundings], answers: Answers, qtbot: QtBot
) -> None:
    window = MainWindow(surround(session))
    qtbot.addWidget(window)
    window.show()
    entries.save(session, entries.blank(Question, text="Why?", status="open"))
    shutil.rmtree(session.path.parent)
    window.close()
    assert answers.told[0].startswith("The case was closed.")
    assert "can no longer be reached" in answers.told[0]


def test_nothing_is_said_where_all_went_well(
    session: Session, surround: Callable[[Session], Surroundings], answers: Answers, qtbot: QtBot
) -> None:
    window = MainWindow(surround(session))
    qtbot.addWidget(window)
    window.show()
    entries.save(session, entries.blank(Question, text="Why?", status="open"))
    window.close()
    assert answers.told == []


def test_a_second_place_that_is_absent_is_told_at_the_end(
    tmp_path: Path,
    example_file: Path,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "Maya.casebook"
    shutil.copy(example_file, path)
    Settings().set(BACKUP_FOLDER, tmp_path / "not there")
    try:
        with Session.open(path) as session:
            window = MainWindow(surround(session))
            qtbot.addWidget(window)
            window.show()
            entries.save(session, entries.blank(Question, text="Why?", status="open"))
            window.close()
    finally:
        Settings().set(BACKUP_FOLDER, None)
    assert "The second place for backups is not connected" in answers.told[0]


@pytest.fixture
def casebook(qapp: QApplication, answers: Answers, theme: object) -> Casebook:
    return Casebook(qapp, Settings(), answers)


def test_a_case_open_elsewhere_names_who_has_it(
    casebook: Casebook, session: Session, answers: Answers
) -> None:
    assert casebook.open_file(session.path)
    window = casebook.windows[0]
    assert answers.told[0].startswith("This case is open by ")
    assert window.status.saved.words.startswith("For reading only, open by ")
    window.acts.add("question")
    assert len(answers.told) == 2
    window.close()


def test_every_kind_of_entry_can_be_added_from_the_menu(window: MainWindow) -> None:
    known = {name.removeprefix("add_") for name in window.menus._menus.actions}
    tables = {table for page in list_pages() for table in page.tables}
    assert tables | {kind.table for kind in addable()} <= known
    menu_words = [a.text() for a in window.menus.add_menu.actions() if a.menu() is not None]
    assert "Treatment history" in menu_words
    assert all(SPECS[table].label for table in tables)


def test_the_add_menu_opens_the_form(window: MainWindow, answers: Answers) -> None:
    shown: list[str] = []

    def look(dialog: EntryDialog) -> bool:
        shown.append(dialog.windowTitle())
        return False

    answers.dialogs = [look]
    window.menus.action("add_radiation").trigger()
    assert len(shown) == 1


def test_pages_without_an_entry_in_the_sidebar_are_found_by_search(window: MainWindow) -> None:
    window.search.setText("settings")
    assert "Settings" in window.search.results.words
    window.search.setText("therapies")
    assert "Therapies and words" in window.search.results.words


def test_files_brought_in_reach_the_part_that_takes_them(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.bring.bring_files import BringFiles

    came: list[object] = []
    monkeypatch.setattr(BringFiles, "bring_or_choose", lambda _self, paths: came.append(paths))
    window.menus.action("bring").trigger()
    page = window.pages.page
    assert page is not None
    page.bring_wanted.emit([Path("a.pdf")])
    assert came == [None, [Path("a.pdf")]]


def test_words_that_are_not_even_kept_as_a_draft_are_told_in_the_status_line(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = window.case.session.path.parent
    away = tmp_path.with_name(f"{tmp_path.name} away")
    folder.rename(away)
    window.case.saving.drafts.keep("question", "begun", "Half a question")
    window.case.saving._pause.start(1)
    qtbot.waitUntil(lambda: window.status.saved.words.startswith("Not saved yet."))
    away.rename(folder)
    window.case.saving._pause.start(1)
    qtbot.waitUntil(lambda: window.status.saved.words.startswith("All changes saved"))
