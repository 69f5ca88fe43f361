"""The program's windows: which are open, and how a case gets into one."""

import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import CasebookError
from app.resource_files import resource_file
from app.settings import RECENT_FILES, TEXT_SIZE, Settings, data_folder
from app.ui.ask import Ask
from app.ui.crash_reports import CrashReports
from app.ui.drafts import Drafts
from app.ui.focus_ring import FocusRing
from app.ui.fonts import load_fonts
from app.ui.in_sight import InSight
from app.ui.jobs import Jobs
from app.ui.main_window import MainWindow
from app.ui.open_case import OpenCase
from app.ui.page import Surroundings
from app.ui.places import makers, modules
from app.ui.theme import Theme
from app.ui.view_choices import theme_choice
from app.ui.warm_up import QtClasses, WarmUp
from app.ui.words import EnglishPlurals
from app.usecases.session import PasswordNeeded, Session, WrongPassword

SUFFIX = ".casebook"

_AFTER_FIRST_PAINT = 400
"""Milliseconds."""
_LATER = ("app.ui.forms.entry_dialog", "app.ui.search.search_index", "app.ui.lock.lock_screen")
"""Modules that most people need soon, besides the pages."""


def run_window(path: Path | None) -> int:
    """Open the window, with a case or with the welcome; return the exit code."""
    app = make_application(sys.argv[:1])
    casebook = Casebook(app, Settings(), Ask())
    reports = CrashReports(casebook.ask)
    reports.install()
    if path is None or not casebook.open_file(path):
        casebook.show_welcome()
    reports.tell_of_last_time()
    reports.watch_for_sudden_end()
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """Return the Qt application with our name, fonts and words."""
    # Named here, Fusion is there from the beginning, and PySide need not make up the class QStyle.
    app = QApplication([*arguments, "-style", "Fusion"])
    app.setApplicationName("Casebook")
    app.setDesktopFileName("casebook")
    app.setWindowIcon(QIcon(str(resource_file("icons/book-heart.svg"))))
    load_fonts()
    plurals = EnglishPlurals(app)
    app.installTranslator(plurals)
    return app


