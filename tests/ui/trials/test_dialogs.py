"""Saving, finding and updating: what is recognised, and what leaves this computer: nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import SavedTrial
from app.ui.trials.find_trials_dialog import FindTrialsDialog
from app.ui.trials.save_trial_dialog import SaveTrialDialog
from app.ui.trials.trials_page import TrialsPage
from app.ui.trials.update_copies_dialog import UpdateCopiesDialog
from app.usecases.session import Session
from tests.trials.samples import CRITERIA, study
from tests.ui.answers import Answers
from tests.ui.test_accessibility import nameless

Wait = Callable[[], None]
PAGE = f"""An Invented Study of Cells
ClinicalTrials.gov ID NCT99990778
Recruiting

{CRITERIA}
"""


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def saved(session: Session) -> list[str | None]:
    return [row.nct_id for row in session.case.all(SavedTrial)]


def test_a_pasted_page_is_recognised_and_saved(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Wait
) -> None:
    def paste(dialog: SaveTrialDialog) -> bool:
        dialog.finish()
        assert "Paste a number or a page first" in words(dialog)
        dialog.field.setPlainText("just some words")
        dialog.finish()
        assert "neither a trial number nor the text" in words(dialog)
        dialog.field.setPlainText(PAGE)
        dialog.recognise()
        assert "1 trial was recognised." in words(dialog)
        assert "NCT99990778" in words(dialog)
        assert nameless(dialog) == []
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(paste)
    page.acts.save_trial()
    assert "NCT99990778" in saved(session)
    at_rest()
    assert page.shown.detail.title.text()
    assert session.undo_name == "save a trial from pasted text"


def test_a_number_alone_is_saved_without_a_record(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Wait
) -> None:
    def paste(dialog: SaveTrialDialog) -> bool:
        dialog.field.setPlainText("NCT99990318")
        dialog.recognise()
        assert "saved already" in words(dialog)
        dialog.field.setPlainText(" nct 99990999 ")
        dialog.recognise()
        assert "without a record" in words(dialog)
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(paste)
    page.acts.save_trial()
    at_rest()
    assert "NCT99990999" in saved(session)
    assert "nothing to check" in words(page.shown.detail.check)


def drop_of(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_file_is_chosen_or_dropped(
    page: TrialsPage, session: Session, answers: Answers, record_file: Path, at_rest: Wait
) -> None:
    other = record_file.with_name("letter.txt")
    other.write_text("Dear family", "utf-8")

    def choose(dialog: SaveTrialDialog) -> bool:
        answers.files += [None, other]
        dialog.ask_for_file()
        dialog.ask_for_file()
        at_rest()
        assert "holds no trial record" in words(dialog)
        dialog.take_file(record_file.with_name("gone.json"))
        at_rest()
        assert "could not be opened" in words(dialog)
        for target in (dialog, dialog.field):
            data = drop_of(record_file)
            enter = QDragEnterEvent(
                QPointF(5, 5).toPoint(),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            target.dragEnterEvent(enter)
            assert enter.isAccepted()
            drop = QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            target.dropEvent(drop)
        at_rest()
        assert "NCT99990777" in words(dialog)
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(choose)
    page.acts.save_trial()
    at_rest()
    assert "NCT99990777" in saved(session)


def test_a_newer_copy_shows_what_changed(
    page: TrialsPage, session: Session, answers: Answers, tmp_path: Path, at_rest: Wait
) -> None:
    path = tmp_path / "newer.json"
    from app.resource_files import resource_file

    newer = json.loads(resource_file("example/trials/NCT99990318.json").read_text("utf-8"))
    newer["protocolSection"]["statusModule"]["overallStatus"] = "SUSPENDED"
    newer["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-05-12"
    path.write_text(json.dumps(newer), "utf-8")
    opened: list[str] = []
    page.acts.open_address = opened.append

    def update(dialog: UpdateCopiesDialog) -> bool:
        buttons = [b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the address"]
        buttons[0].click()
        assert QGuiApplication.clipboard().text().startswith("https://clinicaltrials.gov/study/")
        browsers = [b for b in dialog.findChildren(QPushButton) if "browser" in b.text()]
        browsers[0].click()
        assert nameless(dialog) == []
        return True

    def bring(dialog: SaveTrialDialog) -> bool:
        dialog.take_file(path)
        at_rest()
        assert "a newer copy of one you saved" in words(dialog)
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs += [update, bring]
    page.acts.update_copies()
    at_rest()
    at_rest()
    assert len(opened) == 1
    assert page.shown.detail.tab == "changes"
    assert "Recruiting → Suspended" in words(page.shown.detail.changes)


@pytest.fixture
def find(page: TrialsPage, qtbot: QtBot) -> FindTrialsDialog:
    dialog = FindTrialsDialog(page.theme, page.around.case.session, None)
    qtbot.addWidget(dialog)
    return dialog


def test_a_search_address_holds_chosen_words_only(find: FindTrialsDialog) -> None:
    address = find.address.toPlainText()
    assert address.startswith("https://clinicaltrials.gov/search?cond=")
    assert "aggFilters=status:rec%20not" in address
    find.country.setText("United States")
    find.ages.setCurrentIndex(1)
    find.statuses["COMPLETED"].setChecked(True)
    address = find.address.toPlainText()
    assert "country=United%20States" in address
    assert address.endswith("aggFilters=status:rec%20not%20com,ages:child")
    for box in find.statuses.values():
        box.setChecked(False)
    assert find.address.toPlainText().endswith("&aggFilters=ages:child")
    find.copy()
    assert QGuiApplication.clipboard().text() == find.address.toPlainText()
    assert nameless(find) == []


@pytest.mark.parametrize("private", ["Maya Ellison", "12 May 2026", "4471203"])
def test_names_dates_and_numbers_are_refused(find: FindTrialsDialog, private: str) -> None:
    find.disease.setText(f"leukemia {private}")
    assert find.address.toPlainText() == ""
    wanted: list[str] = []
    find.browser_wanted.connect(wanted.append)
    find.finish()
    assert wanted == []


def test_the_browser_gets_the_address_that_is_shown(find: FindTrialsDialog) -> None:
    wanted: list[str] = []
    find.browser_wanted.connect(wanted.append)
    find.choose_disease("leukemia")
    find.finish()
    assert wanted == [find.address.toPlainText()]


def test_finding_is_reached_from_the_page(page: TrialsPage, answers: Answers) -> None:
    answers.dialogs.append(lambda _: False)
    page.acts.find_trials()
    assert not answers.dialogs


def test_many_trials_are_named_up_to_a_point(
    page: TrialsPage, answers: Answers, tmp_path: Path, at_rest: Wait, session: Session
) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps([study(f"NCT9998{n:04d}") for n in range(60)]), "utf-8")

    def choose(dialog: SaveTrialDialog) -> bool:
        dialog.take_file(path)
        at_rest()
        assert "60 trials were recognised." in words(dialog)
        assert "and 52 more" in words(dialog)
        return True

    answers.dialogs.append(choose)
    page.acts.save_trial()
    at_rest()
    at_rest()
    assert len(saved(session)) == 64
    page.over_all.show_unknowns()
    page.over_all.show_dates()
    at_rest()
    assert "shown when you compare them" in words(page.over_all.dates)
