"""The change log: old and new in words, one step taken back, backups made and brought back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.case.entities import Allergy, Question
from app.casefile import Update
from app.settings import BACKUP_FOLDER
from app.ui.change_log.log_model import WHAT, WHO, LogModel
from app.ui.change_log.log_page import LogPage
from app.ui.change_log.log_words import size, without_repeats
from app.ui.change_log.restore_dialog import RestoreDialog
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers


def ask(session: Session, text: str) -> Question:
    question = entries.blank(Question, text=text, status="open")
    entries.save(session, question)
    return session.case.all(Question)[-1]


def change(session: Session, question: Question, text: str) -> Question:
    changed = replace(question, text=text)
    entries.save(session, changed)
    return changed


@pytest.fixture
def page(window: MainWindow) -> LogPage:
    window.open_page("log")
    found = window.pages.page
    assert isinstance(found, LogPage)
    return found


def listed(page: LogPage) -> list[str]:
    model = page.changes.model
    return [model.index(row, WHAT).data() for row in range(model.rowCount())]


def wait(page: LogPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.around.jobs.busy, timeout=20_000)


def choose(page: LogPage, words: str) -> None:
    page.changes.table.choose(listed(page).index(words))


def test_what_was_done_stands_there_newest_first(page: LogPage, window: MainWindow) -> None:
    session = window.case.session
    question = ask(session, "Why?")
    change(session, question, "Why now?")
    window.undo()
    assert listed(page) == [
        "Undone: change question Why now?",
        "Change question Why now? (taken back)",
        "Add question Why?",
        "New case from case.json",
    ]
    window.redo()
    assert listed(page)[0] == "Done again: change question Why now?"
    assert listed(page)[2] == "Change question Why now?"
    assert page.summary() == "5 steps"


def test_old_and_new_are_told_in_words(page: LogPage, window: MainWindow) -> None:
    question = ask(window.case.session, "Why?")
    change(window.case.session, question, "Why now?")
    choose(page, "Change question Why now?")
    assert "Why? → Why now?" in page.changes.detail.lines.text()
    assert page.changes.detail.heading.text() == "Change question Why now?"


def test_one_step_is_taken_back_by_itself(page: LogPage, window: MainWindow, qtbot: QtBot) -> None:
    session = window.case.session
    first = ask(session, "First?")
    ask(session, "Second?")
    choose(page, "Add question First?")
    page.changes.detail.undo.click()
    wait(page, qtbot)
    assert session.case.get(Question, first.id) is None
    assert window.undo_bar.words == "Undone: Add question First?"
    assert listed(page)[0] == "Undone: add question First?"
    assert "Add question First? (taken back)" in listed(page)
    choose(page, "Add question First? (taken back)")
    assert not page.changes.detail.undo.isVisible()
    assert page.changes.detail.state.text() == "This was taken back later."


def test_what_later_changes_stand_before_is_refused_calmly(
    page: LogPage, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    session = window.case.session
    change(session, ask(session, "Why?"), "Why now?")
    choose(page, "Add question Why?")
    page.changes.detail.undo.click()
    wait(page, qtbot)
    assert answers.told[0].startswith("This cannot be undone by itself any more")
    assert len(listed(page)) == 3


def test_the_beginning_cannot_be_undone(page: LogPage) -> None:
    choose(page, "New case from case.json")
    assert not page.changes.detail.undo.isVisible()
    assert "cannot be undone" in page.changes.detail.state.text()
    assert "The first 200 are shown" in page.changes.detail.lines.text()


def test_the_filter_finds_by_word(page: LogPage, window: MainWindow, qtbot: QtBot) -> None:
    ask(window.case.session, "Cousins?")
    ask(window.case.session, "Travel?")
    page.changes.filter.setText("cous")
    assert listed(page) == ["Add question Cousins?"]
    page.changes.filter.setText("nothing like it")
    qtbot.waitUntil(lambda: page.changes.model.ended, timeout=20_000)
    assert page.changes._empty.text() == "No change has these words."
    assert not page.changes.detail.isVisible()
    page.changes.filter.clear()
    assert len(listed(page)) == 3


def test_earlier_values_of_one_entry(page: LogPage, window: MainWindow) -> None:
    session = window.case.session
    question = change(session, ask(session, "Why?"), "Why now?")
    ask(session, "Other?")
    window.follow_link("log", ("question", question.id))
    assert listed(page) == ["Change question Why now?", "Add question Why?"]
    assert page.changes._only_words.whole_text.startswith("Only: ")
    page.changes._all.click()
    assert len(listed(page)) == 4


def test_a_long_log_is_read_bit_by_bit(session: Session, qtbot: QtBot) -> None:
    allergy = session.case.all(Allergy)[0]
    for number in range(700):
        name = "early step" if number < 100 else "late step"
        session.run(name, [Update(replace(allergy, note=str(number)))])
    model = LogModel(session)
    model.show_log()
    assert model.rowCount() == 300
    assert model.total == 701
    root = model.index(-1, -1)
    while model.canFetchMore(root):
        model.fetchMore(root)
    assert model.rowCount() == 701
    model.filter("early")
    qtbot.waitUntil(lambda: model.ended, timeout=20_000)
    assert model.index(0, WHAT).data() == "Early step"
    assert model.rowCount() == 100
    assert model.index(0, WHO).data() == "no name"
    assert model.entry(9999) is None


def test_a_backup_is_made_and_listed(page: LogPage, window: MainWindow, qtbot: QtBot) -> None:
    window.go.open_backups()
    assert page.backups._empty.isVisible()
    page._back_up.click()
    assert page._working_words.text() == "Making a backup and checking it…"
    page._back_up.click()
    assert window.status.said == "One moment, please. The last step is not finished yet."
    wait(page, qtbot)
    qtbot.waitUntil(lambda: page.backups.model.rowCount() == 1, timeout=20_000)
    assert window.status.said == "Backup made and checked"
    assert window.status.backup.words.startswith("Last backup ")
    assert not page._working.isVisible()
    assert page.summary() == "1 backup"


def test_a_second_place_gets_a_copy(
    page: LogPage, window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page.around.settings.set(BACKUP_FOLDER, stick)
    window.go.open_backups()
    page._back_up.click()
    wait(page, qtbot)
    qtbot.waitUntil(lambda: page.backups.model.rowCount() == 2, timeout=20_000)
    assert "Every backup is copied to" in page.backups._second.whole_text
    stick.rename(tmp_path / "pulled out")
    page._back_up.click()
    wait(page, qtbot)
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "is not connected" in answers.told[0]
    page.around.settings.set(BACKUP_FOLDER, None)


def test_a_backup_is_brought_back_as_one_step(
    page: LogPage, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    session = window.case.session
    session.file.back_up()
    question = ask(session, "Why?")
    window.go.open_backups()
    said: list[str] = []

    def look(dialog: RestoreDialog) -> bool:
        said.extend(dialog.said)
        return True

    answers.dialogs = [look]
    page.backups.preview.click()
    qtbot.waitUntil(lambda: bool(window.undo_bar.words), timeout=20_000)
    assert said == ["Questions: 1 is taken out again"]
    assert session.case.get(Question, question.id) is None
    assert window.undo_bar.words.endswith("was brought back")
    assert page.backups.model.rowCount() == 2, "the present state was kept first"
    window.undo()
    assert session.case.get(Question, question.id) is not None


def test_looking_changes_nothing(
    page: LogPage, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    window.case.session.file.back_up()
    window.go.open_backups()
    said: list[str] = []

    def look(dialog: RestoreDialog) -> bool:
        said.extend(dialog.said)
        assert not dialog.accept_button.isVisible()
        return False

    answers.dialogs = [look]
    page.backups.table.opened.emit(0)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["The case is just as it is in this backup. Nothing would change."]
    checked = page.backups.model.index(0, 4).data()
    assert checked == "just now"


def test_a_backup_with_another_password_asks_for_it(
    page: LogPage, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    file = window.case.session.file
    file.change_password("old")
    file.back_up()
    file.change_password("new")
    window.go.open_backups()
    seen: list[int] = []

    def look(dialog: RestoreDialog) -> bool:
        seen.append(1)
        return False

    answers.passwords = ["wrong", "old"]
    answers.dialogs = [look]
    page.backups.preview.click()
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert len(answers.asked) == 2
    answers.passwords = [None]
    page.backups.preview.click()
    qtbot.waitUntil(lambda: len(answers.asked) == 3, timeout=20_000)
    qtbot.waitUntil(lambda: not page._working.isVisible(), timeout=20_000)


def test_a_damaged_backup_is_told_calmly(
    page: LogPage, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    made = window.case.session.file.back_up()
    content = bytearray(made.read_bytes())
    content[len(content) // 2 :] = b"\0" * (len(content) - len(content) // 2)
    made.write_bytes(bytes(content))
    window.go.open_backups()
    page.backups.preview.click()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert not page._working.isVisible()


def test_a_case_for_reading_is_not_changed(
    tmp_path: Path,
    example_file: Path,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "Maya.casebook"
    path.write_bytes(example_file.read_bytes())
    with Session.open(path, read_only=True) as session:
        page = LogPage(surround(session))
        qtbot.addWidget(page)
        page.refresh()
        page._take_back(page.changes.model.entry(0))
        assert "for reading only" in answers.told[0]


def test_links_and_keys(page: LogPage, window: MainWindow) -> None:
    window.go.open_backups()
    page.find_here()
    assert page.tabs.code == "changes"
    window.go.open_backups()
    page.backups._change.click()
    assert window.header.title.accessibleName() == "Settings"


def test_what_sentences_share_is_said_once() -> None:
    assert without_repeats(["A b: x: 1 → 2", "A b: y: 3 → 4"]) == (
        "A b",
        ["x: 1 → 2", "y: 3 → 4"],
    )
    assert without_repeats(["Added: a", "Deleted: b"]) == ("", ["Added: a", "Deleted: b"])
    assert without_repeats(["one"]) == ("", ["one"])


def test_sizes_are_said_in_words() -> None:
    assert [size(n) for n in (10, 340_000, 1_234_567)] == ["1 KB", "340 KB", "1.2 MB"]
