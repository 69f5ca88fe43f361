"""Files of every kind brought into the window: shown first, taken when the person says so."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.case.entities import (
    CriterionAnswer,
    Document,
    ImportReceipt,
    LabResult,
    PendingItem,
    Problem,
    SavedTrial,
)
from app.errors import CasebookError
from app.ui.bring.bring_files import BringFiles
from app.ui.bring.keep_dialog import KeepDialog
from app.ui.bring.person_dialog import PersonDialog
from app.ui.bring.receipt_dialog import ReceiptDialog
from app.ui.bring.reconcile_dialog import ReconcileDialog
from app.ui.bring.sheet_dialog import SheetDialog
from app.ui.bring.trials_dialog import TrialsDialog
from app.ui.main_window import MainWindow
from app.usecases.bring_in import bring_in
from app.usecases.make_case import new_case
from app.usecases.page_choice import PageChoice
from app.usecases.print_page import page_pdf
from app.usecases.session import Changes, Session
from tests.records.samples import bundle, lab, patient, pdf_of
from tests.trials.samples import as_bytes, study
from tests.ui.answers import Answers
from tests.ui.bring.conftest import SECONDS, Bringing, Write, condition, of_maya, two_people


def texts_on(widget: object) -> str:
    labels = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in labels)


def test_hospital_records_are_shown_then_taken_with_a_receipt(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    path = write("export.json", of_maya(lab("Ferritin", 210, "ug/L"), condition("Asthma")))
    shown: list[str] = []

    def look(dialog: ReconcileDialog) -> bool:
        shown.append(dialog.windowTitle())
        shown.append(texts_on(dialog))
        assert len(session.case.all(ImportReceipt)) == 0
        assert dialog.accept_button.text() == "Take in 2 entries"
        return True

    def read(dialog: ReceiptDialog) -> bool:
        shown.append(texts_on(dialog))
        counts = [count for _, count in dialog.numbers.counts]
        receipt = session.case.all(ImportReceipt)[0]
        assert sum(counts) == receipt.read
        return True

    answers.dialogs += [look, read]
    heard = bringing(path)
    assert shown[0] == "Bring in export.json"
    assert "FHIR bundle (collection)" in shown[1]
    assert [problem.name for problem in session.case.all(Problem)][-1] == "Asthma"
    assert heard.done == ["export.json is taken in"]
    assert session.undo_name == "bring in export.json"
    session.undo()
    assert len(session.case.all(ImportReceipt)) == 0


def test_of_somebody_else_nothing_is_taken_in_and_so_it_is_said(
    bringing: Bringing, write: Write, answers: Answers
) -> None:
    path = write("export.json", of_maya(condition("Asthma"), born="2001-02-03"))
    answers.dialogs += [lambda dialog: True, lambda dialog: True]
    assert bringing(path).done == ["Nothing of export.json is taken in. Its receipt is kept."]


def test_leaving_the_screen_takes_nothing(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    answers.dialogs.append(lambda dialog: False)
    heard = bringing(write("export.json", of_maya(lab())))
    assert heard.done == []
    assert session.undo_name is None


def test_the_same_file_again_brings_nothing_new(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    path = write("export.json", of_maya(lab("Ferritin", 210, "ug/L")))
    answers.dialogs += [lambda dialog: True, lambda dialog: True]
    bringing(path)
    count = len(session.case.all(LabResult))

    def look(dialog: ReconcileDialog) -> bool:
        assert dialog.chosen == frozenset()
        assert dialog.accept_button.text() == "Take in nothing"
        return True

    answers.dialogs += [look, lambda dialog: True]
    bringing(path)
    assert len(session.case.all(LabResult)) == count


def test_a_near_line_waits_and_is_told(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    taken: list[str] = []
    answers.dialogs += [lambda dialog: True, lambda dialog: True]
    bringing(write("one.json", of_maya(lab("Ferritin", 210, "ug/L"))))

    def read(dialog: ReceiptDialog) -> bool:
        taken.append(texts_on(dialog))
        return True

    answers.dialogs += [lambda dialog: True, read]
    bringing(write("two.json", of_maya(lab("Ferritin", 480, "ug/L"))))
    assert len(session.case.all(PendingItem)) == 1
    assert "One line waits for your decision." in taken[0]


def test_of_several_persons_one_is_asked_for(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    def choose(dialog: PersonDialog) -> bool:
        assert "Which of them is Maya?" in texts_on(dialog)
        assert dialog.person is None
        dialog.finish()
        assert dialog.result() == 0
        dialog.choose(0)
        dialog.finish()
        return True

    def look(dialog: ReconcileDialog) -> bool:
        assert [line.what for line in dialog.lines._lines] == ["WBC"]
        return False

    answers.dialogs += [choose, look]
    bringing(write("two.json", two_people()))
    answers.dialogs.append(lambda dialog: False)
    assert bringing(write("two.json", two_people())).done == []


def test_a_file_about_somebody_else_is_warned_of(
    bringing: Bringing, write: Write, answers: Answers
) -> None:
    def look(dialog: ReconcileDialog) -> bool:
        assert dialog.notice is not None
        assert "born on another day" in texts_on(dialog.notice)
        assert dialog.chosen == frozenset()
        return False

    answers.dialogs.append(look)
    bringing(write("other.json", of_maya(lab(), born="1970-01-01")))


def test_a_file_under_another_name_is_taken_only_line_by_line(
    bringing: Bringing, write: Write, answers: Answers
) -> None:
    def look(dialog: ReconcileDialog) -> bool:
        assert dialog.notice is not None
        assert "So nothing is chosen yet." in texts_on(dialog.notice)
        assert dialog.chosen == frozenset()
        return False

    answers.dialogs.append(look)
    of = {"subject": {"reference": "Patient/p9"}}
    ben = patient("p9", "Ben", "Other", birthDate=None)
    bringing(write("other.json", bundle(ben, {**lab(), **of})))


def test_trial_records_are_counted_then_taken(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    before = len(session.case.all(SavedTrial))
    paths = [
        write("one.json", as_bytes(study("NCT99991001"))),
        write("two.json", as_bytes(study("NCT99991002"))),
    ]

    def look(dialog: TrialsDialog) -> bool:
        assert dialog.lines == [("New trials", 2)]
        assert dialog.accept_button.text() == "Take in 2 records"
        assert len(session.case.all(SavedTrial)) == before
        return True

    answers.dialogs.append(look)
    heard = bringing(*paths)
    assert len(session.case.all(SavedTrial)) == before + 2
    assert heard.done == ["2 trial records taken in"]
    assert heard.pages == [("trials", None)]

    def again(dialog: TrialsDialog) -> bool:
        assert dialog.lines == [("Already here", 2)]
        assert dialog.accept_button.text() == "Done"
        return True

    answers.dialogs.append(again)
    bringing(*paths)
    assert heard.done == ["2 trial records taken in"]


def test_skipped_trial_records_say_why(bringing: Bringing, write: Write, answers: Answers) -> None:
    broken = as_bytes(study("NCT99991001")) + b"\n"
    half = broken[: len(broken) // 2]
    seen: list[str] = []

    def look(dialog: TrialsDialog) -> bool:
        seen.extend(text.toPlainText() for text in dialog.findChildren(QPlainTextEdit))
        return False

    answers.dialogs.append(look)
    answers.choices.append(1)
    bringing(write("half.json", half))
    assert seen
    assert "the file ends in the middle of it" in seen[0]


def picture(path: Path) -> Path:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


def test_documents_and_pictures_get_a_short_form(
    bringing: Bringing, write: Write, answers: Answers, session: Session, tmp_path: Path
) -> None:
    before = len(session.case.all(Document))
    paths = [write("flow_report.pdf", pdf_of("Flow cytometry", "CD7 98")), tmp_path / "IMG_1.png"]
    picture(paths[1])

    def fill(dialog: KeepDialog) -> bool:
        first = dialog.forms[0].fields
        first.field("title").editor.focus_widget.setText("Flow report")
        first.field("date").editor.focus_widget.setText("99 Nonsense 2024")
        dialog.finish()
        assert dialog.result() == 0
        first.field("date").editor.focus_widget.setText("12 May 2026")
        first.field("date").check()
        dialog.finish()
        return dialog.result() == 1

    answers.dialogs.append(fill)
    heard = bringing(*paths)
    kept = session.case.all(Document)[before:]
    assert [d.title for d in kept] == ["Flow report", "IMG 1"]
    assert kept[0].text is not None
    assert "CD7 98" in kept[0].text
    assert kept[0].date is not None
    assert heard.done == ["2 documents kept in the case"]
    assert heard.pages == [("documents", ("document", kept[0].id))]
    assert session.undo_name == "keep 2 documents"
    session.undo()
    assert len(session.case.all(Document)) == before


def test_words_about_documents_that_could_not_be_kept_come_back(
    bringing: Bringing,
    write: Write,
    answers: Answers,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write("flow_report.pdf", pdf_of("Flow cytometry", "CD7 98"))

    def title_of(dialog: KeepDialog) -> Any:
        return dialog.forms[0].fields.field("title").editor.focus_widget

    write_to, full = session.run, True

    def run(*given: Any) -> Changes:
        if full:
            raise CasebookError("The disk is full. Nothing was changed.")
        return write_to(*given)

    monkeypatch.setattr(session, "run", run)

    def fill(dialog: KeepDialog) -> bool:
        title_of(dialog).setText("Flow report of May")
        dialog.finish()
        return dialog.result() == 1

    found: list[str] = []

    def look(dialog: KeepDialog) -> bool:
        nonlocal full
        full = False
        found.append(title_of(dialog).text())
        dialog.finish()
        return dialog.result() == 1

    def empty_again(dialog: KeepDialog) -> bool:
        found.append(title_of(dialog).text())
        return False

    before = len(session.case.all(Document))
    answers.dialogs += [fill, look, empty_again]
    bringing(path)
    assert len(session.case.all(Document)) == before
    bringing(path)
    assert len(session.case.all(Document)) == before + 1
    session.undo()
    bringing(path)
    assert found[0] == "Flow report of May"
    assert found[1] != found[0]


def test_a_document_that_is_here_already_is_told(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    path = write("letter.txt", "Dear family")
    answers.dialogs.append(lambda dialog: True)
    bringing(path)
    count = len(session.case.all(Document))

    def look(dialog: KeepDialog) -> bool:
        assert "in the case already: letter" in texts_on(dialog)
        dialog.finish()
        return True

    answers.dialogs.append(look)
    bringing(path)
    assert len(session.case.all(Document)) == count

    def twice(dialog: KeepDialog) -> bool:
        dialog.forms[0].again.setChecked(True)
        return True

    answers.dialogs.append(twice)
    bringing(path)
    assert len(session.case.all(Document)) == count + 1


def test_a_whole_case_is_offered_to_be_joined_or_opened(
    bringing: Bringing, answers: Answers, session: Session, tmp_path: Path
) -> None:
    other = tmp_path / "Ben.casebook"
    new_case(other, name="Ben")
    answers.choices += [0, 1, 2]
    assert bringing(other).copies == [other]
    assert bringing(other).cases == [other]
    heard = bringing(other)
    assert (heard.copies, heard.cases) == ([other], [other])
    assert "a whole case" in answers.told[0]
    assert session.undo_name is None


def test_results_in_a_pdf_are_proposed_and_never_taken_silently(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    before = len(session.case.all(LabResult))
    report = pdf_of("Riverbend Lab", "Collected 12 May 2026", "Ferritin 210 ug/L 12 - 150")
    path = write("labs.pdf", report)
    answers.dialogs += [lambda dialog: True]

    def look(dialog: ReconcileDialog) -> bool:
        dialog.show_kind("near")
        assert dialog.chosen == frozenset()
        dialog.lines.toggle([0])
        return True

    answers.dialogs += [look, lambda dialog: True]
    heard = bringing(path)
    assert len(session.case.all(LabResult)) == before + 1
    assert heard.done == ["One document kept in the case", "labs.pdf is taken in"]
    titles = [d.title for d in session.case.all(Document)]
    assert titles.count("labs") == 1


def test_a_whole_case_as_json_is_not_brought_in(
    bringing: Bringing, write: Write, answers: Answers
) -> None:
    heard = bringing(write("case.json", '{"schema_version": "1.0", "patient": {}}'))
    assert "a whole case in one file" in answers.told[0]
    # Somebody at the window has no command line.
    assert "casebook new" not in answers.told[0]
    assert heard.done == []


def test_what_nobody_can_read_is_offered_as_a_document(
    bringing: Bringing, write: Write, answers: Answers, session: Session
) -> None:
    before = len(session.case.all(Document))
    answers.choices += [0]
    answers.dialogs.append(lambda dialog: True)
    bringing(write("scan.bin", b"\x00\x01\x02" * 50))
    assert len(session.case.all(Document)) == before + 1
    assert "Nothing was changed" in answers.told[0]
    answers.choices += [1]
    bringing(write("more.bin", b"\x00\x05\x02" * 50))
    assert len(session.case.all(Document)) == before + 1


def test_damaged_records_are_offered_as_a_document(
    bringing: Bringing, write: Write, answers: Answers
) -> None:
    content = of_maya(lab())
    answers.choices += [1]
    heard = bringing(write("half.json", '{"resourceType": "Bundle"' + content[40:90]))
    assert heard.done == []
    assert len(answers.told) == 1


def test_empty_files_missing_files_and_folders(
    bringing: Bringing, write: Write, answers: Answers, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    answers.choices += [0]
    heard = bringing(write("empty.pdf", b""), tmp_path / "gone.pdf", folder)
    assert heard.done == []
    said = "\n".join(answers.told)
    assert "no records in the folder papers" in said
    assert "gone.pdf" in said
    assert "empty.pdf is empty" in said


NUMBER = "NCT99991001"


def filled_sheet(session: Session, target: Path) -> Path:
    choice = PageChoice(what="review", trial=NUMBER)
    sheet = target.with_name("sheet.pdf")
    sheet.write_bytes(page_pdf(session, choice).pdf)
    reader = PdfReader(sheet)
    fields = reader.get_fields() or {}
    note = next(name for name in fields if name.endswith("-note"))
    values = {note: "Test again", "doctor-name": "Dr. Okoye", "doctor-call-by": "20 May 2026"}
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(target)
    return target


def test_a_review_sheet_that_came_back(
    bringing: Bringing, write: Write, answers: Answers, session: Session, tmp_path: Path
) -> None:
    bring_in(session, [write("trial.json", as_bytes(study(NUMBER)))])
    sheet = filled_sheet(session, tmp_path / "filled.pdf")
    before = len(session.case.all(CriterionAnswer))

    def look(dialog: SheetDialog) -> bool:
        said = texts_on(dialog)
        assert "Test again" in said
        assert "signed by Dr. Okoye" in said
        return True

    answers.dialogs += [look, lambda dialog: False]
    heard = bringing(sheet)
    assert len(session.case.all(CriterionAnswer)) > before
    assert heard.done[0].endswith("taken in from the review sheet")
    answers.dialogs += [lambda dialog: True, lambda dialog: False]
    bringing(sheet)
    assert heard.noted == ["Every answer on the sheet was here already"]


def test_a_case_for_reading_only_takes_nothing(
    window: MainWindow, session: Session, answers: Answers, write: Write, qtbot: QtBot
) -> None:
    with Session.open(session.path, read_only=True) as reading:
        around = window._around
        around.case.session = reading
        files = BringFiles(window, around)
        files.bring([write("letter.txt", "Dear family")])
        files.choose()
        assert not files.busy
        assert len(answers.told) == 2
        around.case.session = session


def test_files_are_asked_for(
    bringing: Bringing, write: Write, answers: Answers, session: Session, qtbot: QtBot
) -> None:
    bringing.files.bring_or_choose(None)
    assert answers.asked == ["Bring in files"]
    assert not bringing.files.busy
    answers.several = [write("letter.txt", "Dear family")]
    answers.dialogs.append(lambda dialog: False)
    with qtbot.waitSignal(bringing.files.finished, timeout=SECONDS):
        bringing.files.bring_or_choose(None)
    answers.dialogs.append(lambda dialog: False)
    with qtbot.waitSignal(bringing.files.finished, timeout=SECONDS):
        bringing.files.bring_or_choose([write("other.txt", "Dear all")])


def test_what_comes_meanwhile_waits_its_turn(
    bringing: Bringing, write: Write, answers: Answers, session: Session, qtbot: QtBot
) -> None:
    before = len(session.case.all(Document))
    answers.dialogs += [lambda dialog: True, lambda dialog: True]
    with qtbot.waitSignal(bringing.files.finished, timeout=SECONDS):
        bringing.files.bring([write("one.txt", "one")])
        assert bringing.files.busy
        bringing.files.bring([write("two.txt", "two")])
    assert len(session.case.all(Document)) == before + 2


def test_stopping_leaves_everything_as_it_was(
    bringing: Bringing, write: Write, session: Session, qtbot: QtBot
) -> None:
    path = write("export.json", of_maya(lab()))
    with qtbot.waitSignal(bringing.files.finished, timeout=SECONDS):
        bringing.files.bring([path])
        waiting = bringing.files.waited.dialog
        assert waiting is not None
        waiting.open()
        waiting.show_progress(1, 2, "export.json")
        assert waiting.bar.value() == 500
        waiting.show_progress(0, 0, "")
        waiting.close()
        assert waiting.isVisible()
    assert bringing.heard.noted == ["Stopped. Nothing was changed."]
    assert session.undo_name is None


@pytest.mark.parametrize("locked", [False, True])
def test_files_are_dropped_on_the_window(
    window: MainWindow, write: Write, answers: Answers, qtbot: QtBot, locked: bool
) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(write("letter.txt", "Dear family")))])
    taken: list[list[Path]] = []
    window.drops._bring = taken.append
    window.drops._lock = _Lock(locked)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    place = window.rect().center()
    enter = QDragEnterEvent(place, copy, dropped, left, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() is not locked
    drop = QDropEvent(QPointF(place), copy, dropped, left, keys)
    QApplication.sendEvent(window, drop)
    assert [[path.name for path in paths] for paths in taken] == (
        [] if locked else [["letter.txt"]]
    )


class _Lock:
    def __init__(self, locked: bool) -> None:
        self.locked = locked
