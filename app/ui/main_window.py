"""The window of one case: menus, sidebar, page, status line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import CasebookError
from app.ui.bring.dropped import DropTarget
from app.ui.case_acts import CaseActs
from app.ui.case_words import patient_line
from app.ui.closing import Closing
from app.ui.entry_acts import EntryActs
from app.ui.go_acts import GoActs
from app.ui.lock.window_lock import WindowLock
from app.ui.main_menus import MainMenus
from app.ui.page import Page, Surroundings
from app.ui.page_header import PageHeader
from app.ui.page_stack import PageStack
from app.ui.places import counts, makers, page_of, places, places_beside
from app.ui.search.search_box import SearchBox
from app.ui.sidebar import Sidebar
from app.ui.status_strip import StatusStrip
from app.ui.tokens import MINIMUM_WINDOW, SPACE_20
from app.ui.undo_bar import UndoBar
from app.ui.window_place import WindowPlace
from app.ui.words import clock
from app.usecases.session import Changes

if TYPE_CHECKING:
    from app.ui.lock.lock_screen import LockScreen
    from app.ui.search.search_index import Hit, SearchIndex

_PAGE_GAP = 14


class MainWindow(QMainWindow):
    """Everything one sees of an open case.

    Signals:
        new_wanted(), open_wanted(): the person wants another case.
        file_wanted(object): the person wants this other case; its path.
        closed(object): the window was closed and its case with it.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    file_wanted = Signal(object)
    closed = Signal(object)

    back_to_welcome = False
    """Whether Close was chosen in the menu; the cross of the window ends the program."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.case = around.case
        self.places = places()
        self.sidebar = Sidebar(around.theme, self.places)
        self.search = SearchBox(around.theme, self, self._search_index)
        self.header = PageHeader(around.theme, self.search)
        self.pages = PageStack(around, makers())
        self.undo_bar = UndoBar(around.theme)
        self._newest: str | None = None
        self.status = StatusStrip(around.theme)
        self.acts = EntryActs(self, around)
        self.case_acts = CaseActs(self, around)
        self.closing = Closing(self, around, self.pages)
        self.lock = WindowLock(self, self, around)
        self.go = GoActs(self, around, self.pages, self.search)
        self.place = WindowPlace(self, around.settings, around.case.case.info.id)
        self.drops = DropTarget(self, self.case_acts.files.bring, self.lock)
        self.menus = MainMenus(self.menuBar(), self, self.places, around)
        self._lay_out()
        self._connect()
        self.place.restore()
        self._show_case()
        self.pages.open(self.places[0].key)

    # what the menus do

    @Slot()
    def ask_for_new(self) -> None:
        """Ask for a new case."""
        self.new_wanted.emit()

    @Slot()
    def ask_for_other(self) -> None:
        """Ask for another case to open."""
        self.open_wanted.emit()

    @Slot()
    def close_window(self) -> None:
        """Close this case and go back to the welcome."""
        self.back_to_welcome = True
        self.close()

    @Slot()
    def quit(self) -> None:
        """Close every window."""
        QApplication.closeAllWindows()

    @Slot()
    def undo(self) -> None:
        """Take the last operation back."""
        if self.case.session.undo_name:
            self.undo_bar.hide()
            self._try(self.case.session.undo)

    @Slot()
    def undo_said(self) -> None:
        """Take back what the undo bar names, and nothing that was done after it."""
        said = self.undo_bar.operation
        self.undo_bar.hide()
        if said is not None and said == self._newest:
            self.undo()

    @Slot()
    def redo(self) -> None:
        """Make again what was taken back last."""
        if self.case.session.redo_name:
            self._try(self.case.session.redo)

    @Slot()
    def say_saved(self) -> None:
        """Answer Ctrl+S: everything is saved as soon as it is done."""
        at = self.case.saved_at
        if not self.closing.save_typed():
            self.status.say(self.case.saving.words)
        elif at is None:
            self.status.say(self.tr("Already saved"))
        else:
            self.status.say(self.tr("Already saved, {time}").format(time=clock(at)))

    @Slot()
    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self.sidebar.setVisible(self.sidebar.isHidden())
        self.menus.action("sidebar").setChecked(not self.sidebar.isHidden())

    @Slot(object)
    def open_hit(self, hit: "Hit") -> None:
        """Open what the search found."""
        if hit.act == "page":
            self.pages.open(hit.target[0])
        elif hit.act == "add":
            self.acts.add(hit.target[0])
        else:
            self.pages.open(page_of(hit.target[0]), hit.target, by_link=True)

    @Slot()
    def next_pane(self) -> None:
        """Move the keyboard on: header, list, detail, undo bar, sidebar, header again."""
        from app.ui.panes import next_stop, parts_of_page  # needs charts: not at the start

        page = self.pages.page
        inner = parts_of_page(page) if page is not None else []
        # The title says which page it is, and the sidebar which one is shown.
        parts = [self.header, *inner, self.undo_bar, self.sidebar]
        stop = next_stop(self.focusWidget(), parts)
        if stop is not None and self.sidebar.isAncestorOf(stop):
            self.sidebar.focus_page()
        elif stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    # what happens in it

    @Slot(str)
    def open_page(self, key: str) -> None:
        """Open a page from the sidebar or the Go menu."""
        self.pages.open(key)

    @Slot(str, object)
    def follow_link(self, key: str, target: object) -> None:
        """Open the page a link points to, with a way back."""
        self.pages.open(key, target, by_link=True)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Mark the page in the sidebar and put the keyboard at its title."""
        self.sidebar.show_page(key)
        self._show_header()
        self.header.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def connect_page(self, page: Page) -> None:
        """Listen to what a new page wants."""
        page.wanted.connect(self.follow_link)
        page.header_changed.connect(self._show_header)
        page.add_wanted.connect(self.acts.add)
        page.edit_wanted.connect(self.acts.edit)
        page.duplicate_wanted.connect(self.acts.duplicate)
        page.delete_wanted.connect(self.acts.delete)
        page.done.connect(self.say_done)
        page.noted.connect(self.status.say)
        page.bring_wanted.connect(self.case_acts.files.bring)

    @Slot(str)
    def say_done(self, words: str) -> None:
        """Say what was just done, with Undo beside it."""
        self.undo_bar.say(words, self._newest)

    @Slot(object)
    def show_changes(self, changes: Changes) -> None:
        """Show the case again after something in it has changed."""
        if changes:
            # What was done is said after this, for the change that is the newest then.
            self._newest = changes.operation_id
            self.undo_bar.hide()
        if self.lock.locked:
            return
        self.search.forget()
        self.pages.refresh()
        self._show_header()
        self._show_case()

    def take_case_away(self, *, keep_page: bool) -> None:
        """Leave nothing of the case on the screen; `keep_page` only hides the shown page."""
        self.search.clear()
        self.search.forget()
        self.search.hide_results()
        self.undo_bar.say("")
        self.undo_bar.hide()
        self.status.say("")
        self.setWindowTitle(self.tr("Casebook"))
        self._sides.setCurrentWidget(self.lock.screen)
        self.sidebar.card.show_person("", "", "")
        self.menus.forget_case()
        self.menuBar().hide()
        if not keep_page:
            self.pages.forget_all()

    def save_typed(self) -> bool:
        """Save everything that is being typed, without a word; return whether all of it is."""
        return self.closing.save_typed()

    def bring_case_back(self) -> None:
        """Show the case again, at the page that was open."""
        self.menuBar().show()
        self.menus.know_case()
        self._sides.setCurrentIndex(0)
        self.pages.come_back()
        self._show_case()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the case; after changes that makes a backup."""
        if self.lock.holds_typed_text:
            self.lock.screen.say_problem(
                self.tr("Something is being typed behind this lock. Unlock to save it first.")
            )
            event.ignore()
            return
        if not self.closing.may_close():
            self.back_to_welcome = False
            event.ignore()
            return
        self.case.saving.quiet = True
        self._keep_place()
        self.hide()
        self._around.jobs.wait()
        # Pages save what was typed when they go, and nothing of them may look at a closed file.
        self.pages.forget_all()
        self.case.saving.drafts.flush()
        self.case.saving.rest()
        known = self.case.session.notes
        self._try(self.case.session.close)
        event.accept()
        self.closed.emit(self)
        self._tell_notes([note for note in self.case.session.notes if note not in known])

    def _tell_notes(self, notes: list[str]) -> None:
        """Say what went wrong while closing, such as a backup that could not be made."""
        if notes:
            said = self.tr("The case was closed.")
            self._around.ask.tell(None, self.tr("Casebook"), said, "\n".join(notes))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in that are dragged over the window."""
        self.drops.enter(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that are dropped."""
        self.drops.drop(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab as one reads: header, page, undo bar, sidebar."""
        from app.ui.focus_order import move_keyboard  # not before a key is pressed

        parts = [self.header, self.pages, self.undo_bar, self.sidebar]
        return move_keyboard(self, parts, forward=forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the sidebar follow the width of the window."""
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    # parts

    def _lay_out(self) -> None:
        self.setMinimumSize(*MINIMUM_WINDOW)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(self._page_column(), 1)
        self._sides = QStackedWidget()
        whole = QWidget()
        self._sides.addWidget(whole)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(across, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(self._sides)

    def _page_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, _PAGE_GAP, 0, 0)
        column.setSpacing(_PAGE_GAP)
        column.addLayout(_inset(self.header))
        column.addWidget(self.pages, 1)
        column.addLayout(_inset(self.undo_bar))
        return column

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.patient_chosen.connect(self.go.open_patient)
        self.menus.views.not_kept.connect(self.status.say)
        self.menus.page_wanted.connect(self.open_page)
        self.menus.add_wanted.connect(self.acts.add)
        self.header.back_wanted.connect(self.go.back)
        self.pages.page_made.connect(self.connect_page)
        self.pages.page_opened.connect(self.show_page)
        self.undo_bar.undo_wanted.connect(self.undo_said)
        self.acts.done.connect(self.say_done)
        self.acts.files_wanted.connect(self.case_acts.files.bring)
        self.acts.noted.connect(self.status.say)
        self.case.changed.connect(self.show_changes)
        self.case.kept.connect(self._show_safety)
        self.case.saving.changed.connect(self._show_safety)
        self.case_acts.done.connect(self.say_done)
        self.case_acts.noted.connect(self.status.say)
        self.case_acts.page_wanted.connect(self.follow_link)
        self.case_acts.case_wanted.connect(self.file_wanted)
        self.lock.password_wanted.connect(self.case_acts.ask_for_password)
        self.lock.screen_made.connect(self._add_lock_screen)
        self.search.opened.connect(self.open_hit)

    @Slot()
    def _show_header(self) -> None:
        page = self.pages.page
        if page is not None:
            self.header.show_page(page, back=self.pages.can_go_back)

    def _show_case(self) -> None:
        made_up = bool(self.case.case.info.synthetic)
        titled = self.tr("Example: {name} – Casebook") if made_up else self.tr("{name} – Casebook")
        self.setWindowTitle(titled.format(name=self.case.title))
        line = patient_line(self.case)
        self.sidebar.card.show_person(self.case.title, self.case.name, line)
        for key, count in counts(self.case).items():
            self.sidebar.set_count(key, count)
        self.status.show_case(self.case)
        self.menus.show_undo(self.case.session.undo_name, self.case.session.redo_name)

    @Slot(object)
    def _add_lock_screen(self, screen: "LockScreen") -> None:
        screen.close_wanted.connect(self.close_window)
        self._sides.addWidget(screen)

    def _search_index(self, before: "SearchIndex | None") -> "SearchIndex":
        from app.ui.search.search_index import SearchIndex

        everywhere = [*self.places, *places_beside()]
        return SearchIndex(self.case.case, self.case.facts, everywhere, before)

    @Slot()
    def _show_safety(self) -> None:
        if not self.lock.locked:
            self.status.show_case(self.case)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except CasebookError as error:
            self._around.ask.tell_error(self, self.case.title, error)

    def _keep_place(self) -> None:
        try:
            self.place.keep()
        except CasebookError as error:
            # The window closes anyway; its place on the screen is no reason to hold it up.
            self.status.say(error.sentence)


def _inset(widget: QWidget) -> QLayout:
    line = QHBoxLayout()
    line.setContentsMargins(SPACE_20, 0, SPACE_20, 0)
    line.addWidget(widget)
    return line
