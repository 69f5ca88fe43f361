"""The page Change log: who, when, what; taking one change back; the backups."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from app.case.case import SPECS
from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.change_log.backup_acts import BackupActs
from app.ui.change_log.backups_view import BackupsView
from app.ui.change_log.changes_view import ChangesView
from app.ui.change_log.log_words import what
from app.ui.forms.field_text import entry_words
from app.ui.jobs import Progress
from app.ui.labels import IconLabel, make_label
from app.ui.page import Page, Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.segmented import Segmented
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20
from app.usecases.change_log import Entry, take_back
from app.usecases.session import Changes, Session

CHANGES, BACKUPS = "changes", "backups"


class LogPage(Page):
    """Two tabs: every operation, and every backup.

    A link may point to `"backups"`, or to an entry of the case (table and id), whose earlier
    values are shown then.
    """

    key = "log"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        choices = [(CHANGES, self.tr("Changes")), (BACKUPS, self.tr("Backups"))]
        self.tabs = Segmented(self.tr("Show"), choices)
        self.tabs.choose(CHANGES)
        self.tabs.chosen.connect(self._show_tab)
        self.changes = ChangesView(around)
        self._backups: BackupsView | None = None
        self.acts = BackupActs(self, around)
        self._back_up = Button(self.theme, self.tr("Back up now"), icon="archive", kind="filled")
        self._taking: Entry | None = None
        self._working = QFrame()
        self._working_words = make_label("", wrap=True)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Change log")

    def summary(self) -> str:
        """Return how many steps or backups there are."""
        if self.tabs.code == BACKUPS:
            return self.tr("%n backups", "", self.backups.model.rowCount())
        return self.tr("%n steps", "", self.changes.model.total)

    def main_button(self) -> QPushButton:
        """Return Back up now."""
        return self._back_up

    @property
    def backups(self) -> BackupsView:
        """The tab Backups, made when it is first looked at."""
        if self._backups is None:
            self._backups = BackupsView(self.around)
            self._stack.addWidget(self._backups)
            self._backups.preview_wanted.connect(self.acts.preview)
            self._backups.settings_wanted.connect(self._want_settings)
            self.acts.looked_into.connect(self._backups.model.note_looked_into)
        return self._backups

    def refresh(self) -> None:
        """Read the log and the folders again."""
        self._fill()

    def find_here(self) -> None:
        """Put the keyboard into the filter of the log."""
        self._choose(CHANGES)
        self.changes.find_here()

    def open_target(self, target: object) -> None:
        """Show the backups, or the earlier values of one entry."""
        if target == BACKUPS:
            self._choose(BACKUPS)
        elif isinstance(target, tuple):
            table, row_id = target
            entry = self.around.case.case.get(SPECS[table].entity, row_id)
            words = entry_words(entry) if entry is not None else SPECS[table].label
            self._choose(CHANGES)
            self.changes.show_only((table, row_id), words)

    def _choose(self, tab: str) -> None:
        self.tabs.choose(tab)
        self._show_tab(tab)

    @Slot(str)
    def _show_tab(self, tab: str) -> None:
        self._stack.setCurrentWidget(self.backups if tab == BACKUPS else self.changes)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self.attempt(self.backups.refresh if self.tabs.code == BACKUPS else self.changes.refresh)
        self.header_changed.emit()

    @Slot(object)
    def _take_back(self, entry: Entry) -> None:
        if self.writable() and self._taking is None:
            self._taking = entry
            work = _TakeBack(self.around.case.session, entry)
            jobs = self.around.jobs
            jobs.start(work, name="take back", done=self._taken, failed=self._not_taken)

    @Slot(object)
    def _taken(self, changes: Changes) -> None:
        entry, self._taking = self._taking, None
        self.around.case.session.tell(changes)
        if entry is not None and changes:
            self.done.emit(self.tr("Undone: {what}").format(what=what(entry)))

    @Slot(object)
    def _not_taken(self, error: CasebookError) -> None:
        self._taking = None
        self.around.ask.tell_error(self, self.tr("Change log"), error)

    @Slot(str)
    def _show_working(self, words: str) -> None:
        self._working_words.setText(words)
        self._working.setVisible(bool(words))

    @Slot()
    def _want_settings(self) -> None:
        self.wanted.emit("settings", None)

    def _connect(self) -> None:
        self._back_up.clicked.connect(self.acts.back_up_now)
        self.changes.undo_wanted.connect(self._take_back)
        self.acts.working.connect(self._show_working)
        self.acts.made.connect(self._fill)
        self.acts.done.connect(self.done)
        self.acts.noted.connect(self.noted)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.changes)
        self._working.setProperty("kind", "notice")
        line = QHBoxLayout(self._working)
        line.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        line.setSpacing(SPACE_8)
        line.addWidget(IconLabel(self.theme, "hourglass", "note"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._working_words, 1)
        self._working.hide()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(self.tabs)
        column.addWidget(self._working)
        column.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))


class _TakeBack:
    """The work of a job: an import of thousands of rows takes its time."""

    def __init__(self, session: Session, entry: Entry) -> None:
        self._session = session
        self._entry = entry

    def __call__(self, _progress: Progress) -> Changes:
        return take_back(self._session, self._entry)
