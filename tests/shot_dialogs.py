"""Every dialog as somebody would see it, for `tests.shots`: what makes it, with words in it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.case.entities import (
    Appointment,
    Document,
    ImportReceipt,
    LabResult,
    Question,
    SavedTrial,
)
from app.case.partial_date import PartialDate
from app.casefile import CaseFile, Delete, Insert, Update, new_id
from app.records.found import Person
from app.report.review.differences import Difference
from app.ui.page import Surroundings
from app.usecases.read_back import SheetReadBack
from app.usecases.receipt import Receipt
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import lab
from tests.ui.bring.conftest import of_maya

Maker = Callable[[], QWidget]
TODAY = PartialDate(2026, 5, 12)
_WORDS = "Not yet. Nurse Priya will call the company on Friday."
_REPORT = "Northgate\nHGB 7.6 L\nPlatelets  19 L 150-400\nANC 0.7"


def dialogs(around: Surroundings, folder: Path) -> dict[str, Maker]:
    """Return what makes each dialog of an open case; the forms of entries are made elsewhere."""
    return {
        **_of_the_frame(around, folder),
        **_of_pages(around),
        **_of_trials(around),
        **_of_access(around),
        **_of_bringing(around, folder),
        **_of_few_words(around),
    }


def _of_the_frame(around: Surroundings, folder: Path) -> dict[str, Maker]:
    from app.ui.change_log.restore_dialog import RestoreDialog
    from app.ui.lock.password_dialog import PasswordDialog
    from app.ui.share.share_copy_dialog import ShareCopyDialog
    from app.ui.taking_out.take_out_dialog import TakeOutDialog
    from app.ui.unsaved_dialog import UnsavedDialog
    from app.usecases.backups import back_up, kept_backups, would_change

    theme, session = around.theme, around.case.session

    def restore() -> QWidget:
        back_up(session)
        kept = kept_backups(session)[-1].backup
        return RestoreDialog(theme, None, kept, would_change(session, kept.path))

    return {
        "password": lambda: PasswordDialog(theme, None, protected=False),
        "password-change": lambda: PasswordDialog(theme, None, protected=True),
        "share-copy": lambda: ShareCopyDialog(theme, around.ask, None, folder, "Maya"),
        "take-out": lambda: TakeOutDialog(theme, None),
        "unsaved": lambda: UnsavedDialog(around, None, _WORDS, "The disk is full.", lambda: False),
        "restore": restore,
    }


def _of_pages(around: Surroundings) -> dict[str, Maker]:
    from app.ui.labs.lab_report_dialog import LabReportDialog
    from app.ui.medicines.stop_dialog import StopDialog
    from app.ui.patient.home_dialog import HomeDialog
    from app.ui.visits.ask_again import AskAgainDialog
    from app.ui.visits.note_dialog import NoteDialog

    theme, case = around.theme, around.case.case
    visits = case.all(Appointment)
    ahead = visits[-3:]
    return {
        "home": lambda: HomeDialog(theme, None, case.patient),
        "lab-report": lambda: LabReportDialog(around, None),
        "stop-medicine": lambda: StopDialog(theme, None, "Dexamethasone", TODAY),
        "ask-again": lambda: AskAgainDialog(theme, None, _WORDS, ahead),
        "visit-note": lambda: NoteDialog(around, visits[0].id, None),
    }


def _of_trials(around: Surroundings) -> dict[str, Maker]:
    from app.ui.trials.find_trials_dialog import FindTrialsDialog
    from app.ui.trials.line_dialog import LineDialog
    from app.ui.trials.save_trial_dialog import SaveTrialDialog
    from app.ui.trials.trial_picker import TrialPicker
    from app.ui.trials.update_copies_dialog import UpdateCopiesDialog
    from app.usecases.find_trial import trial_name
    from app.usecases.trial_page_lines import lines_shown
    from app.usecases.update_copies import our_copies

    theme, session = around.theme, around.case.session
    trials = session.case.all(SavedTrial)
    names = [(row.id, trial_name(row)) for row in trials]

    def line() -> QWidget:
        check = around.case.trial_checks.check(trials[0].id)
        return LineDialog(theme, None, lines_shown(session, check)[0], "Jo", TODAY)

    return {
        "find-trials": lambda: FindTrialsDialog(theme, session, None),
        "save-trial": lambda: SaveTrialDialog(around, None),
        "update-copies": lambda: UpdateCopiesDialog(theme, our_copies(session), None),
        "trial-line": line,
        "trial-picker": lambda: TrialPicker(theme, None, names, [names[0][0]]),
    }


def _of_access(around: Surroundings) -> dict[str, Maker]:
    from app.ui.access.step_dialogs import (
        AddStepDialog,
        CallDialog,
        StartRouteDialog,
        WaitDialog,
    )
    from app.usecases.access_view import routes_here

    theme, step, who = around.theme, "The company agrees to supply it", "Doctor, company"
    here = routes_here(around.case.session)
    return {
        "access-wait": lambda: WaitDialog(theme, None, step, who, TODAY),
        "access-call": lambda: CallDialog(theme, None, step, who, TODAY),
        "access-add-step": lambda: AddStepDialog(theme, None),
        "access-start": lambda: StartRouteDialog(theme, None, here.routes, here.note or ""),
    }


def _of_bringing(around: Surroundings, folder: Path) -> dict[str, Maker]:
    from app.ui.bring.keep_dialog import KeepDialog
    from app.ui.bring.pending_dialog import PendingDialog
    from app.ui.bring.person_dialog import PersonDialog
    from app.ui.bring.receipt_dialog import ReceiptDialog
    from app.ui.bring.reconcile_dialog import ReconcileDialog
    from app.ui.bring.sheet_dialog import SheetDialog
    from app.ui.bring.trials_dialog import TrialsDialog
    from app.ui.bring.waiting_dialog import WaitingDialog
    from app.ui.merge.merge_dialog import MergeDialog
    from app.usecases.document_keep import read_documents
    from app.usecases.merge_copies import look_at_copy
    from tests.records.samples import pdf_of
    from tests.ui.bring.test_reconcile_dialog import proposal_of

    theme, session = around.theme, around.case.session
    report = folder / "marrow_report.pdf"
    report.write_bytes(pdf_of("Collected 12 May 2026", "Ferritin 210 ug/L"))
    drafts = read_documents(session, [report]).drafts
    persons = [Person("p1", ("Maya Ellison",)), Person("p2", ("Ben Other",))]
    skipped = ("entry[1]: The test was not finished.", "entry[7]: Another person's result.")
    receipt = ImportReceipt(
        id="r", file_name="a.json", read=12, new=7, same=3, skipped=2, skipped_reasons=skipped
    )
    found = [Receipt("hospital.json", "trial records", read=5, new=3, same=2)]
    refused = ["b.pdf is empty."]
    return {
        "bring-keep": lambda: KeepDialog(theme, drafts, session.case, None, refused=refused),
        "bring-pending": lambda: PendingDialog(around, None),
        "bring-person": lambda: PersonDialog(theme, "hospital.json", persons, "Maya", None),
        "bring-receipt": lambda: ReceiptDialog(theme, receipt, None, waiting=2),
        "bring-reconcile": lambda: ReconcileDialog(theme, proposal_of(20), None),
        "bring-sheet": lambda: SheetDialog(theme, sheet_that_came_back(), "sheet.pdf", None),
        "bring-trials": lambda: TrialsDialog(theme, found, [Path("hospital.json")], None),
        "bring-waiting": lambda: WaitingDialog(theme, None, "Reading hospital.json"),
        "merge": lambda: MergeDialog(theme, session, look_at_copy(session, folder / "d"), None),
    }


def _of_few_words(around: Surroundings) -> dict[str, Maker]:
    from app.ui.help.help_dialog import HelpDialog
    from app.ui.question_dialog import PasswordQuestion, QuestionDialog

    there = "There is a file of this name already."
    answers = ("Keep the file that is there", "Replace it", "Go back")
    said = "The USB stick is full. Your changes are safe here. Choose another place."
    places = "\n".join(f"/media/stick/Ben & Jo/report {number}.pdf" for number in range(1, 4))
    asked = "Ben & Jo.casebook is protected by a password."
    return {
        "help": lambda: HelpDialog(around.theme, None),
        "question": lambda: QuestionDialog(None, "Casebook", there, "", answers),
        "told": lambda: QuestionDialog(None, "Casebook", said, places, ("OK",)),
        "password-asked": lambda: PasswordQuestion(None, "Open a case", asked),
    }


def sheet_that_came_back() -> SheetReadBack:
    """Return a review sheet with two answers and a doctor's words."""
    asked = "Karnofsky performance status of at least 60 (Lansky for patients under 16 years)"
    by, on = "Dr. Okoye", TODAY
    return SheetReadBack(
        case="Maya Ellison",
        trial="NCT99990107",
        made=TODAY,
        differences=(
            Difference("inclusion 9", "answer", "", "met", asked, by, on),
            Difference("inclusion 9", "note", "", "Seen in clinic, 80", asked, by, on),
            Difference("doctor", "later", "", "After the marrow test", "", by, on),
        ),
        notes=("The trial's record is newer than this sheet.",),
    )


