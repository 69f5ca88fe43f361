"""Files on their way into the case: told apart, shown, and taken in when the person says so.

Files that were dropped together are gone through one after the other: trial records at once,
hospital records and sheets file by file, what is kept as a document at once at the end.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.bring.bring_work import (
    ChoosingPerson,
    KeepingDocuments,
    KnownFile,
    Proposing,
    ReadingDocuments,
    ReadingSheet,
    ReadingTrials,
    Recognising,
    Taken,
    Taking,
    Work,
)
from app.ui.bring.waited_work import WaitedWork
from app.ui.page import Surroundings
from app.ui.start.file_place import documents_folder
from app.usecases.document_keep import ReadDocuments
from app.usecases.document_of_a_case import is_case_json
from app.usecases.receipt import Receipt
from app.usecases.session import Changes

if TYPE_CHECKING:
    from app.ui.forms.form_draft import FormDraft
    from app.usecases.read_back import SheetReadBack
    from app.usecases.reconcile_import import Proposal

Step = Callable[[], None]


class BringFiles(QObject):
    """Brings files into the open case.

    Attributes:
        waited: the long part that is being done.

    Signals:
        done(str): something was taken in that Undo takes back; a sentence.
        noted(str): a sentence for the status line.
        page_wanted(str, object): open the page where what came in is seen.
        case_wanted(object): the person wants another case opened; its path.
        copy_wanted(object): a relative's copy of this case shall be brought in; its path.
        finished(): every file was gone through.
    """

    done = Signal(str)
    noted = Signal(str)
    page_wanted = Signal(str, object)
    case_wanted = Signal(object)
    copy_wanted = Signal(object)
    finished = Signal()

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._session = around.case.session
        self._busy = False
        self._steps: deque[Step] = deque()
        self._later: list[Path] = []
        self._documents: list[Path] = []
        self._draft: FormDraft | None = None
        self.waited = WaitedWork(window, around, self)
        self.waited.stopped.connect(self._give_up)
        self._path = Path()
        self._trials: list[Path] = []
        self._proposal: Proposal | None = None

    @property
    def busy(self) -> bool:
        """Whether files are on their way."""
        return self._busy

    @Slot()
    def choose(self) -> None:
        """Ask for files, then bring them in."""
        if self._refused():
            return
        title, kinds = self.tr("Bring in files"), self.tr("All files (*)")
        paths = self._around.ask.open_files(self._window, title, documents_folder(), kinds)
        if paths:
            self.bring(paths)

    @Slot(object)
    def bring_or_choose(self, paths: list[Path] | None) -> None:
        """Bring these files in, or ask for some; what a page's `bring_wanted` says."""
        if paths:
            self.bring(paths)
        else:
            self.choose()

    def bring(self, paths: list[Path]) -> None:
        """Bring files in; what comes while others are on their way waits for them."""
        if self._busy:
            self._later += paths
            return
        if self._refused():
            return
        self._busy = True
        words = self.tr("Looking at %n files", "", len(paths))
        self._start(Recognising(self._session, paths), words, self._sort)

    # what the files are

    @Slot(object)
    def _sort(self, files: list[KnownFile]) -> None:
        of = {kind: [f for f in files if f.known and f.known.kind == kind] for kind in _KINDS}
        self._trials = [file.path for file in of["trials"]]
        if self._trials:
            self._steps.append(self._read_trials)
        self._steps.extend(partial(self._read_records, file.path) for file in of["records"])
        self._steps.extend(partial(self._read_sheet, file.path) for file in of["review_sheet"])
        self._steps.extend(partial(self._offer_case, file.path) for file in of["case"])
        self._steps.extend(partial(self._offer_unknown, file.path) for file in of["unknown"])
        for file in files:
            if file.error is not None:
                self._steps.append(partial(self._tell_unreadable, file))
        self._documents = [file.path for file in of["document"]]
        self._steps.append(self._read_documents)
        self._go_on()

    def _go_on(self) -> None:
        if self._steps:
            self._steps.popleft()()
            return
        self._busy = False
        if self._later:
            paths, self._later = self._later, []
            self.bring(paths)
        else:
            self.finished.emit()

    # trial records

    def _read_trials(self) -> None:
        work = ReadingTrials(self._session, self._trials, dry_run=True)
        self._start(work, self.tr("Reading trial records"), self._show_trials)

    @Slot(object)
    def _show_trials(self, receipts: list[Receipt]) -> None:
        from app.ui.bring.trials_dialog import TrialsDialog

        dialog = TrialsDialog(self._around.theme, receipts, self._trials, self._window)
        if self._run(dialog) and dialog.coming:
            work = ReadingTrials(self._session, self._trials, dry_run=False)
            self._start(work, self.tr("Taking in trial records"), self._told_trials)
        else:
            self._go_on()

    @Slot(object)
    def _told_trials(self, receipts: list[Receipt]) -> None:
        count = sum(receipt.new + receipt.newer for receipt in receipts)
        self.done.emit(self.tr("%n trial records taken in", "", count))
        self.page_wanted.emit("trials", None)
        self._go_on()

    # hospital records

    def _read_records(self, path: Path) -> None:
        self._path = path
        words = self.tr("Reading {file}").format(file=path.name)
        self._start(
            Proposing(self._session, path), words, self._show_proposal, self._offer_as_document
        )

    @Slot(object)
    def _show_proposal(self, proposal: "Proposal") -> None:
        if proposal.person is None and len(proposal.persons) > 1:
            self._ask_person(proposal)
            return
        from app.ui.bring.reconcile_dialog import ReconcileDialog

        self._proposal = proposal
        dialog = ReconcileDialog(self._around.theme, proposal, self._window)
        if self._run(dialog):
            words = self.tr("Taking in {file}").format(file=proposal.path.name)
            self._start(Taking(self._session, proposal, dialog.chosen), words, self._show_receipt)
        else:
            self._go_on()

    def _ask_person(self, proposal: "Proposal") -> None:
        from app.ui.bring.person_dialog import PersonDialog

        dialog = PersonDialog(
            self._around.theme,
            proposal.path.name,
            proposal.persons,
            self._around.case.name,
            self._window,
        )
        if not self._run(dialog) or dialog.person is None:
            self._go_on()
            return
        words = self.tr("Comparing with the case")
        work = ChoosingPerson(self._session, proposal, dialog.person)
        self._start(work, words, self._show_proposal)

    @Slot(object)
    def _show_receipt(self, taken: Taken) -> None:
        from app.ui.bring.receipt_dialog import ReceiptDialog

        if taken.took_nothing:
            said = self.tr("Nothing of {file} is taken in. Its receipt is kept.")
            self.done.emit(said.format(file=self._path.name))
        elif taken.changes:
            said = self.tr("{file} is taken in").format(file=self._path.name)
            self.done.emit(said)
        else:
            said = self.tr("{file}: everything in it was here already")
            self.noted.emit(said.format(file=self._path.name))
        if taken.receipt is not None:
            theme, window = self._around.theme, self._window
            self._run(ReceiptDialog(theme, taken.receipt, window, waiting=taken.waiting))
        self._go_on()

    @Slot(object)
    def _offer_as_document(self, error: CasebookError) -> None:
        self._offer(self._path, error.sentence)
        self._go_on()

    # documents

    def _read_documents(self) -> None:
        if not self._documents:
            self._go_on()
            return
        words = self.tr("Reading %n documents", "", len(self._documents))
        self._start(ReadingDocuments(self._session, self._documents), words, self._show_documents)

    @Slot(object)
    def _show_documents(self, read: ReadDocuments) -> None:
        from app.ui.bring.keep_dialog import KeepDialog

        self._documents = []
        if not read.drafts:
            self._around.ask.tell(self._window, self._title(), "\n".join(read.refused))
            self._go_on()
            return
        dialog = KeepDialog(
            self._around.theme,
            read.drafts,
            self._around.case.case,
            self._window,
            refused=read.refused,
        )
        from app.ui.forms.form_draft import FormDraft

        names = ", ".join(draft.path.name for draft in read.drafts)
        draft = FormDraft(dialog, self._around.case.saving.drafts, f"keep {names}")
        kept = self._run(dialog)
        drafts = dialog.drafts() if kept else []
        if kept:
            self._draft = draft
            paths = dialog.to_look_through()
            self._steps.extend(partial(self._read_records, path) for path in paths)
        if drafts:
            words = self.tr("Keeping %n documents", "", len(drafts))
            self._start(KeepingDocuments(self._session, drafts), words, self._told_documents)
        else:
            self._go_on()

    @Slot(object)
    def _told_documents(self, changes: Changes) -> None:
        # Not before: what could not be kept brings its words back the next time.
        if self._draft is not None:
            self._draft.forget()
        ids = changes.ids.get("document", ())
        if ids:
            self.done.emit(self.tr("%n documents kept in the case", "", len(ids)))
            self.page_wanted.emit("documents", ("document", ids[0]))
        self._go_on()

    # review sheets

    def _read_sheet(self, path: Path) -> None:
        self._path = path
        words = self.tr("Reading the review sheet")
        work = ReadingSheet(self._session, path, accept=False)
        self._start(work, words, self._show_sheet, self._offer_as_document)

    @Slot(object)
    def _show_sheet(self, sheet: "SheetReadBack") -> None:
        from app.ui.bring.sheet_dialog import SheetDialog

        dialog = SheetDialog(self._around.theme, sheet, self._path.name, self._window)
        if self._run(dialog) and sheet.differences:
            work = ReadingSheet(self._session, self._path, accept=True)
            self._start(work, self.tr("Taking in the answers"), self._told_sheet)
        else:
            self._go_on()

    @Slot(object)
    def _told_sheet(self, sheet: "SheetReadBack") -> None:
        if sheet.taken:
            self.done.emit(self.tr("%n answers taken in from the review sheet", "", sheet.taken))
        else:
            self.noted.emit(self.tr("Every answer on the sheet was here already"))
        # The signed sheet itself is a record, too.
        self._documents.append(self._path)
        self._go_on()

    # what is neither

    def _offer_case(self, path: Path) -> None:
        sentence = self.tr(
            "{file} is a whole case. Where it is a relative's copy of this one, what is new in it "
            "can be brought in; first you see what that would change. Nothing was changed yet."
        ).format(file=path.name)
        answers = (self.tr("Bring in the copy…"), self.tr("Open it"), self.tr("Not now"))
        answer = self._around.ask.choose(self._window, self._title(), sentence, answers)
        if answer == 0:
            self.copy_wanted.emit(path)
        elif answer == 1:
            self.case_wanted.emit(path)
        self._go_on()

    def _offer_unknown(self, path: Path) -> None:
        if is_case_json(path):
            sentence = self.tr(
                "{file} is a whole case in one file, not something to bring into this one. "
                "Nothing was changed. It can become a case of its own: choose Case > New case…, "
                "then “Begin from a whole case in one file…”."
            )
            self._around.ask.tell(self._window, self._title(), sentence.format(file=path.name))
        elif path.is_dir():
            sentence = self.tr(
                "Casebook found no records in the folder {file}. Nothing was changed. Its files "
                "can be brought in one by one."
            )
            self._around.ask.tell(self._window, self._title(), sentence.format(file=path.name))
        else:
            sentence = self.tr("Casebook cannot read what is in {file}. Nothing was changed.")
            self._offer(path, sentence.format(file=path.name))
        self._go_on()

    def _tell_unreadable(self, file: KnownFile) -> None:
        if file.error is not None:
            self._offer(file.path, file.error.sentence)
        self._go_on()

    def _offer(self, path: Path, sentence: str) -> None:
        """Offer to keep a file that could not be read as a document."""
        if not path.is_file():
            self._around.ask.tell(self._window, self._title(), sentence)
            return
        answers = (self.tr("Keep it as a document"), self.tr("Not now"))
        if self._around.ask.choose(self._window, self._title(), sentence, answers) == 0:
            self._documents.append(path)

    # parts

    def _title(self) -> str:
        return self.tr("Bring in files")

    def _run(self, dialog: Any) -> bool:
        accepted = self._around.ask.run(dialog)
        dialog.deleteLater()  # later than its answers are read
        return accepted

    def _refused(self) -> bool:
        why = self._session.read_only_because
        if why is not None:
            self._around.ask.tell(self._window, self._around.case.title, why)
        return why is not None

    def _start(
        self,
        work: Work[Any],
        words: str,
        then: Callable[[Any], None],
        failed: Callable[[CasebookError], None] | None = None,
    ) -> None:
        """Do work beside the window; `then` goes on with its result."""
        self.waited.start(work, words, then, failed or self._tell_error)

    @Slot(object)
    def _give_up(self, error: CasebookError) -> None:
        self._steps.clear()
        self._documents = []
        self.noted.emit(error.sentence)
        self._go_on()

    @Slot(object)
    def _tell_error(self, error: CasebookError) -> None:
        self._around.ask.tell_error(self._window, self._title(), error)
        self._go_on()


_KINDS = ("trials", "records", "document", "review_sheet", "case", "unknown")
