"""The trial that is shown: what its tabs need, made when they are looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from app.case.entities import SavedTrial
from app.errors import CasebookError
from app.trials.record import TrialRecord
from app.trials.words import status_words
from app.ui.drafts import drafts_of
from app.ui.page import Page
from app.ui.trials.loading import Loading
from app.ui.trials.trial_acts import TrialActs
from app.ui.trials.trial_detail import TrialDetail
from app.ui.trials.trial_menu import TrialMenu
from app.usecases.check_trials import TrialCheck
from app.usecases.find_trial import trial_name
from app.usecases.session import Session
from app.usecases.trial_page_changes import VersionStep, mark_seen, version_steps
from app.usecases.trial_page_checks import TrialChecks, TrialSummary
from app.usecases.trial_page_compare import AboutTrial, about_trial
from app.usecases.trial_page_lines import LineShown, lines_shown
from app.usecases.trial_places import PlacesOfTrial, places_from
from app.usecases.trial_stage import trial_work


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked trial with its lines for the screen."""

    check: TrialCheck
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """What changed in a trial, and of which day our copy is."""

    trial: str
    steps: tuple[VersionStep, ...]
    copy_words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a trial runs, with its record for the contacts of the whole study."""

    places: PlacesOfTrial
    record: TrialRecord | None


class TrialShown(QObject):
    """Fills the detail of the page.

    Attributes:
        trial: the id of the shown trial, "" for none.
        check: its check, None until it was made.
        detail: the widget.

    Signals:
        trial_wanted(str): another trial.
        record_wanted(str, str): an entry of the record: table and id.
        question_wanted(str): a question by its id.
        home_wanted(): the home place is to be noted.
    """

    trial_wanted = Signal(str)
    record_wanted = Signal(str, str)
    question_wanted = Signal(str)
    home_wanted = Signal()

    def __init__(self, page: Page, acts: TrialActs, checks: TrialChecks, menu: TrialMenu) -> None:
        super().__init__(page)
        self.trial = ""
        self.check: TrialCheck | None = None
        self._page = page
        self._case = page.around.case
        self._acts = acts
        self._checks = checks
        self._menu = menu
        self._filled: dict[str, tuple[str, object]] = {}
        self._loading = Loading(page.around.jobs)
        self.detail = TrialDetail(page.theme, menu)
        self.detail.notes.keep_drafts(drafts_of(self._session))
        self._connect()

    # showing

    def clear(self) -> None:
        """Show no trial."""
        self.detail.notes.keep_typed()
        self.trial, self.check = "", None
        self._filled.clear()

    def show_trial(self, trial: str, summary: TrialSummary | None) -> None:
        """Show a trial, or what is new in the one that is shown."""
        saved = self._case.case.get(SavedTrial, trial)
        if saved is None:
            return
        if trial != self.trial:
            self.detail.notes.keep_typed()
            saved = self._case.case.get(SavedTrial, trial) or saved
            self.trial, self.check = trial, None
            self._filled.clear()
            self.detail.check.show_nothing(self.tr("Being checked against the record…"))
        self.show_head(summary)
        self.fill_tab(self.detail.tab)

    def show_head(self, summary: TrialSummary | None) -> None:
        """Show the title and the status line."""
        saved = self._case.case.get(SavedTrial, self.trial)
        if summary is None or saved is None:
            return
        work = trial_work(self._session, self.trial)
        read = self._checks.is_read(self.trial)
        versions = len(self._checks.kept(self.trial).kept) if read else 0
        notes = len(work.contacts) + bool(saved.notes)
        self.detail.show_head(summary, trial_name(saved), max(versions - 1, 0), notes)

    @Slot(str)
    def fill_tab(self, code: str) -> None:
        """Have what a tab shows made, unless it is what is shown already."""
        stamp = (self.trial, self._case.state)
        if not self.trial or self._filled.get(code) == stamp:
            return
        first = self._filled.get(code, ("", None))[0] != self.trial
        self._filled[code] = stamp
        session, checks, trial = self._session, self._checks, self.trial
        if code == "check":
            self._loading.start("check", lambda: _checked(session, checks, trial))
        elif code == "places":
            self._loading.start("places", lambda: _placed(checks, trial))
        elif code == "notes":
            self._show_notes()
        elif code == "about":
            if first:
                self.detail.about.say_coming()
            self._loading.start("about", lambda: about_trial(session, checks, trial))
        else:
            if first:
                self.detail.changes.say_coming()
            self._loading.start("changes", lambda: _steps(session, checks, trial))

    def show_what_changed(self) -> None:
        """Show the tab with the changes, where there is more than one version."""
        if self.trial and len(self._checks.kept(self.trial).kept) > 1:
            self.detail.choose_tab("changes")
            self.fill_tab("changes")

    @Slot(str, object)
    def _show_made(self, _kind: str, made: object) -> None:
        if isinstance(made, Checked):
            self._show_check(made)
        elif isinstance(made, Placed):
            self.detail.places.show_places(made.places, made.record)
        elif isinstance(made, AboutTrial):
            self.detail.about.show_about(made)
        elif isinstance(made, Steps):
            self._show_steps(made)

    def _show_check(self, made: Checked) -> None:
        self.check = made.check
        view = self.detail.check
        view.name_person(self._case.name)
        if made.lines:
            view.show_lines(made.lines, self._checked_words(made.check))
        elif made.check.kept.shown is None:
            view.show_nothing(
                self.tr(
                    "No registry record of this trial is saved yet, so there is nothing to check. "
                    "Paste its page or choose its file with “Save a trial”."
                )
            )
        else:
            view.show_nothing(self.tr("The saved record has no criteria text. No criteria kept."))

    def _checked_words(self, check: TrialCheck) -> str:
        shown = check.kept.shown
        today = self._case.today.words()
        if shown is None or shown.as_of is None:
            said = self.tr("Checked {day}. Only the trial team can decide.")
            return said.format(day=today)
        said = self.tr("Checked {day}, record of {record}. Only the trial team can decide.")
        return said.format(day=today, record=shown.as_of.words())

    def _show_steps(self, made: Steps) -> None:
        self.detail.changes.show_steps(made.steps, made.copy_words)
        if made.steps and self._session.read_only_because is None:
            # Nothing to say about it: looking is no act that anybody would look for in Undo.
            self._page.attempt(lambda: mark_seen(self._session, made.trial))

    def _show_notes(self) -> None:
        work = trial_work(self._session, self.trial)
        notes = self.detail.notes
        why = self._session.read_only_because
        notes.set_writable(why is None, why or "")
        notes.show_work(work, self._case.today)

    @Slot(str, object)
    def _say_failed(self, _kind: str, error: CasebookError) -> None:
        self.detail.check.show_nothing(error.sentence)

    # acting

    def menu_acts(self) -> dict[str, Callable[[], None]]:
        """Return what the menu does about this trial and its chosen line."""
        return {
            "answer": self.open_chosen_line,
            "ask": self.ask_about_chosen,
            "record": self.open_chosen_record,
            "page": self.open_web_page,
            "copy": self.copy_number,
        }

    @Slot()
    def open_chosen_line(self) -> None:
        """Open the chosen line."""
        line = self.detail.check.list.line
        if line is not None:
            self._open_line(line.key)

    @Slot()
    def ask_about_chosen(self) -> None:
        """Put a question about the chosen line onto the list."""
        line = self.detail.check.list.line
        if line is not None and line.can_ask:
            self.detail.check.list.do(line, "list" if line.question_id else "ask")

    @Slot()
    def open_chosen_record(self) -> None:
        """Open the record of the chosen line."""
        line = self.detail.check.list.line
        if line is not None and line.records:
            self.detail.check.list.do(line, "record 0")

    @Slot()
    def open_web_page(self) -> None:
        """Show the address of the trial's own page."""
        saved = self._case.case.get(SavedTrial, self.trial)
        if saved is not None:
            self._acts.show_web_page(saved)

    @Slot()
    def copy_number(self) -> None:
        """Copy the number of the trial."""
        saved = self._case.case.get(SavedTrial, self.trial)
        if saved is not None and saved.nct_id:
            self._acts.copy(saved.nct_id)

    @Slot()
    def save_review(self) -> None:
        """Make the review sheet."""
        if self.trial:
            self._acts.save_review(self.trial)

    @Slot(str)
    def _open_line(self, key: str) -> None:
        line = self.detail.check.line(key)
        if line is not None and self.check is not None:
            self._acts.open_line(self.check, line)

    @Slot(str)
    def _ask_about(self, key: str) -> None:
        line = self.detail.check.line(key)
        if line is not None and self.check is not None:
            self._acts.ask_about(self.check, line)

    @Slot(str, object)
    def _open_line_menu(self, _key: str, where: QPoint) -> None:
        self._menu.popup(where)

    @Slot(str, str)
    def _set_stage(self, code: str, because: str) -> None:
        if not self._acts.set_stage(self.trial, code, because):
            self.detail.notes.stage_not_saved()

    @Slot(str, str)
    def _set_reason(self, code: str, because: str) -> None:
        if not self._acts.set_reason(self.trial, code, because):
            self.detail.notes.reason_not_saved()

    @Slot(str)
    def _set_notes(self, notes: str) -> None:
        if not self._acts.set_notes(self.trial, notes):
            self.detail.notes.notes_not_saved()

    @Slot(object, str, str)
    def _log_contact(self, day: object, whom: str, said: str) -> None:
        if self._acts.log_contact(self.trial, day, whom, said):  # type: ignore[arg-type]
            self.detail.notes.clear_contact()

    @Slot(str)
    def _remove_contact(self, contact: str) -> None:
        self._acts.remove_contact(contact)

    @Slot(str)
    def _edit_contact(self, _contact: str) -> None:
        self._page.edit_wanted.emit("saved_trial", self.trial)

    @Slot()
    def _edit(self) -> None:
        self._page.edit_wanted.emit("saved_trial", self.trial)

    @property
    def _session(self) -> Session:
        return self._case.session

    def _connect(self) -> None:
        detail = self.detail
        self._loading.came.connect(self._show_made)
        self._loading.failed.connect(self._say_failed)
        detail.tab_chosen.connect(self.fill_tab)
        detail.review_wanted.connect(self.save_review)
        lines = detail.check.list
        lines.opened.connect(self._open_line)
        lines.asked.connect(self._ask_about)
        lines.question_wanted.connect(self.question_wanted)
        lines.record_wanted.connect(self.record_wanted)
        lines.menu_wanted.connect(self._open_line_menu)
        detail.trial_wanted.connect(self.trial_wanted)
        detail.home_wanted.connect(self.home_wanted)
        detail.noted.connect(self._page.noted)
        detail.update_wanted.connect(self._acts.update_copies)
        notes = detail.notes
        notes.stage_chosen.connect(self._set_stage)
        notes.reason_written.connect(self._set_reason)
        notes.notes_written.connect(self._set_notes)
        notes.contact_noted.connect(self._log_contact)
        notes.contact_removed.connect(self._remove_contact)
        notes.contact_edited.connect(self._edit_contact)
        notes.more_wanted.connect(self._edit)


def _checked(session: Session, checks: TrialChecks, trial: str) -> Checked:
    check = checks.check(trial)
    return Checked(check, lines_shown(session, check))


def _placed(checks: TrialChecks, trial: str) -> Placed:
    kept = checks.kept(trial)
    return Placed(places_from(kept, checks.home()), kept.shown)


def _steps(session: Session, checks: TrialChecks, trial: str) -> Steps:
    kept = checks.kept(trial)
    words = "" if kept.shown is None else status_words(kept.shown)
    return Steps(trial, version_steps(kept, session.facts()), words)