def make_lines_wait(session: Session, folder: Path) -> None:
    """Bring in two files that differ, so that lines wait for a decision."""
    ours = [lab("Ferritin", 210, "ug/L"), lab("Zinc", 70, "ug/dL")]
    theirs = [lab("Ferritin", 480, "ug/L"), lab("Zinc", 90, "ug/dL")]
    for name, results in (("one.json", ours), ("two.json", theirs)):
        file = folder / name
        file.write_text(of_maya(*results))
        proposal = propose(session, file)
        take(session, proposal, proposal.certain)


def make_copy_of_dan(session: Session, folder: Path) -> None:
    """Make a copy of a case in which three things are other than here, and some are new."""
    shutil.move(session.file.back_up(folder / "given"), folder / "d")
    case = session.case
    question, visit = case.all(Question)[0], case.all(Appointment)[-1]
    platelets = next(row for row in case.all(LabResult) if row.code == "plt")
    with CaseFile.open(folder / "d", author="Dan (father)", backup_on_close=False) as theirs:
        theirs.run("edit", [Update(replace(platelets, value=Decimal(91)))])
        theirs.run("delete", [Delete("question", question.id)])
        theirs.run("edit", [Update(replace(visit, time="09:30"))])
        theirs.run("add", [Insert(Question(id=new_id(), text="Who is on call?"))])
    document = case.all(Document)[0]
    mine = replace(platelets, value=Decimal(19), source_document_id=document.id)
    session.run("edit", [Update(replace(document, text=_REPORT)), Update(mine)])
    session.run("edit", [Update(replace(question, text="Should Theo donate again?"))])
    session.run("edit", [Update(replace(visit, time="09:00"))])


@contextmanager
def undone_afterwards(session: Session, folder: Path) -> Iterator[None]:
    """Have a copy of Dan's beside a case and lines that wait; afterwards it is as it was."""
    make_copy_of_dan(session, folder)
    make_lines_wait(session, folder)
    yield
    for _ in range(5):
        session.undo()
