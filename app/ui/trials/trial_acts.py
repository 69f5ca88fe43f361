"""What a person does on the page Trials: dialogs, and the use cases they lead to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.case.entities import SavedTrial
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.settings import AUTHOR
from app.ui.drafts import Unsaved
from app.ui.forms.form_draft import FormDraft
from app.ui.jobs import Progress
from app.ui.page import Page, tell_unsaved
from app.ui.start.file_place import documents_folder
from app.ui.trials.find_trials_dialog import FindTrialsDialog, open_in_browser
from app.ui.trials.line_dialog import LineDialog
from app.ui.trials.save_trial_dialog import SaveTrialDialog
from app.ui.trials.trial_picker import TrialPicker
from app.ui.trials.update_copies_dialog import UpdateCopiesDialog
from app.usecases import answer_criterion, trial_page_lines, trial_stage
from app.usecases.bring_in import BroughtIn
from app.usecases.check_trials import TrialCheck
from app.usecases.find_trial import trial_name
from app.usecases.output_files import write_whole
from app.usecases.page_choice import PageChoice
from app.usecases.receipt import Receipt
from app.usecases.session import Session
from app.usecases.trial_page_lines import LineShown
from app.usecases.trial_page_save import save_files, save_text
from app.usecases.update_copies import our_copies

if TYPE_CHECKING:
    from app.usecases.print_page import PrintedPage


class TrialActs(QObject):
    """Asks, does, and says what was done.

    Attributes:
        open_address: what hands an address to the system's browser.

    Signals:
        saved(object): trials were saved: the numbers, with those that came anew or newer first.
        compare_chosen(object): ids of trials to stand side by side.
    """

    saved = Signal(object)
    compare_chosen = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._around = page.around
        self._numbers: tuple[str, ...] = ()
        self.open_address: Callable[[str], object] = open_in_browser

    @property
    def _session(self) -> Session:
        return self._around.case.session

    # saving and looking for trials

    @Slot()
    def save_trial(self, below: str = "") -> None:
        """Ask for a trial and save what was recognised."""
        if not self._page.writable():
            return
        dialog = SaveTrialDialog(self._around, self._page, below=below)
        draft = FormDraft(dialog, self._around.case.saving.drafts, "trial to save")
        if not self._around.ask.run(dialog) or dialog.found is None:
            return
        found = dialog.found
        self._numbers = tuple(t.number for t in found.trials if t.adds) or (found.number,)
        if dialog.path is not None:
            draft.forget()
            self._save_file(dialog.path)
            return
        text = dialog.text
        receipt = self._page.attempt(lambda: save_text(self._session, text))
        if receipt is not None:
            draft.forget()
            self._tell_saved((receipt,))

    def _save_file(self, path: Path) -> None:
        work = _saving(self._session, path)
        self._page.noted.emit(self.tr("{file} is being read…").format(file=path.name))
        self._around.jobs.start(work, name="save trials", done=self._saved, failed=self._fail)

    @Slot(object)
    def _saved(self, came: BroughtIn) -> None:
        self._tell_saved(came.receipts)

    def _tell_saved(self, receipts: tuple[Receipt, ...]) -> None:
        new = sum(receipt.new for receipt in receipts)
        newer = sum(receipt.newer for receipt in receipts)
        self._page.noted.emit("")
        if new + newer:
            said = self.tr("Trials saved: {new} new, {newer} newer copies")
            self._page.done.emit(said.format(new=new, newer=newer))
        self.saved.emit(self._numbers)

    @Slot(object)
    def _fail(self, error: CasebookError) -> None:
        self._around.ask.tell_error(self._page, self._around.case.title, error)

    @Slot()
    def find_trials(self) -> None:
        """Make a search address; the browser opens only when it is asked for."""
        dialog = FindTrialsDialog(self._around.theme, self._session, self._page)
        dialog.browser_wanted.connect(self.browse)
        FormDraft(dialog, self._around.case.saving.drafts, "search for trials")
        self._around.ask.run(dialog)

    @Slot()
    def update_copies(self) -> None:
        """Say how old our copies are, then take a newer file."""
        dialog = UpdateCopiesDialog(self._around.theme, our_copies(self._session), self._page)
        dialog.browser_wanted.connect(self.browse)
        if self._around.ask.run(dialog):
            self.save_trial(self.tr("Choose the newer file, or drop it here."))

    @Slot(str)
    def browse(self, address: str) -> None:
        """Hand an address that was shown to the system's browser."""
        self.open_address(address)

    def show_web_page(self, saved: SavedTrial) -> None:
        """Show the address of a trial's own page, and open or copy it where that is wanted."""
        copies = our_copies(self._session)
        address = next((c.address for c in copies if c.trial_id == saved.id), None)
        if not address:
            said = self.tr(
                "This trial has no number of a register that Casebook knows. With “Edit our "
                "entry…” a number can be added."
            )
            self._around.ask.tell(self._page, trial_name(saved), said)
            return
        answers = (self.tr("Open in the browser"), self.tr("Copy"), self.tr("Cancel"))
        chosen = self._around.ask.choose(self._page, trial_name(saved), address, answers)
        if chosen == 0:
            self.browse(address)
        elif chosen == 1:
            self.copy(address)

    def copy(self, words: str) -> None:
        """Copy words, and say so."""
        QGuiApplication.clipboard().setText(words)
        self._page.noted.emit(self.tr("Copied: {what}").format(what=words))

    # one line

    def open_line(self, check: TrialCheck, line: LineShown) -> None:
        """Show a line by itself, and take an answer to it."""
        who = self._around.settings.get(AUTHOR)
        dialog = LineDialog(self._around.theme, self._page, line, who, self._around.case.today)
        place = f"{check.kept.saved.id} {line.section} {line.number}"
        draft = FormDraft(dialog, self._around.case.saving.drafts, f"line {place}")
        while self._around.ask.run(dialog):
            # When the answer cannot be kept, it comes again with everything that was typed.
            if not self._page.writable():
                return
            if self._line_done(check, line, dialog):
                if dialog.act == "answer":
                    draft.forget()
                return

    def _line_done(self, check: TrialCheck, line: LineShown, dialog: LineDialog) -> bool:
        session, trial = self._session, check.kept.saved.id
        if dialog.act == "ask":
            return self.ask_about(check, line)
        acts: dict[str, tuple[Callable[[], Any], str]] = {
            "answer": (
                lambda: answer_criterion.answer_criterion(session, trial, dialog.given),
                self.tr("Answer saved"),
            ),
            "again": (
                lambda: answer_criterion.keep_answer(
                    session, line.answer_id, dialog.who.text() or self._said_by(line)
                ),
                self.tr("The answer still holds"),
            ),
            "remove": (
                lambda: answer_criterion.remove_answer(session, line.answer_id),
                self.tr("Answer removed"),
            ),
        }
        act, said = acts[dialog.act]
        return self._do(act, said)

    def _said_by(self, line: LineShown) -> str:
        row = answer_criterion.earlier_answers(self._session, line.answer_id)
        return next((each.answered_by or "" for each in row), "")

    def ask_about(self, check: TrialCheck, line: LineShown) -> bool:
        """Put a question about a line onto the list."""
        session, where = self._session, (line.section, line.number)
        return self._do(
            lambda: trial_page_lines.ask_about(session, check, *where),
            self.tr("Question added to the list"),
        )

    def ask_words(self, words: str) -> bool:
        """Put a question in these words onto the list."""
        session = self._session
        return self._do(
            lambda: trial_page_lines.ask_words(session, words),
            self.tr("Question added to the list"),
        )

    # the family's own work

    def move(self, trial: str, places: int) -> bool:
        """Move a trial in the family's order."""
        session = self._session
        return self._do(lambda: trial_stage.move(session, trial, places), self.tr("Trial moved"))

    def set_stage(self, trial: str, code: str, because: str) -> bool:
        """Note where the family stands."""
        session = self._session
        return self._do(
            lambda: trial_stage.set_stage(session, trial, code, because), self.tr("Stage noted")
        )

    def set_reason(self, trial: str, code: str, because: str) -> bool:
        """Keep the reason for a stage, as it is typed."""
        save = partial(trial_stage.set_stage, self._session, trial, code, because)
        words = Unsaved(self._named(self.tr("Because, of {trial}"), trial), because, save)
        return self._save((trial, "because"), words, self.tr("Stage noted"))

    def set_notes(self, trial: str, notes: str) -> bool:
        """Keep the family's notes, as they are typed."""
        save = partial(trial_stage.set_notes, self._session, trial, notes)
        words = Unsaved(self._named(self.tr("Our notes on {trial}"), trial), notes, save)
        return self._save((trial, "notes"), words, self.tr("Notes saved"))

    def _named(self, words: str, trial: str) -> str:
        saved = self._around.case.case.get(SavedTrial, trial)
        return words.format(trial="" if saved is None else trial_name(saved))

    def log_contact(self, trial: str, day: PartialDate | None, whom: str, said: str) -> bool:
        """Note a call or message."""
        session = self._session
        return self._do(
            lambda: trial_stage.log_contact(session, trial, said, with_whom=whom, on=day),
            self.tr("Contact noted"),
        )

    def remove_contact(self, contact: str) -> bool:
        """Remove a noted call or message."""
        session = self._session
        return self._do(
            lambda: trial_stage.remove_contact(session, contact), self.tr("Contact removed")
        )

    # beside each other, and on paper

    def pick_to_compare(self, chosen: tuple[str, ...]) -> None:
        """Ask which trials to compare."""
        rows = [(row.id, trial_name(row)) for row in self._around.case.case.all(SavedTrial)]
        dialog = TrialPicker(self._around.theme, self._page, rows, chosen)
        if self._around.ask.run(dialog):
            self.compare_chosen.emit(dialog.chosen)

    def save_review(self, trial: str) -> None:
        """Make the review sheet of a trial beside the window, then ask where to keep it."""
        choice = PageChoice(what="review", trial=trial)
        work = _printing(self._session, choice)
        self._page.noted.emit(self.tr("The review sheet is being made…"))
        self._around.jobs.start(work, name="review sheet", done=self._keep, failed=self._fail)

    @Slot(object)
    def _keep(self, printed: "PrintedPage") -> None:
        title = self.tr("Save the review sheet as PDF")
        suggested = documents_folder() / printed.name
        path = self._around.ask.save_file(self._page, title, suggested, "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_whole(path, printed.pdf)
        except CasebookError as error:
            self._fail(error)
        else:
            self._page.noted.emit(self.tr("Saved: {name}").format(name=path.name))

    def _save(self, place: tuple[str, str], words: Unsaved, said: str) -> bool:
        """Save what saves itself; where that fails the words wait with what they are about."""
        if not self._around.case.saving.attempt(place, words, self._tell_unsaved):
            return False
        self._page.done.emit(said)
        return True

    def _tell_unsaved(self, error: CasebookError) -> None:
        tell_unsaved(self._around, self._page, error)

    def _do(self, act: Callable[[], Any], said: str) -> bool:
        """Do something that Undo takes back, and say so; where it was impossible say why."""
        if not self._page.writable():
            return False
        changes = self._page.attempt(act)
        if changes:
            self._page.done.emit(said)
        return changes is not None


def _saving(session: Session, path: Path) -> Callable[[Progress], BroughtIn]:
    def work(_progress: Progress) -> BroughtIn:
        return save_files(session, [path])

    return work


def _printing(session: Session, choice: PageChoice) -> "Callable[[Progress], PrintedPage]":
    def work(_progress: Progress) -> "PrintedPage":
        # What draws pages is loaded only when one is drawn.
        from app.usecases.print_page import page_pdf

        return page_pdf(session, choice)

    return work