class Casebook(QObject):
    """Every window of the program, and what leads from one to the next.

    Attributes:
        windows: the open windows of cases.
        theme, settings, ask: shared by all of them.
    """

    def __init__(self, app: QApplication, settings: Settings, ask: Ask) -> None:
        super().__init__(app)
        self.settings = settings
        self.ask = ask
        self.theme = Theme(app, theme_choice(settings), settings.get(TEXT_SIZE))
        self.theme.apply()
        self._ring = FocusRing(app, self.theme)
        self._in_sight = InSight(app)
        self.windows: list[MainWindow] = []
        self.welcome: QWidget | None = None
        self._warming: WarmUp | None = None
        # Of a case that is not made yet; there is no file to keep them in.
        self._drafts = Drafts()

    @Slot()
    def show_welcome(self) -> None:
        """Show the welcome window."""
        from app.ui.start.welcome_window import WelcomeWindow

        if self.welcome is None:
            welcome = WelcomeWindow(self.theme, self.settings, self.ask)
            welcome.new_wanted.connect(self.make_case)
            welcome.open_wanted.connect(self.choose_case)
            welcome.join_wanted.connect(self.join_copies)
            welcome.example_wanted.connect(self.open_example)
            welcome.file_wanted.connect(self.open_file)
            welcome.closed.connect(self._forget_welcome)
            self.welcome = welcome
        self.welcome.show()

    @Slot()
    def make_case(self) -> None:
        """Ask who a new case is about, make it and open it."""
        from app.ui.forms.form_draft import FormDraft
        from app.ui.start.making import make_and_open
        from app.ui.start.new_case_dialog import NewCaseDialog

        parent = self._front()
        dialog = NewCaseDialog(self.theme, self.ask, parent, self._last_folder())
        draft = FormDraft(dialog, self._drafts, "new case")
        while self.ask.run(dialog):
            try:
                session = make_and_open(dialog.beginning(), self.settings)
            except CasebookError as error:
                # The dialog comes again with everything that was typed.
                self.ask.tell_error(parent, self.tr("New case"), error)
            else:
                draft.forget()
                self._show_case(session)
                return

    @Slot()
    def choose_case(self) -> None:
        """Ask for a case file and open it."""
        kinds = self.tr("Casebook (*{suffix});;All files (*)").format(suffix=SUFFIX)
        folder = self._last_folder() or Path.home()
        path = self.ask.open_file(self._front(), self.tr("Open a case"), folder, kinds)
        if path is not None:
            self.open_file(path)

    @Slot()
    def join_copies(self) -> None:
        """Ask for one's own case, then for a relative's copy of it, and show what it brings."""
        kinds = self.tr("Casebook (*{suffix});;All files (*)").format(suffix=SUFFIX)
        folder = self._last_folder() or Path.home()
        first, then = self.tr("First: your own case"), self.tr("Now: the relative's copy")
        ours = self.ask.open_file(self._front(), first, folder, kinds)
        theirs = self.ask.open_file(self._front(), then, folder, kinds) if ours else None
        if ours is None or theirs is None or not self.open_file(ours):
            return
        window = self._window_of(ours)
        if window is not None:
            window.case_acts.look_into_copy(theirs)

    @Slot(object)
    def open_file(self, path: Path) -> bool:
        """Open a case file; return whether its window is there."""
        known = self._window_of(path)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return True
        session = self._opened(path)
        if session is None:
            return False
        with suppress(CasebookError):  # the list of recent files is a convenience
            self.settings.remember_file(path)
        self._show_case(session)
        return True

    @Slot()
    def open_example(self) -> None:
        """Make the example case anew and open it for reading."""
        from app.ui.start.making import open_example

        try:
            session = open_example(data_folder())
        except CasebookError as error:
            self.ask.tell_error(self._front(), self.tr("Look at an example"), error)
        else:
            self._show_case(session)

    def _opened(self, path: Path) -> Session | None:
        """Open a file, asking for its password as often as it takes."""
        password: str | None = None
        sentence = self.tr("{name} is protected by a password.").format(name=path.name)
        while True:
            try:
                return Session.open(path, password=password)
            except PasswordNeeded:
                pass
            except WrongPassword as error:
                sentence = error.sentence
            except CasebookError as error:
                self.ask.tell_error(self._front(), path.name, error)
                return None
            password = self.ask.password(self._front(), self.tr("Open a case"), sentence)
            if not password:
                return None

    def _show_case(self, session: Session) -> None:
        case = OpenCase(session)
        keys = frozenset(makers())
        around = Surroundings(case, self.theme, self.ask, Jobs(), self.settings, keys)
        window = MainWindow(around)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.new_wanted.connect(self.make_case)
        window.open_wanted.connect(self.choose_case)
        window.file_wanted.connect(self.open_file)
        window.closed.connect(self._forget)
        self.windows.append(window)
        window.show()
        QTimer.singleShot(_AFTER_FIRST_PAINT, self, self._warm_up)
        if self.welcome is not None:
            self.welcome.close()
        if session.open_elsewhere and session.read_only_because is not None:
            self.ask.tell(window, case.title, session.read_only_because)

    @Slot()
    def _warm_up(self) -> None:
        """Import the other pages while the first one is looked at."""
        if self._warming is None:
            self._warming = WarmUp([*modules(), *_LATER])
            self._warming.start()
            QtClasses(self).start()

    def _window_of(self, path: Path) -> MainWindow | None:
        same = (w for w in self.windows if w.case.session.path.absolute() == path.absolute())
        return next(same, None)

    def _front(self) -> QWidget | None:
        return QApplication.activeWindow() or (self.windows[-1] if self.windows else self.welcome)

    def _last_folder(self) -> Path | None:
        recent = self.settings.get(RECENT_FILES)
        return recent[0].parent if recent and recent[0].parent.is_dir() else None

    @Slot(object)
    def _forget(self, window: MainWindow) -> None:
        self.windows = [other for other in self.windows if other is not window]
        if not self.windows and window.back_to_welcome:
            self.show_welcome()

    @Slot(object)
    def _forget_welcome(self, _window: object) -> None:
        self.welcome = None
