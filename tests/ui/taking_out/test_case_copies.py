"""Save a copy, Take everything out: whole files in the chosen place, and calm words else."""

import json
import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.case.entities import Question
from app.ui.main_window import MainWindow
from app.ui.taking_out.take_out_dialog import TakeOutDialog
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers


def choose(window: MainWindow, answers: Answers, form: str, place: Path | None) -> None:
    def pick(dialog: TakeOutDialog) -> bool:
        dialog.buttons[form].setChecked(True)
        return True

    answers.dialogs = [pick]
    answers.files = [place]
    window.case_acts.copies.take_out()


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._around.jobs.busy, timeout=20_000)


def test_a_copy_is_a_case_of_its_own(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    session = window.case.session
    entries.save(session, entries.blank(Question, text="Why?", status="open"))
    answers.files = [tmp_path / "copies of Maya"]
    window.case_acts.copies.save_a_copy()
    wait(window, qtbot)
    copy = tmp_path / "copies of Maya.casebook"
    assert window.status.said.startswith("Saved: ")
    with Session.open(copy) as opened:
        assert opened.undo_name == "add question Why?"
    assert not list(tmp_path.glob(".casebook-*"))


def test_no_case_is_written_over(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.files = [window.case.session.path]
    window.case_acts.copies.save_a_copy()
    wait(window, qtbot)
    assert "A case file has this name already" in answers.told[0]


def test_a_place_that_is_gone_is_told_calmly(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.files = [tmp_path / "nowhere" / "copy.casebook"]
    window.case_acts.copies.save_a_copy()
    wait(window, qtbot)
    assert "Your case is safe" in answers.told[0]


@pytest.mark.parametrize(
    ("form", "ending"), [("json", ".json"), ("csv", ".zip"), ("ics", ".ics"), ("fhir", ".json")]
)
def test_everything_comes_out_in_every_form(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot, form: str, ending: str
) -> None:
    choose(window, answers, form, tmp_path / "out")
    wait(window, qtbot)
    made = tmp_path / f"out{ending}"
    if ending == ".json":
        assert json.loads(made.read_bytes())
    elif ending == ".zip":
        assert zipfile.is_zipfile(made)
    else:
        assert made.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_documents_come_out_in_a_folder(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.folder = lambda *_given: tmp_path  # type: ignore[method-assign]
    (tmp_path / "Maya documents").mkdir()
    choose(window, answers, "folder", None)
    wait(window, qtbot)
    assert (tmp_path / "Maya documents 2" / "index.html").exists()


def test_going_back_writes_nothing(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    answers.files = [None]
    window.case_acts.copies.save_a_copy()
    choose(window, answers, "json", None)
    answers.dialogs = [lambda _dialog: False]
    window.case_acts.copies.take_out()
    answers.folder = lambda *_given: None  # type: ignore[method-assign]
    choose(window, answers, "folder", None)
    assert sorted(tmp_path.iterdir()) == before
